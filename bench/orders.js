import { quintileNamed } from "./contenders.js";
import { compareWith } from "./compare.js";
import { makeFile, makeSales } from "./data.js";
import { interleave } from "./interleave.js";
import { renderTable, summarise } from "./summary.js";

/** @typedef {import("./parts.js").Setting} Setting */
/** @typedef {import("./contenders.js").Check} Check */

/**
 * Files with as many rows as the plain one, and an id of an order in each: what they are made of, and what they may cost as a multiple of it.
 * @type {Record<string, { query: (plain: string) => string, limit: number, isEqual: boolean }>}
 */
const ORDERS = {
  // The look drops such an id; a tenth is what two runs of one file differ by.
  "ids new in every row": {
    query: (plain) => `SELECT 'A' || sale_id AS order_id, * EXCLUDE sale_id FROM ${plain}`,
    limit: 1.1,
    isEqual: true,
  },
  "orders of three lines": {
    query: (
      plain,
    ) => `SELECT 'A' || (line.sale_id - 1) // 3 AS order_id, first.customer_id, first.sale_date, line.revenue
      FROM ${plain} AS line JOIN ${plain} AS first ON first.sale_id = (line.sale_id - 1) // 3 * 3 + 1 ORDER BY line.sale_id`,
    limit: 2,
    isEqual: false,
  },
  // Only the pass can tell that the ids are new in nearly every row.
  "ids of which one repeats at the start": {
    query: (
      plain,
    ) => `SELECT 'A' || greatest(line.sale_id, 2) AS order_id, first.customer_id, first.sale_date, line.revenue
      FROM ${plain} AS line JOIN ${plain} AS first ON first.sale_id = greatest(line.sale_id, 2) ORDER BY line.sale_id`,
    limit: 3,
    isEqual: false,
  },
};

/** The same number of sales without an id of an order, and with one. @param {Setting} setting */
export async function benchOrders({ rounds, sales, customers, hasQuintile }) {
  if (!hasQuintile) return "Skipped: quintile could not be run.";
  const rows = `'${(await makeSales("parquet", sales, customers)).replaceAll("'", "''")}'`;
  const plain = quintileNamed("plain", await makeSales("csv", sales, customers));
  const contenders = [plain];
  for (const [name, { query, isEqual }] of Object.entries(ORDERS)) {
    const file = `sales-${sales}-${customers}-${name.replaceAll(" ", "-")}.csv`;
    const contender = quintileNamed(name, await makeFile(file, query(rows), "FORMAT csv, HEADER"));
    contenders.push(isEqual ? contender : { ...contender, output: null });
  }
  const { runs, compared } = await interleave(contenders, rounds, compareWith(plain.output));
  const ours = summarise(runs.get(plain.name) ?? []);
  const lines = contenders.map(({ name }) => {
    const summary = summarise(runs.get(name) ?? []);
    /** @type {Check[]} */
    const checks =
      name === plain.name
        ? []
        : [{ what: "time / plain", value: summary.median / ours.median, limit: ORDERS[name]?.limit ?? NaN }];
    return { name, summary, checks };
  });
  return `rounds: ${rounds}. The answer with ids new in every row is that of the plain file (${compared} customers).

${renderTable(lines, ours.median)}`;
}
