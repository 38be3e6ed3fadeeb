import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { commandLines } from "../../docs/command-lines.js";
import { runCommandLine } from "../../docs/run-in-folder.js";
import { salesTable } from "../../support/sales-table.js";
import { temporaryFolder } from "../../support/temporary-folder.js";
import { queryTrino } from "../../support/trino/query.js";
import { storeTrinoSales } from "../../support/trino/sales.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";

const page = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");

/** What the pages call the places, and what stands for each here. */
const PLACES = {
  "lake/shop": { catalog: "iceberg", schema: `shop_${process.pid}` },
  "lake/rfm": { catalog: "iceberg", schema: `rfm_${process.pid}` },
  "postgres/public": { catalog: "memory", schema: `public_${process.pid}` },
} as const;

const SALES = salesTable(
  ["1", "2", "3", "42", "781"].flatMap((customer, index) => [
    [customer, `2024-0${index + 1}-01`, `${index}.50`],
    [customer, "2024-05-05", "10"],
  ]),
);

describe("the commands on Trino that the pages show", () => {
  const files = temporaryFolder();

  beforeAll(async () => {
    for (const { catalog, schema } of Object.values(PLACES)) {
      await queryTrino(sharedCluster.url, `CREATE SCHEMA ${catalog}.${schema}`);
      if (schema.startsWith("rfm")) continue;
      await storeTrinoSales(sharedCluster.url, { catalog, schema, name: "fact_sales" }, SALES);
    }
  });

  it.each(["README.md", "docs/trino.md"].flatMap((name) => commandLines(page(name))).filter(isOnTrino))(
    "%s",
    async (line) => {
      const found = Object.entries(PLACES).reduce(
        (text, [shown, { catalog, schema }]) =>
          text.replaceAll(
            `trino://user@host:8080/${shown}`,
            `trino://user@127.0.0.1:${sharedCluster.port}/${catalog}/${schema}`,
          ),
        line,
      );
      expect(found).not.toContain("host:8080");
      expect(await runCommandLine(found, files.folder)).not.toBe("");
    },
  );
});

function isOnTrino(line: string): boolean {
  return line.includes("trino://");
}
