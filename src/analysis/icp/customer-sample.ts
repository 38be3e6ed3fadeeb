import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { exactNumber } from "./attribute-columns.js";
import { type CountedAttribute, countedValues } from "./counted-values.js";

/**
 * The values of all attributes side by side, as `value_0`, `value_1` …, with the average ticket: of all customers, or of about
 * one in sixteen, always the same ones.
 *
 * @param chosenBy how to choose among customers: by ids that are integers or text, or not at all.
 */
export function sampleOf(
  customers: Sql,
  attributes: readonly CountedAttribute[],
  chosenBy: "integer" | "text" | "all",
  dialect: Dialect,
): Sql {
  const choices = {
    all: sql``,
    text: sql` WHERE ${dialect.isInSample(identifier("customer"))}`,
    // Multiplied by an odd number (Knuth's for 16 bits), so that runs and rows of ids are spread evenly.
    integer: sql` WHERE abs(customer % 65536) * 40503 % 65536 < 4096`,
  };
  return sql`SELECT ticket, ${countedValues(attributes, dialect)} FROM ${customers}${choices[chosenBy]}`;
}

/** The average tickets of a sample, one row per customer, under a name. */
export function tickets(customers: Sql, name: string): Sql {
  return sql`SELECT ticket AS ${identifier(name)} FROM ${customers}`;
}

/**
 * Customers of a sample by `attribute` (its place), `value` and quintile of the average ticket.
 *
 * @param cutpoints of the average ticket, ascending.
 */
export function countTickets(sample: Sql, attributes: number, cutpoints: readonly string[]): Sql {
  const passed = cutpoints.map((cutpoint) => sql`CASE WHEN ticket > ${exactNumber(cutpoint)} THEN 1 ELSE 0 END`);
  const score = join([literal(1), ...passed], " + ");
  const counts = Array.from({ length: attributes }, (_, index) => {
    const value = identifier(`value_${index}`);
    return sql`SELECT ${literal(index)} AS attribute, ${value} AS value, ticket_score, count(*) AS customers
      FROM (SELECT ${value}, ${score} AS ticket_score FROM ${sample}) AS scored GROUP BY ${value}, ticket_score`;
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
