import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newDatabase } from "../support/postgres/database.js";
import { storePostgresSales } from "../support/postgres/sales.js";
import { servers } from "../support/postgres/servers.js";
import { salesTable } from "../support/sales-table.js";
import { isThorough } from "../support/thoroughness.js";
import { commandLines as allCommandLines } from "./command-lines.js";
import { runCommandLine } from "./run-in-folder.js";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const MODELS = readFileSync(new URL("../../docs/models.md", import.meta.url), "utf8");

const ICP = readFileSync(new URL("../../docs/icp.md", import.meta.url), "utf8");
const POSTGRES = readFileSync(new URL("../../docs/postgresql.md", import.meta.url), "utf8");

/** The address that the pages show, and what stands for it here. */
const SHOWN_ADDRESS = "postgres://user@host/shop";
let address: string | undefined;

/** Those that need no cluster of Trino; the others run with one (test/trino/cluster/docs.test.ts). */
const commandLines = (page: string): string[] => allCommandLines(page).filter((line) => !line.includes("trino://"));

const yamlBlocks = [...MODELS.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text as string);

let folder = "";
let demo = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "readme-"));
  demo = await runCommandLine("quintile demo", folder);
  copyFileSync(join(folder, "demo/fact_sales.csv"), join(folder, "sales.csv"));
  copyFileSync(join(folder, "demo/fact_sales.csv"), join(folder, "later.csv"));
  copyFileSync(join(folder, "demo/dim_customers.csv"), join(folder, "prospects.csv"));
  writeFileSync(join(folder, "my-model.yaml"), yamlBlocks[0] as string);
  writeFileSync(join(folder, "vip-first.yaml"), yamlBlocks[0] as string);
  writeFileSync(join(folder, "our-shop.yaml"), yamlBlocks[1] as string);
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    `COPY (SELECT 'I' || (i % 40) AS "Invoice", i % 7 AS "Quantity", 1.5 AS "Price", 38.0 + i % 9 AS "Customer ID",
       '2024-03-0' || (1 + i % 9) || ' 10:00:00' AS "InvoiceDate" FROM range(200) t(i)) TO '${join(folder, "invoices.parquet")}'`,
  );
});

beforeAll(async () => {
  const [server] = servers;
  if (server === undefined) return;
  const { sql, url } = await newDatabase(server);
  await storePostgresSales(sql, "public", "fact_sales", salesTable([["1", "2024-03-01", "9.50"]]));
  await sql("CREATE SCHEMA rfm");
  address = url;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the commands that the pages show", () => {
  it("are found", () => {
    expect(commandLines(README).length).toBeGreaterThanOrEqual(8);
    expect(commandLines(MODELS)).toHaveLength(6);
    expect(commandLines(POSTGRES).length).toBeGreaterThanOrEqual(4);
    expect(commandLines(ICP).length).toBeGreaterThanOrEqual(4);
  });

  /** In CI those of every page, else those of the first that is read; the demo is there already. */
  const pages = (isThorough ? [README, MODELS, POSTGRES, ICP] : [README]).flatMap(commandLines);

  it.for(pages.filter((line) => line !== "quintile demo"))("%s", async (line, context) => {
    if (line.includes(SHOWN_ADDRESS) && address === undefined) return context.skip("needs a PostgreSQL server");
    const found = line.replaceAll(SHOWN_ADDRESS, address ?? "");
    expect(await runCommandLine(found, folder)).not.toBe("");
  });

  it("show the demo as it is", () => {
    const shown = /```\n(4,997 customers[\s\S]*?)```/.exec(README)?.[1] as string;
    expect(demo).toContain(shown.trimEnd());
  });
});
