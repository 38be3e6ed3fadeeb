import { formatCount } from "../../outputs/format.js";
import { countPairsAtTop } from "../../analysis/icp/counted-values.js";
import type { Engine } from "../../engines/engine.js";
import { type AdjustedValue, adjustedValues, type StratifiedValue } from "../../model/icp/adjusted-lifts.js";
import { attributeValue } from "../../model/icp/attribute-value.js";
import type { SupportedValue } from "../../model/icp/evidence.js";
import type { Row } from "../../sql/database.js";
import { delimiterOf, type Delimiters, valuesIn } from "../../model/icp/several-values.js";
import { rowsBy } from "./rows-by.js";
import type { Counted } from "./counted.js";
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
  candidates: AttributedCustomers["candidates"],
  { from, cells, multiple }: Counted,
  supported: readonly SupportedValue[],
  adjusts: readonly string[],
): Promise<{ readonly adjusted: AdjustedValue[]; readonly warnings: string[] }> {
  const names = candidates.map(({ attribute }) => attribute);
  const claimed = new Set(supported.map(({ attribute }) => attribute));
  const size = (name: string): number => cells[name]?.size ?? Infinity;
  const asked = names.flatMap((one, first) =>
    names.flatMap((other, second): Pair[] => {
      const isAsked = (claimed.has(one) && adjusts.includes(other)) || (claimed.has(other) && adjusts.includes(one));
      if (second <= first || !isAsked) return [];
      return [{ places: [first, second], names: [one, other] }];
    }),
  );
  const pairs = asked.filter(({ names: [one, other] }) => size(one) * size(other) <= MOST_COMBINATIONS);
  const warnings = asked.filter((pair) => !pairs.includes(pair)).map((pair) => tooManyCombinations(pair));
  if (pairs.length === 0) return { adjusted: [], warnings };
  const places = pairs.map((pair) => pair.places);
  const rowsOf = rowsBy(await engine.query(countPairsAtTop(from, places)), (row) => Number(row["pair"]));
  const tables = pairs.map((pair, index) => ({ ...pair, rows: together(rowsOf.get(index) ?? [], pair, multiple) }));
  const stratified = supported.flatMap(({ attribute, value: { value } }) =>
    tables.flatMap(({ names: [one, other], rows: own }): StratifiedValue[] => {
      const within = attribute === one ? other : one;
      if (![one, other].includes(attribute) || !adjusts.includes(within)) return [];
      const sides = attribute === one ? (["one", "other"] as const) : (["other", "one"] as const);
      return [{ attribute, value, within, strata: strataOf(own, sides, value) }];
    }),
  );
  return { adjusted: adjustedValues(stratified), warnings };
}

function tooManyCombinations({ names: [one, other] }: Pair): string {
  return `${one} and ${other} have more than ${formatCount(MOST_COMBINATIONS)} combinations of values, so no lift of one is adjusted for the other: the other may explain it. Group their values first, and it is adjusted.`;
}

/** Customers with the same values of two attributes. */
interface Together extends Readonly<Record<"one" | "other", HeldValues>> {
  readonly customers: number;
  readonly top: number;
}

/** The values that stand in a cell, and the stratum that they are together. */
interface HeldValues {
  readonly values: readonly string[];
  readonly stratum: string;
}

function together(rows: readonly Row[], { names: [one, other] }: Pair, multiple: Delimiters): Together[] {
  const [heldByOne, heldByOther] = [heldValues(delimiterOf(multiple, one)), heldValues(delimiterOf(multiple, other))];
  return rows.map((row) => ({
    one: heldByOne(row["one"]),
    other: heldByOther(row["other"]),
    customers: Number(row["customers"]),
    top: Number(row["top"]),
  }));
}

/** Reads each cell once. */
function heldValues(delimiter: string | undefined): (cell: Row[string] | undefined) => HeldValues {
  const known = new Map<unknown, HeldValues>();
  return (cell) => {
    const found = known.get(cell);
    if (found !== undefined) return found;
    const values = valuesIn(attributeValue(cell), delimiter);
    const held = { values, stratum: values.join("\n") };
    known.set(cell, held);
    return held;
  };
}

/** The strata of the second attribute, with the customers who have a value of the first. Several values in a cell are one stratum. */
function strataOf(
  rows: readonly Together[],
  [own, other]: readonly ["one" | "other", "one" | "other"],
  value: string,
): StratifiedValue["strata"] {
  const strata = new Map<string, { count: number; support: number; top: number; customers: number }>();
  for (const row of rows) {
    const found = strata.get(row[other].stratum) ?? { count: 0, support: 0, top: 0, customers: 0 };
    strata.set(row[other].stratum, found);
    found.customers += row.customers;
    found.top += row.top;
    if (!row[own].values.includes(value)) continue;
    found.support += row.customers;
    found.count += row.top;
  }
  return [...strata.values()];
}
