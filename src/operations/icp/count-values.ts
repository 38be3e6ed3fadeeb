import { type CountedAttribute, countPairs, countValues, tickets } from "../../analysis/attributes.js";
import type { Engine, Row } from "../../engines/engine.js";
import { type AttributeCounts, sameInformation, type SameInformation } from "../../model/icp/associations.js";
import { attributeValue, UNKNOWN } from "../../model/icp/attribute-value.js";
import type { Bands } from "../../model/icp/bands.js";
import { cellIndex, CELLS } from "../../model/cell.js";
import { sql } from "../../sql/fragment.js";
import { fitQuintiles } from "../run/cutpoints.js";
import type { AttributedCustomers } from "./read-attributes.js";

/** Counts by attribute, each by value, cell and quintile of the average ticket: all that patterns need, under any model. */
export type CountsByAttribute = Readonly<Record<string, AttributeCounts>>;

/** In a base beyond this many customers, a sample tells which attributes carry the same information. */
const LARGE = 200_000;

/** Pairs of attributes with more combinations of values than this are not held against each other. */
const MOST_COMBINATIONS = 10_000;

/** Counts the customers of each value of each attribute. */
export async function countByAttribute(
  engine: Engine,
  { from, candidates }: AttributedCustomers,
  bands: readonly (Bands | undefined)[],
): Promise<CountsByAttribute> {
  const cutpoints = await fitQuintiles(engine, sql`(${tickets(from, "monetary")}) AS tickets`);
  const attributes = candidates.map((_, position): CountedAttribute => ({ position, bands: bands[position] }));
  const rows = await engine.query(countValues(from, attributes, cutpoints, engine.dialect));
  return Object.fromEntries(
    candidates.map(({ dimension }, position) => {
      const isAbout = groupingOf(candidates.length, [position]);
      return [dimension, addUp(rows.filter((row) => Number(row["grouping_set"]) === isAbout))];
    }),
  );
}

/** The pairs of attributes that carry the same information. */
export async function findSameInformation(
  engine: Engine,
  { from, candidates, customers }: AttributedCustomers,
  bands: readonly (Bands | undefined)[],
  counts: CountsByAttribute,
): Promise<SameInformation[]> {
  const sizes = candidates.map(({ dimension }) => counts[dimension]?.cells.size ?? 0);
  const pairs = candidates.flatMap((_, one) =>
    candidates.flatMap((__, other): [number, number][] =>
      other > one && (sizes[one] as number) * (sizes[other] as number) <= MOST_COMBINATIONS ? [[one, other]] : [],
    ),
  );
  if (pairs.length === 0) return [];
  const attributes = candidates.map((_, position): CountedAttribute => ({ position, bands: bands[position] }));
  const rows = await engine.query(countPairs(from, attributes, pairs, customers > LARGE, engine.dialect));
  return sameInformation(
    pairs.map(([one, other]) => {
      const isAbout = groupingOf(candidates.length, [one, other]);
      const names = [candidates[one]?.dimension as string, candidates[other]?.dimension as string] as const;
      const about = rows.filter((row) => Number(row["grouping_set"]) === isAbout);
      return { dimensions: names, table: crossTable(about, `value_${one}`, `value_${other}`) };
    }),
  );
}

/** What `GROUPING` gives for a set of columns: the bits of all others, the first column's being the highest. */
function groupingOf(columns: number, grouped: readonly number[]): number {
  return grouped.reduce((bits, position) => bits - 2 ** (columns - 1 - position), 2 ** columns - 1);
}

/** Values that differ only in blanks around them are one; empty ones are unknown. Listed by value, code point ascending. */
function addUp(rows: readonly Row[]): AttributeCounts {
  const cells = new Map<string, number[]>();
  const quintiles = new Map<string, number[]>();
  for (const row of rows) {
    const value = attributeValue(row["value"]);
    const code = String(row["cell"]);
    const cell = cellIndex(Number(code[0]), Number(code[1]), Number(code[2]));
    add(cells, value, cell, CELLS.length, Number(row["customers"]));
    add(quintiles, value, Number(row["ticket_score"]) - 1, 5, Number(row["customers"]));
  }
  return { cells: byCodePoint(cells), tickets: byCodePoint(quintiles) };
}

function add(counts: Map<string, number[]>, value: string, index: number, length: number, customers: number): void {
  const found = counts.get(value) ?? Array.from({ length }, () => 0);
  found[index] = (found[index] as number) + customers;
  counts.set(value, found);
}

function byCodePoint<T>(counts: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...counts].toSorted(([one], [other]) => compareCodePoints(one, other)));
}

/** The order of UTF-8 bytes, which differs from that of UTF-16 beyond the first 65,536 characters. */
function compareCodePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function crossTable(rows: readonly Row[], one: string, other: string): number[][] {
  const known = rows.filter((row) => [row[one], row[other]].every((value) => attributeValue(value) !== UNKNOWN));
  const columns = [...new Set(known.map((row) => row[other]))];
  const lines = new Map<unknown, number[]>();
  for (const row of known) {
    const line = lines.get(row[one]) ?? columns.map(() => 0);
    line[columns.indexOf(row[other] as never)] = Number(row["customers"]);
    lines.set(row[one], line);
  }
  return [...lines.values()];
}
