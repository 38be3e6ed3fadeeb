import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { identifier, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { columnsThatMean } from "./candidates.js";

/** At least this share of the ids that repeat have one customer, or they are no order ids. */
const OF_ONE_CUSTOMER = 0.99;

/** From this share of orders on whose lines all have the same amount, the amount is taken for the total of the order. */
const OF_ONE_AMOUNT = 0.5;

/**
 * The column that says which rows are lines of one purchase: the first whose ids repeat, each for one customer. Undefined where
 * none does. Raises `AMBIGUOUS_COLUMN` where the amount is the total of the order, which stands on each of its lines.
 */
export async function findOrder(
  source: Source,
  { customer, revenue }: Pick<Mapping, "customer" | "revenue">,
  candidates: readonly Column[],
): Promise<RoleSource | undefined> {
  if (customer.kind !== "column") return undefined;
  for (const column of candidates) {
    if (column.name === customer.column.name) continue;
    const { repeated, ofOneCustomer, ofOneAmount } = await linesOf(source, column, customer.column, revenue);
    if (repeated === 0 || ofOneCustomer < OF_ONE_CUSTOMER * repeated) continue;
    if (revenue.kind === "column" && ofOneAmount >= OF_ONE_AMOUNT * repeated) {
      throw repeatedTotal(source, column, revenue.column);
    }
    return { kind: "column", column, guessed: true };
  }
  return undefined;
}

async function linesOf(
  source: Source,
  order: Column,
  customer: Column,
  revenue: RoleSource,
): Promise<{ repeated: number; ofOneCustomer: number; ofOneAmount: number }> {
  const id = identifier(order.name);
  const amount = revenue.kind === "column" ? identifier(revenue.column.name) : sql`NULL`;
  const lines = sql`SELECT count(*) AS lines_of_it, min(CAST(${identifier(customer.name)} AS VARCHAR)) AS first_customer, max(CAST(${identifier(customer.name)} AS VARCHAR)) AS last_customer, min(CAST(${amount} AS VARCHAR)) AS least, max(CAST(${amount} AS VARCHAR)) AS most FROM ${source.relation.from} AS source WHERE ${id} IS NOT NULL GROUP BY ${id}`;
  const [row = {}] = await source.query(
    sql`SELECT count(*) AS repeated, count(CASE WHEN first_customer = last_customer THEN 1 END) AS of_one_customer, count(CASE WHEN least = most THEN 1 END) AS of_one_amount FROM (${lines}) AS orders WHERE lines_of_it > 1`,
  );
  return {
    repeated: Number(row["repeated"]),
    ofOneCustomer: Number(row["of_one_customer"]),
    ofOneAmount: Number(row["of_one_amount"]),
  };
}

function repeatedTotal(source: Source, order: Column, { name }: Column): QuintileError {
  const lineTotals = columnsThatMean("line total", source.relation.columns).filter((column) => column.name !== name);
  return new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Rows of ${source.label} with the same "${order.name}" have the same "${name}", so it seems to be the total of the order, which would count once per line.`,
    {
      hint: `Name a column with the amount of the line with ${inputName("revenue")}.`,
      tries: lineTotals.slice(0, 3).map((column) => ({
        inputs: { revenue: column.name },
        means: `"${column.name}" is the amount of the line`,
      })),
    },
  );
}
