import { attributeName, numberName } from "../../analysis/icp/attribute-columns.js";
import { attributeRows, countKeys, differentValues, oneRowPerKey } from "../../analysis/icp/attribute-rows.js";
import { countFirstNumbers, countFirstValues } from "../../analysis/icp/first-values.js";
import { type CellColumn, withAttributes } from "../../analysis/icp/scored-customers.js";
import type { Engine, Source } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { inputName, QuintileError } from "../../errors.js";
import { CELLS } from "../../model/cell.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { Column, ValueKind } from "../../sql/relation.js";
import { type Candidate, chooseColumns, type ChosenColumns } from "./choose-columns.js";
import type { KnownAttributes } from "./known-since.js";
import { rowsBy } from "./rows-by.js";
import { findKey } from "./open-attributes.js";
import type { MatchCounts, SkippedColumn } from "../../results/icp.js";

/** Attributes in the engine, each row as texts, and what is known of their columns. */
export interface ReadAttributes {
  readonly label: string;
  readonly key: Column;
  /** Whether keys are compared with customer ids as numbers, which is faster, or as text. */
  readonly id: "text" | "integer";
  /** A query with one row per key. */
  readonly rows: Sql;
  /** The columns of those rows beside the key. */
  readonly names: readonly string[];
  /** The attributes in the order of their columns there. */
  readonly candidates: readonly (Candidate & { readonly first: FirstValues })[];
  readonly skipped: readonly SkippedColumn[];
  /** Columns that could be compared too, were they named. */
  readonly others: readonly string[];
  /** Rows, rows without a key, different keys, and keys that stand on several rows. */
  readonly counts: Readonly<Record<"rows" | "without_key" | "keys" | "repeated", number>>;
}

/** Customers with their attributes, kept in the engine. */
export interface AttributedCustomers {
  readonly from: Sql;
  /** What stands after FROM to read the same customers with their metrics. */
  readonly scored: Sql;
  readonly id: ReadAttributes["id"];
  readonly cells: readonly CellColumn[];
  readonly customers: number;
  readonly candidates: ReadAttributes["candidates"];
  readonly matched: MatchCounts;
}

/** How many of the first values of an attribute there are of each kind. */
export interface FirstValues {
  readonly filled: number;
  readonly different: number;
  readonly numbers: number;
  readonly dates: number;
}

/** More different values than this are names or codes, not traits. */
export const MOST_VALUES = 500;

/** Attributes with more different values than this are kept as text. */
const MOST_LISTED = 1_000;

/** More attributes than this make no report that is read to its end. */
const MOST_ATTRIBUTES = 30;

/** Reads the attributes of customers into the engine. Raises `UNKNOWN_COLUMN` or `BAD_DIMENSION`. */
export async function readAttributes(
  engine: Engine,
  source: Source,
  customer: ValueKind,
  options: {
    readonly key?: string | undefined;
    readonly named?: readonly string[] | undefined;
    /** Attributes that may have several values in a cell. */
    readonly multiple: readonly string[];
    /** The rows that count, and the column that says since when they are known. Default: all rows. */
    readonly known?: Pick<KnownAttributes, "from" | "column"> | undefined;
  },
): Promise<ReadAttributes> {
  const key = findKey(source, options.key);
  const { known } = options;
  const compared = source.relation.columns.filter((column) => column !== known?.column);
  const chosen = chooseColumns(compared, key, options.named, source.label);
  const { candidates, skipped } = await suitable(source, chosen, options.multiple);
  const id = key.kind === "integer" && customer === "integer" ? "integer" : "text";
  const from = known?.from ?? source.relation.from;
  // Rows that are carried to the engine are carried as text.
  const lists = source.dialect === engine.dialect ? await valueLists(engine, from, candidates) : undefined;
  const columns = candidates.map(({ column, first }, place) => ({
    column,
    numeric: isNumeric(first),
    values: lists?.get(place),
  }));
  const names = columns.flatMap(({ numeric }, index) => [
    attributeName(index),
    ...(numeric ? [numberName(index)] : []),
  ]);
  const all = attributeRows(from, key, columns, id, source.dialect);
  // What the engine cannot read itself is carried to it once.
  const rows = source.dialect === engine.dialect ? all : sql`SELECT * FROM ${await source.collect("attributes", all)}`;
  const [counted = {}] = await engine.query(countKeys(rows, id, engine.dialect));
  const counts = {
    rows: Number(counted["rows"]),
    without_key: Number(counted["without_key"]),
    keys: Number(counted["keys"]),
    repeated: Number(counted["repeated"]),
  };
  return {
    label: source.label,
    key,
    id,
    rows: counts.repeated > 0 ? oneRowPerKey(rows, names, id, engine.dialect) : rows,
    names,
    candidates,
    skipped,
    others: chosen.others,
    counts,
  };
}

/** The values of attributes of text by their places, where they are few and the engine counts them faster for knowing them. */
async function valueLists(
  engine: Engine,
  from: Sql,
  candidates: ReadAttributes["candidates"],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const texts = new Map(
    candidates.flatMap(({ column, first }, place) => (isNumeric(first) ? [] : [[place, column] as const])),
  );
  if (engine.dialect.asCategory === undefined || texts.size === 0) return new Map();
  const listed = await engine.query(differentValues(from, texts, MOST_LISTED, engine.dialect));
  const lists = [...rowsBy(listed, (row) => Number(row["column"]))].map(
    ([place, rows]) => [place, rows.map(({ value }) => String(value))] as const,
  );
  return new Map(lists.filter(([, values]) => values.length <= MOST_LISTED));
}

