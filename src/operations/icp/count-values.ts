import { countedCustomers, countValues } from "../../analysis/icp/counted-values.js";
import type { CellColumn } from "../../analysis/icp/scored-customers.js";
import type { Engine } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { attributeValue } from "../../model/icp/attribute-value.js";
import type { Bands } from "../../model/icp/bands.js";
import { cellIndex, CELLS } from "../../model/cell.js";
import { type Sql, sql } from "../../sql/fragment.js";
import { rowsBy } from "./rows-by.js";
import type { AttributedCustomers } from "./read-attributes.js";

/** Customers per value of an attribute and cell, in the order of `CELLS`, and last those without a cell. */
export type CellCounts = ReadonlyMap<string, readonly number[]>;

/** The same by attribute: all that patterns need, under any model. */
export type CountsByAttribute = Readonly<Record<string, CellCounts>>;

/** The customers with the values of their attributes as they are counted. Bands are made once, and not in every count. */
export async function customersToCount(
  engine: Engine,
  { from, cells, candidates }: AttributedCustomers,
  bands: readonly (Bands | undefined)[],
): Promise<Sql> {
  const attributes = candidates.map((_, position) => ({ position, bands: bands[position] }));
  const counted = countedCustomers(from, cells, attributes, engine.dialect);
  return bands.some((each) => each !== undefined)
    ? engine.materialize("counted_customers", counted)
    : sql`(${counted}) AS counted_customers`;
}

/** Counts the {@link customersToCount} of each value of each attribute by cell; those without a cell count too. */
export async function countByAttribute(
  engine: Engine,
  customers: Sql,
  candidates: AttributedCustomers["candidates"],
  cells: CellColumn = "cell",
): Promise<CountsByAttribute> {
  const counted = await engine.query(countValues(customers, cells, candidates.length));
  const rows = rowsBy(counted, (row) => Number(row["attribute"]));
  return Object.fromEntries(candidates.map(({ attribute }, position) => [attribute, addUp(rows.get(position) ?? [])]));
}

/** How many customers have no cell; every attribute counts each customer once. */
export function withoutCell(counts: CountsByAttribute): number {
  const [values = new Map<string, readonly number[]>()] = Object.values(counts);
  return [...values.values()].reduce((sum, cells) => sum + (cells[CELLS.length] ?? 0), 0);
}

/** Values that differ only in blanks around them are one; empty ones are unknown. Listed by value, code point ascending. */
function addUp(rows: readonly Row[]): CellCounts {
  const counts = new Map<string, number[]>();
  for (const row of rows) {
    const value = attributeValue(row["value"]);
    const code = String(row["cell"]);
    const cell = code === "0" ? CELLS.length : cellIndex(Number(code[0]), Number(code[1]), Number(code[2]));
    const found = counts.get(value) ?? Array.from({ length: CELLS.length + 1 }, () => 0);
    found[cell] = (found[cell] as number) + Number(row["customers"]);
    counts.set(value, found);
  }
  return byCodePoint(counts);
}

function byCodePoint<T>(counts: ReadonlyMap<string, T>): Map<string, T> {
  return new Map([...counts].toSorted(([one], [other]) => compareCodePoints(one, other)));
}

/** The order of UTF-8 bytes, which differs from that of UTF-16 beyond the first 65,536 characters. */
function compareCodePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
