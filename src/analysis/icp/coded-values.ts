import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { type CountedAttribute, countedValue } from "./counted-values.js";

/** The different values of attributes, each with a number of its own: `attribute` (its place), `value` (empty where none is known) and `code`. */
export function valueCodes(customers: Sql, attributes: readonly CountedAttribute[], dialect: Dialect): Sql {
  const codes = attributes.map((attribute, place) => {
    const value = sql`coalesce(${countedValue(attribute, dialect)}, '')`;
    return sql`SELECT ${literal(place)} AS attribute, value, CAST(row_number() OVER () AS INTEGER) AS code
      FROM (SELECT DISTINCT ${value} AS value FROM ${customers}) AS different`;
  });
  return join(codes, " UNION ALL ");
}

/**
 * Whether each customer is on top, as `is_top`, and the numbers of their values, as `code_0`, `code_1` …. Every value has one; the joins are outer
 * ones so that an engine looks the values up in their order, customer by customer, and does not begin with the codes.
 */
export function codedCustomers(
  customers: Sql,
  codes: Sql,
  attributes: readonly CountedAttribute[],
  dialect: Dialect,
): Sql {
  const values = attributes.map(
    (attribute, place) => sql`coalesce(${countedValue(attribute, dialect)}, '') AS ${identifier(`value_${place}`)}`,
  );
  const numbers = attributes.map(
    (_, place) => sql`${identifier(`codes_${place}`, "code")} AS ${identifier(`code_${place}`)}`,
  );
  const joins = attributes.map((_, place) => {
    const name = identifier(`codes_${place}`);
    return sql`LEFT JOIN (SELECT value, code FROM ${codes} WHERE attribute = ${literal(place)}) AS ${name}
      ON ${identifier("counted", `value_${place}`)} = ${identifier(`codes_${place}`, "value")}`;
  });
  return sql`SELECT counted.is_top, ${join(numbers)} FROM (SELECT is_top, ${join(values)} FROM ${customers}) AS counted ${join(joins, " ")}`;
}

/** How often two numbers occur together, for each pair of attributes by their places: as `countPairsAtTop` does for values. */
export function countCodedPairs(coded: Sql, pairs: readonly (readonly [number, number])[]): Sql {
  const counts = pairs.map(([one, other], index) => {
    const [first, second] = [identifier(`code_${one}`), identifier(`code_${other}`)];
    return sql`SELECT ${literal(index)} AS pair, ${first} AS one, ${second} AS other, count(*) AS customers, count(*) FILTER (WHERE is_top) AS top
      FROM ${coded} GROUP BY ${first}, ${second}`;
  });
  return join(counts, " UNION ALL ");
}
