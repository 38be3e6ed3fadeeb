import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { type CountedAttribute, countedValues } from "./counted-values.js";
import { METRICS } from "./scored-customers.js";

/** Which customers are looked at: all of them, or about one in sixteen, chosen by ids that are integers or text. */
export type ChosenBy = "integer" | "text" | "all";

/**
 * The values of all attributes side by side, as `value_0`, `value_1` …, with what customers are scored by: of all customers, or
 * of about one in sixteen, always the same ones.
 *
 * @param customers with their attributes, and `scored` the same ones with their metrics.
 */
export function sampleOf(
  customers: Sql,
  scored: Sql,
  attributes: readonly CountedAttribute[],
  { id, chosenBy }: { readonly id: "text" | "integer"; readonly chosenBy: ChosenBy },
  dialect: Dialect,
): Sql {
  const choices = {
    all: sql``,
    text: sql` WHERE ${dialect.isInSample(identifier("customer"))}`,
    // Multiplied by an odd number (Knuth's for 16 bits), so that runs and rows of ids are spread evenly.
    integer: sql` WHERE abs(customer % 65536) * 40503 % 65536 < 4096`,
  };
  const values = countedValues(attributes, dialect);
  const [one, other] = [identifier("chosen", "customer"), identifier("scored", "customer")];
  const names = [...attributes.map((_, index) => `value_${index}`), ...METRICS].map((name) => identifier(name));
  return sql`SELECT ${join(names)} FROM (SELECT customer, ${values} FROM ${customers}${choices[chosenBy]}) AS chosen
    JOIN (SELECT * FROM ${scored}) AS scored ON ${dialect.groupingKey(one, id)} = ${dialect.groupingKey(other, id)}`;
}

/**
 * A sample with the bin of each metric, from 0, in place of its number: bins of about as many customers, and equal numbers in the
 * same one.
 *
 * @param customers how many the sample has.
 */
export function binned(sample: Sql, attributes: number, customers: number, bins: number, dialect: Dialect): Sql {
  const values = Array.from({ length: attributes }, (_, index) => identifier(`value_${index}`));
  const numbers = METRICS.map((metric) => {
    const before = sql`(rank() OVER (ORDER BY ${identifier(metric)}) - 1) * ${literal(bins)}`;
    return sql`${dialect.wholeQuotient(before, customers)} AS ${identifier(metric)}`;
  });
  return sql`SELECT ${join([...values, ...numbers])} FROM ${sample}`;
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
      const value = identifier(`value_${attribute}`);
      return sql`SELECT ${literal(attribute)} AS attribute, ${literal(metric)} AS metric, ${value} AS value, ${bin} AS bin, count(*) AS customers
      FROM ${customers} GROUP BY ${value}, ${bin}`;
    });
    return [all, ...each];
  });
  return join(counts, " UNION ALL ");
}

/** How often two values occur together, for each pair of attributes: `pair` (its place), `one`, `other` and `customers`. */
export function countPairs(sample: Sql, pairs: readonly (readonly [number, number])[]): Sql {
  const counts = pairs.map(([one, other], index) => {
    const [first, second] = [identifier(`value_${one}`), identifier(`value_${other}`)];
    return sql`SELECT ${literal(index)} AS pair, ${first} AS one, ${second} AS other, count(*) AS customers
      FROM ${sample} GROUP BY ${first}, ${second}`;
  });
  return join(counts, " UNION ALL ");
}
