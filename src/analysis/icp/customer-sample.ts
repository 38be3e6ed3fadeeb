import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { valueName } from "./counted-values.js";
import { METRICS } from "./scored-customers.js";

/** Which customers are looked at: all of them, or about one in sixteen, chosen by ids that are integers or text. */
export type ChosenBy = "integer" | "text" | "all";

/** The `customer` and the values of all attributes side by side, as `value_0`, `value_1` …: of a sample, always of the same customers. */
export function sampleOf(customers: Sql, attributes: number, chosenBy: ChosenBy, dialect: Dialect): Sql {
  const values = Array.from({ length: attributes }, (_, index) => valueName(index));
  return sql`SELECT customer, ${join(values)} FROM ${customers}${choice(chosenBy, dialect)}`;
}

/** How to choose among customers. */
function choice(chosenBy: ChosenBy, dialect: Dialect): Sql {
  if (chosenBy === "all") return sql``;
  if (chosenBy === "text") return sql` WHERE ${dialect.isInSample(identifier("customer"))}`;
  // Multiplied by an odd number (Knuth's for 16 bits), so that runs and rows of ids are spread evenly.
  return sql` WHERE abs(customer % 65536) * 40503 % 65536 < 4096`;
}

/**
 * The values of a sample as {@link sampleOf} gives them, with the bin of each metric, from 0: bins of about as many customers, and
 * equal numbers in the same one.
 *
 * @param attributes the places of those whose values are needed.
 * @param scored the customers of whom it is a sample, with their metrics.
 * @param size how many customers the sample has, and how many bins there are to be.
 */
export function binned(
  sample: Sql,
  scored: Sql,
  attributes: readonly number[],
  { id, chosenBy }: { readonly id: "text" | "integer"; readonly chosenBy: ChosenBy },
  size: { readonly customers: number; readonly bins: number },
  dialect: Dialect,
): Sql {
  const values = attributes.map((place) => valueName(place));
  const numbers = METRICS.map((metric) => {
    const before = sql`(rank() OVER (ORDER BY ${identifier(metric)}) - 1) * ${literal(size.bins)}`;
    return sql`${dialect.wholeQuotient(before, size.customers)} AS ${identifier(metric)}`;
  });
  const metrics = sql`(SELECT * FROM ${scored}${choice(chosenBy, dialect)}) AS scored`;
  const [one, other] = [identifier("sample", "customer"), identifier("scored", "customer")];
  return sql`SELECT ${join([...values, ...numbers])} FROM (SELECT * FROM ${sample}) AS sample
    JOIN ${metrics} ON ${dialect.groupingKey(one, id)} = ${dialect.groupingKey(other, id)}`;
}

/**
 * Customers of {@link binned} by `attribute` (its place), `metric` (its place), `value` and `bin`; of all of them, `attribute` is -1 and
 * `value` null.
 *
 * @param attributes the places of those to be counted.
 */
export function countBins(customers: Sql, attributes: readonly number[]): Sql {
  const counts = METRICS.flatMap((name, metric) => {
    const bin = identifier(name);
    const all = sql`SELECT ${literal(-1)} AS attribute, ${literal(metric)} AS metric, CAST(NULL AS VARCHAR) AS value, ${bin} AS bin, count(*) AS customers
      FROM ${customers} GROUP BY ${bin}`;
    const each = attributes.map((attribute) => {
      const value = valueName(attribute);
      return sql`SELECT ${literal(attribute)} AS attribute, ${literal(metric)} AS metric, CAST(${value} AS VARCHAR) AS value, ${bin} AS bin, count(*) AS customers
      FROM ${customers} GROUP BY ${value}, ${bin}`;
    });
    return [all, ...each];
  });
  return join(counts, " UNION ALL ");
}

/** How often two values occur together, for each pair of attributes: `pair` (its place), `one`, `other` and `customers`. */
export function countPairs(sample: Sql, pairs: readonly (readonly [number, number])[]): Sql {
  const counts = pairs.map(([one, other], index) => {
    const [first, second] = [valueName(one), valueName(other)];
    return sql`SELECT ${literal(index)} AS pair, CAST(${first} AS VARCHAR) AS one, CAST(${second} AS VARCHAR) AS other, count(*) AS customers
      FROM ${sample} GROUP BY ${first}, ${second}`;
  });
  return join(counts, " UNION ALL ");
}
