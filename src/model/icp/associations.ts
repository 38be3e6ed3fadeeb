import { cramersV } from "../statistics/cramers-v.js";
import { CELLS } from "../cell.js";
import { UNKNOWN } from "./attribute-value.js";

/** Customers per value of an attribute, by cell (in the order of `CELLS`) and by quintile of the average ticket. */
export interface AttributeCounts {
  readonly cells: ReadonlyMap<string, readonly number[]>;
  readonly tickets: ReadonlyMap<string, readonly number[]>;
}

/** What an attribute can restate: the scores themselves, and monetary per purchase. */
export type Restated = "recency" | "frequency" | "monetary" | "average ticket";

/** An attribute that follows from what customers bought, so that its lift says nothing new. */
export interface CircularAttribute {
  /** The name of the attribute. */
  readonly dimension: string;
  readonly restates: Restated;
  /** Bias-corrected Cramér's V, 0 to 1, two decimals. */
  readonly association: number;
}

/** Two attributes that say nearly the same of every customer. */
export interface SameInformation {
  /** The names of the attributes. */
  readonly dimensions: readonly [string, string];
  /** Bias-corrected Cramér's V, 0 to 1, two decimals. */
  readonly association: number;
}

/** Among fewer customers than this, attributes go together by chance. */
const FEWEST = 30;

/** From this association on an attribute restates a score, or another attribute. */
const RESTATES = 0.7;
const SAME = 0.9;

/** Attributes that merely restate recency, frequency, monetary or the average ticket; what they restate most, each. */
export function circularAttributes(counts: Readonly<Record<string, AttributeCounts>>): CircularAttribute[] {
  return Object.entries(counts).flatMap(([attribute, { cells, tickets }]) => {
    const tables: readonly (readonly [Restated, number[][]])[] = [
      ["recency", scoreTable(cells, (index) => CELLS[index]?.R as number)],
      ["frequency", scoreTable(cells, (index) => CELLS[index]?.F as number)],
      ["monetary", scoreTable(cells, (index) => CELLS[index]?.M as number)],
      ["average ticket", known(tickets).map((row) => [...row])],
    ];
    const [strongest] = tables
      .map(([restates, table]) => ({ dimension: attribute, restates, association: associationIn(table) }))
      .toSorted((one, other) => other.association - one.association);
    return strongest !== undefined && strongest.association >= RESTATES ? [strongest] : [];
  });
}

/** Pairs of attributes that carry the same information. `pairs` holds how often two values occur together. */
export function sameInformation(
  pairs: readonly { readonly dimensions: readonly [string, string]; readonly table: readonly (readonly number[])[] }[],
): SameInformation[] {
  return pairs
    .map(({ dimensions, table }) => ({ dimensions, association: associationIn(table) }))
    .filter(({ association }) => association >= SAME);
}

/** Unknown values are left out: customers without attributes would look like an association. */
function known(rows: ReadonlyMap<string, readonly number[]>): (readonly number[])[] {
  return [...rows].filter(([value]) => value !== UNKNOWN).map(([, counts]) => counts);
}

function scoreTable(cells: ReadonlyMap<string, readonly number[]>, scoreOf: (index: number) => number): number[][] {
  return known(cells).map((counts) => {
    const row = [0, 0, 0, 0, 0];
    counts.forEach((customers, index) => (row[scoreOf(index) - 1] = (row[scoreOf(index) - 1] as number) + customers));
    return row;
  });
}

/** Bias-corrected Cramér's V, two decimals; 0 where too few customers are known. */
function associationIn(table: readonly (readonly number[])[]): number {
  const customers = table.flat().reduce((sum, count) => sum + count, 0);
  return customers < FEWEST ? 0 : Math.round(cramersV(table) * 100) / 100;
}
