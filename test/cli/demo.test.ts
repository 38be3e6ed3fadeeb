import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { quintile } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
const sumOf = (file: string): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, file)))
    .digest("hex")
    .slice(0, 16);

const sums = (): string[] => ["fact_sales", "dim_customers", "dim_products"].map((table) => sumOf(`demo/${table}.csv`));

test("the demo makes the same shop every time, scores it, and says what to try next", async () => {
  const { code, out } = await quintile(["demo"], here);
  expect(code).toBe(0);
  expect(readdirSync(join(folder, "demo")).toSorted()).toEqual([
    "dim_customers.csv",
    "dim_products.csv",
    "fact_sales.csv",
    "quintile.duckdb",
    "report.html",
  ]);
  expect(out).toContain("\nThe report is in demo/report.html: open it in a browser\n");
  expect(readFileSync(join(folder, "demo/report.html"), "utf8")).toContain("<h1>Demo shop</h1>");
  const lines = (file: string): number => readFileSync(join(folder, "demo", file), "utf8").split("\n").length - 2;
  expect(["fact_sales.csv", "dim_customers.csv", "dim_products.csv"].map(lines)).toEqual([120_027, 5000, 160]);
  expect(sums()).toEqual(["e073ddd860176868", "f75e8b0a863871e4", "caa76c433ead7c64"]);
  expect(out).toMatch(
    /^The demo shop is in demo: .*\n\n4,997 customers with 115,283 purchases, from 120,027 rows of demo\/fact_sales\.csv, as of 2026-01-01\n/,
  );
  expect(out).toMatch(/^Champions +1,128 /m);
  expect(out).toMatch(/\nTry next\n {2}node bin\/quintile\.js explain 42 --store demo\/quintile\.duckdb\n/);

  const again = await quintile(["demo", "--json", "--quiet"], here);
  expect(sums()).toEqual(["e073ddd860176868", "f75e8b0a863871e4", "caa76c433ead7c64"]);
  const { result } = JSON.parse(again.out) as {
    result: { run: number; segments: { segment: string; customers: number }[] };
  };
  expect(result.run).toBe(1);
  expect(Object.fromEntries(result.segments.map(({ segment, customers }) => [segment, customers]))).toEqual({
    Champions: 1128,
    "Loyal Customers": 858,
    "Potential Loyalists": 741,
    "At Risk": 359,
    Others: 1911,
  });
});

test("the demo writes over nobody's files", async () => {
  mkdirSync(join(folder, "mine"));
  writeFileSync(join(folder, "mine/quintile.duckdb"), "precious");
  expect(await quintile(["demo", "--folder", "mine", "--quiet"], here)).toEqual({
    code: 1,
    out: "",
    err: "NOT_WRITABLE: mine holds other files already.\nName a new folder with --folder.\n",
  });
  expect(readFileSync(join(folder, "mine/quintile.duckdb"), "utf8")).toBe("precious");
});
