// Scores with a model, a moment and tie rules that are objects, and tells each stage: node examples/objects-and-progress.js
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { explain, fiveSegment, QuintileError, run } from "quintile";

const folder = mkdtempSync(join(tmpdir(), "example-"));
const source = join(folder, "sales.csv");
const store = join(folder, "quintile.duckdb");
const rows = Array.from({ length: 20 }, (_, n) => `c${n % 5},2024-03-${String(n + 1).padStart(2, "0")},${n + 10}`);
writeFileSync(source, `customer_id,sale_date,revenue\n${rows.join("\n")}\n`);

const stages = [];
const { customers, model, snapshot } = await run(
  {
    source,
    store,
    model: { ...fiveSegment, name: "our-five" },
    asOf: new Date("2024-04-01"),
    ties: { frequency: "first" },
  },
  { onProgress: (progress) => progress.type === "stage" && stages.push(progress.stage) },
);
process.stdout.write(`${stages.join(" > ")}\n${customers} customers in the segments of ${model}, as of ${snapshot}\n`);

const { segment, rule } = await explain({ customer: "c4", store });
process.stdout.write(`c4 is in ${segment}: ${rule.condition}\n`);

try {
  await explain({ customer: "nobody", store });
} catch (error) {
  if (!(error instanceof QuintileError)) throw error;
  process.stdout.write(`${error.code}\n`);
}
rmSync(folder, { recursive: true });
