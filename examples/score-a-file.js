// Scores a file of sales and prints its segments: node examples/score-a-file.js
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "quintile";

const folder = mkdtempSync(join(tmpdir(), "example-"));
const sales = join(folder, "sales.csv");
writeFileSync(
  sales,
  [
    "customer_id,sale_date,revenue",
    "ada,2024-03-01,120.00",
    "ada,2024-03-20,80.50",
    "bob,2023-11-02,15.00",
    "cyd,2024-03-28,300.00",
  ].join("\n"),
);

const result = await run({ source: sales, store: join(folder, "quintile.duckdb") });

process.stdout.write(`${result.customers} customers as of ${result.snapshot}\n`);
for (const { segment, customers, revenue } of result.segments) {
  process.stdout.write(`${segment}: ${customers} customers, ${revenue}\n`);
}
rmSync(folder, { recursive: true });
