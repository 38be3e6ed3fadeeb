import {
  type CountedAttribute,
  countPairs,
  countValues,
  tickets,
  valuesSideBySide,
} from "../../analysis/attributes.js";
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
      return [dimension, addUp(rows.filter((row) => Number(row["attribute"]) === position))];
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
  const isLarge = customers > LARGE;
  const values = await engine.keep("values_side_by_side", valuesSideBySide(from, attributes, isLarge, engine.dialect));
  const rows = await engine.query(countPairs(values, pairs));
  return sameInformation(
    pairs.map(([one, other], pair) => ({
      dimensions: [candidates[one]?.dimension as string, candidates[other]?.dimension as string],
      table: crossTable(rows.filter((row) => Number(row["pair"]) === pair)),
    })),
  );
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

function crossTable(rows: readonly Row[]): number[][] {
  const known = rows.filter(({ one, other }) => [one, other].every((value) => attributeValue(value) !== UNKNOWN));
  const columns = new Map([...new Set(known.map(({ other }) => other))].map((value, index) => [value, index]));
  const lines = new Map<unknown, number[]>();
  for (const { one, other, customers } of known) {
    const line = lines.get(one) ?? Array.from(columns, () => 0);
    line[columns.get(other) as number] = Number(customers);
    lines.set(one, line);
  }
  return [...lines.values()];
}