/** The numbers of cells, such as 555. */
function codesOf(cells: readonly boolean[]): number[] {
  return CELLS.filter((_, index) => cells[index]).map(({ R, F, M }) => R * 100 + F * 10 + M);
}

/** Gives scored customers their attributes. Raises `NO_MATCHING_KEYS` where no customer has any. */
export async function joinAttributes(
  engine: Engine,
  name: string,
  scored: Sql,
  cells: readonly CellColumn[],
  top: readonly boolean[],
  { label, key, id, rows, names, candidates, counts }: ReadAttributes,
): Promise<AttributedCustomers> {
  const from = await engine.materialize(
    name,
    withAttributes(scored, cells, codesOf(top), rows, names, id, engine.dialect),
  );
  const [met = {}] = await engine.query(sql`SELECT count(*) AS customers, count(key) AS known FROM ${from}`);
  const [customers, known] = [Number(met["customers"]), Number(met["known"])];
  if (known === 0 && customers > 0) throw noMatch(label, key);
  return {
    from,
    scored,
    id,
    cells,
    customers,
    candidates,
    matched: {
      rows: counts.rows,
      without_key: counts.without_key,
      repeated_keys: counts.repeated,
      without_customer: counts.keys - known,
      customers_without_attributes: customers - known,
    },
  };
}

/** Leaves out, or refuses where they were named, columns whose values are dates, names or codes. */
async function suitable(
  source: Source,
  chosen: ChosenColumns,
  multiple: readonly string[],
): Promise<Pick<ReadAttributes, "candidates" | "skipped">> {
  const firsts = await lookAtFirst(source, chosen.candidates);
  const looked = chosen.candidates.map((candidate, index) => ({ ...candidate, first: firsts[index] as FirstValues }));
  const lists = new Set(multiple.map((name) => name.toLowerCase()));
  const judged = looked.map((candidate) => {
    const { attribute, column, first } = candidate;
    const different = lists.has(attribute.toLowerCase()) ? 0 : first.different;
    return { candidate, reason: reasonAgainst(column, { ...first, different }) };
  });
  const refused = judged.flatMap(({ candidate, reason }) =>
    reason === undefined ? [] : [{ column: candidate.column.name, reason }],
  );
  const suited = judged.filter(({ reason }) => reason === undefined).map(({ candidate }) => candidate);
  const surplus = suited.slice(MOST_ATTRIBUTES).map(({ column }) => ({
    column: column.name,
    reason: `no more than ${MOST_ATTRIBUTES} attributes are compared at once`,
  }));
  const missing = chosen.missing.map((column) => ({ column, reason: "the attributes have no such column" }));
  const skipped = [...refused, ...surplus];
  if ((chosen.named && skipped.length > 0) || suited.length === 0) throw cannotCompare(source.label, skipped);
  return { candidates: suited.slice(0, MOST_ATTRIBUTES), skipped: [...missing, ...skipped] };
}

/** True where the first values are all numbers. */
export function isNumeric({ filled, numbers }: FirstValues): boolean {
  return filled > 0 && numbers === filled;
}

/** What the first values look like. Only where none has a letter, each is read as a number, which takes longer. */
async function lookAtFirst(source: Source, candidates: readonly Candidate[]): Promise<FirstValues[]> {
  if (candidates.length === 0) return [];
  const columns = candidates.map(({ column }) => column);
  const [row = {}] = await source.query(countFirstValues(source.start, columns, source.dialect));
  const wordless = new Map([...columns.entries()].filter(([place]) => countIn(row, "words", place) === 0));
  const [numbers = {}] =
    wordless.size === 0 ? [] : await source.query(countFirstNumbers(source.start, wordless, source.dialect));
  return columns.map((_, place) => ({
    filled: countIn(row, "filled", place),
    different: countIn(row, "different", place),
    numbers: countIn(numbers, "numbers", place),
    dates: countIn(row, "dates", place),
  }));
}

function countIn(row: Row, name: string, place: number): number {
  return Number(row[`${name} ${place}`] ?? 0);
}

function reasonAgainst({ kind, type }: Column, first: FirstValues): string | undefined {
  if (["date", "timestamp", "instant"].includes(kind) || (first.filled > 0 && first.dates === first.filled)) {
    return "it holds dates; a number of days or years can be compared";
  }
  if (kind === "other" && !/^bool/i.test(type)) return `values of type ${type} cannot be compared`;
  if (first.numbers < first.filled && first.different > MOST_VALUES) return tooManyValues();
  return undefined;
}

/** Why an attribute with many different values says nothing. */
export function tooManyValues(): string {
  return `it has more than ${MOST_VALUES} different values, like a name or a code; group them first`;
}

/** The error for attributes of which none, or not all that were named, can be compared. */
export function cannotCompare(label: string, skipped: readonly SkippedColumn[]): QuintileError {
  const [first, ...others] = skipped;
  if (first === undefined) {
    return new QuintileError("BAD_DIMENSION", `${label} has no column beside the customer id.`, {
      hint: "Expected attributes such as an industry or a region, one row per customer.",
    });
  }
  const more = others.map(({ column, reason }) => ` "${column}": ${reason}.`).join("");
  return new QuintileError("BAD_DIMENSION", `"${first.column}" cannot be compared: ${first.reason}.${more}`, {
    hint: `Name the attributes to compare with ${inputName("dimensions")}.`,
  });
}

function noMatch(label: string, key: Column): QuintileError {
  return new QuintileError(
    "NO_MATCHING_KEYS",
    `No value of "${key.name}" in ${label} is the id of a scored customer.`,
    {
      hint: `Name the column of the customer id with ${inputName("key")}. Ids are compared exactly, with their case and leading zeros.`,
    },
  );
}
