import { codedCustomers, countCodedPairs, valueCodes } from "../../analysis/icp/coded-values.js";
import { type CountedAttribute, countPairsAtTop } from "../../analysis/icp/counted-values.js";
import type { Engine } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { type Sql, sql } from "../../sql/fragment.js";

/** Two attributes by their places. */
export type PlacePair = readonly [number, number];

/**
 * How often two values occur together, for each pair of attributes: rows of `pair` (its place), `one`, `other`, `customers` and `top`, how
 * many of them are on top.
 *
 * @param isCoded give each value a number first, which takes as long as some twenty pairs, and makes each of them four times as fast.
 */
export async function countPairs(
  engine: Engine,
  customers: Sql,
  attributes: readonly CountedAttribute[],
  pairs: readonly PlacePair[],
  isCoded: boolean,
): Promise<Row[]> {
  const { dialect } = engine;
  if (!isCoded) {
    const asked = pairs.map(
      ([one, other]) => [attributes[one] as CountedAttribute, attributes[other] as CountedAttribute] as const,
    );
    return engine.query(countPairsAtTop(customers, asked, dialect));
  }
  const codes = await engine.materialize("value_codes", valueCodes(customers, attributes, dialect));
  const coded = await engine.materialize("coded_customers", codedCustomers(customers, codes, attributes, dialect));
  const known = await engine.query(sql`SELECT attribute, value, code FROM ${codes}`);
  const values = attributes.map(() => new Map<number, Row[string]>());
  for (const row of known) values[Number(row["attribute"])]?.set(Number(row["code"]), row["value"] ?? null);
  const counted = await engine.query(countCodedPairs(coded, pairs));
  return counted.map((row) => {
    const [one, other] = pairs[Number(row["pair"])] as PlacePair;
    return {
      ...row,
      one: values[one]?.get(Number(row["one"])) ?? null,
      other: values[other]?.get(Number(row["other"])) ?? null,
    };
  });
}
