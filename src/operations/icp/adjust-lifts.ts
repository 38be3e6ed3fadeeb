import { type CountedAttribute, type CountedPair, countPairsAtTop } from "../../analysis/icp/counted-values.js";
import type { Engine } from "../../engines/engine.js";
import { type AdjustedValue, adjustedValues, type StratifiedValue } from "../../model/icp/adjusted-lifts.js";
import { attributeValue } from "../../model/icp/attribute-value.js";
import type { Bands } from "../../model/icp/bands.js";
import type { SupportedValue } from "../../model/icp/evidence.js";
import { CELLS } from "../../model/cell.js";
import type { Row } from "../../sql/database.js";
import type { CountsByAttribute } from "./count-values.js";
import { rowsBy } from "./rows-by.js";
import type { AttributedCustomers } from "./read-attributes.js";

/** Pairs of attributes with more combinations of values than this are not held against each other. */
const MOST_COMBINATIONS = 50_000;

/** Two attributes by their places, and by their names. */
interface Pair {
  readonly places: readonly [number, number];
  readonly names: readonly [string, string];
}

/**
 * The lifts of supported values within the strata of each other attribute. One grouping of all customers for each pair of attributes
 * of which one has such a value.
 *
 * @param adjusts the attributes that may explain others: those that do not follow from what customers bought.
 */
export async function adjustLifts(
  engine: Engine,
  { from, candidates }: AttributedCustomers,
  bands: readonly (Bands | undefined)[],
  counts: CountsByAttribute,
  top: readonly boolean[],
  supported: readonly SupportedValue[],
  adjusts: readonly string[],
): Promise<AdjustedValue[]> {
  const names = candidates.map(({ attribute }) => attribute);
  const claimed = new Set(supported.map(({ attribute }) => attribute));
  const size = (name: string): number => counts[name]?.size ?? Infinity;
  const pairs = names.flatMap((one, first) =>
    names.flatMap((other, second): Pair[] => {
      const isAsked = (claimed.has(one) && adjusts.includes(other)) || (claimed.has(other) && adjusts.includes(one));
      if (second <= first || !isAsked || size(one) * size(other) > MOST_COMBINATIONS) return [];
      return [{ places: [first, second], names: [one, other] }];
    }),
  );
  const codes = CELLS.filter((_, cell) => top[cell]).map(({ R, F, M }) => R * 100 + F * 10 + M);
  if (pairs.length === 0 || codes.length === 0) return [];
  const counted = (place: number): CountedAttribute => ({ position: place, bands: bands[place] });
  const asked = pairs.map(({ places: [one, other] }): CountedPair => [counted(one), counted(other)]);
  const rows = await engine.query(countPairsAtTop(from, codes, asked, engine.dialect));
  const rowsOf = rowsBy(rows, (row) => Number(row["pair"]));
  const tables = pairs.map((pair, index) => ({ ...pair, rows: rowsOf.get(index) ?? [] }));
  const stratified = supported.flatMap(({ attribute, value: { value } }) =>
    tables.flatMap(({ names: [one, other], rows: own }): StratifiedValue[] => {
      const within = attribute === one ? other : one;
      if (![one, other].includes(attribute) || !adjusts.includes(within)) return [];
      return [{ attribute, value, within, strata: strataOf(own, attribute === one ? "one" : "other", value) }];
    }),
  );
  return adjustedValues(stratified);
}

/** The strata of the attribute on one side, with the customers who have a value of that on the other. */
function strataOf(rows: readonly Row[], side: "one" | "other", value: string): StratifiedValue["strata"] {
  const strata = new Map<string, { count: number; support: number; top: number; customers: number }>();
  for (const row of rows) {
    const stratum = attributeValue(row[side === "one" ? "other" : "one"]);
    const found = strata.get(stratum) ?? { count: 0, support: 0, top: 0, customers: 0 };
    strata.set(stratum, found);
    const [customers, top] = [Number(row["customers"]), Number(row["top"])];
    found.customers += customers;
    found.top += top;
    if (attributeValue(row[side]) !== value) continue;
    found.support += customers;
    found.count += top;
  }
  return [...strata.values()];
}
