import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { quintile, shell } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
const SALES = "customer_id,sale_date,revenue\n1,2024-03-01,5\n2,2024-03-02,7\n";
const source = join(folder, "sales.csv");
writeFileSync(source, SALES);

const rowsOf = async (text: string) =>
  (await queryDuckdb(":memory:", text)).map((row) => row["customer_id"]).toSorted();

describe("quintile sql", () => {
  test("prints SQL that runs by itself, and says the rest elsewhere", async () => {
    const { code, out, err } = await quintile(["sql", source], here);
    expect(code).toBe(0);
    expect(err).toContain("Columns: customer = customer_id (guessed)");
    expect(await rowsOf(out)).toEqual(["1", "2"]);
    expect(out).toMatch(/m\n$/);
  });

  test("prints nothing else where it is to be quiet", async () => {
    const { out, err } = await quintile(["sql", source, "--quiet"], here);
    expect(err).toBe("");
    expect(await rowsOf(out)).toEqual(["1", "2"]);
  });

  test("gives dialect and SQL as JSON", async () => {
    const { out } = await quintile(["sql", source, "--json", "--dialect", "postgres", "--table", "shop.sales"], here);
    const result = JSON.parse(out) as Record<string, string>;
    expect(Object.keys(result)).toEqual(["dialect", "sql"]);
    expect(result["dialect"]).toBe("postgres");
    expect(result["sql"]).toMatch(/FROM\s+"shop"\.sales AS source/);
  });

  test("writes a file, and says so", async () => {
    const { code, out } = await quintile(["sql", source, "--to", "customer_rfm.sql"], here);
    expect({ code, out }).toEqual({ code: 0, out: "Wrote customer_rfm.sql\n" });
    expect(await rowsOf(readFileSync(join(folder, "customer_rfm.sql"), "utf8"))).toEqual(["1", "2"]);
    expect((await quintile(["sql", source, "--to", "customer_rfm.sql", "--quiet"], here)).out).toBe("");
  });

  test("writes to standard output when told to", async () => {
    const { out, err } = await shell(`quintile sql ${source} --to - | tee piped.sql`, here);
    expect(await rowsOf(out)).toEqual(["1", "2"]);
    expect(err).toContain("Wrote the SQL to standard output");
  });

  test("takes the settings of a run from its configuration, and no others", async () => {
    const { folder: other } = { folder: join(folder, "other.yaml") };
    writeFileSync(other, `source: ${source}\nwhere: customer_id <> '1'\nto: out.csv\nstore: x.duckdb\n`);
    const { code, out } = await quintile(["sql", "--config", other], here);
    expect(code).toBe(0);
    expect(await rowsOf(out)).toEqual(["2"]);
  });

  test.each([
    ["standard input, which is read only once", `cat ${source} | quintile sql -`, "cannot read standard input again"],
    ["a table name of three parts", `quintile sql ${source} --into a.b.c`, "--into must be a table"],
    [
      "a table name of four parts in Trino",
      `quintile sql ${source} --dialect trino --into a.b.c.d`,
      "Write name or schema.name or catalog.schema.name; a name with a dot goes in double quotes",
    ],
    [
      "a dialect that nobody speaks",
      `quintile sql ${source} --dialect oracle`,
      '--dialect must be "postgres", "duckdb" or "trino"',
    ],
    [
      "to take the place of the sales, in other capitals",
      `quintile sql ${source} --dialect trino --table lake.Shop.sales --into SHOP.Sales`,
      "--into names the table of the sales themselves",
    ],
    [
      "to write over the sales",
      `quintile sql ${source} --to ${source}`,
      "would write over a file that is read as the source",
    ],
    ["two results on standard output", `quintile sql ${source} --to - --json`, "Only one of"],
  ])("refuses %s", async (_, line, message) => {
    const { code, out, err } = await shell(line, here);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(readFileSync(source, "utf8")).toBe(SALES);
  });

  test("needs no file again where a table takes its place", async () => {
    const { code, out } = await shell(`cat ${source} | quintile sql - --dialect postgres`, here);
    expect(code).toBe(0);
    expect(out).toContain("--   customer_id bigint\n--   sale_date date\n--   revenue numeric\n");
    expect(out).not.toContain("quintile-");
  });

  test("says where it cannot write", async () => {
    const { code, err } = await quintile(["sql", source, "--to", "nowhere/rfm.sql"], here);
    expect(code).toBe(1);
    expect(err).toContain("NOT_WRITABLE: nowhere/rfm.sql cannot be written.");
  });
});
