import { inputName, QuintileError } from "../errors.js";
import {
  CUSTOMER_COLUMNS,
  PUBLISHED_NAMES,
  PUBLISHED_TABLES,
  type PublishedTable,
  STORE_FORMAT,
} from "../sql/published-tables.js";
import type { StoreOptions } from "./engine.js";

/** The published tables as they stand in a store before a run: the columns of each, with their types; none where absent. */
export type PublishedColumns = Readonly<Record<PublishedTable, ReadonlyMap<string, string>>>;

/** How messages name a store and its tables, and what to do instead of using it. */
export interface StoreWording {
  /** The store as the subject of a sentence, with its verb: `The tables in sales were`. */
  readonly were: string;
  /** That it has a table already, as the start of a sentence. */
  has(table: string): string;
  /** Where else results could go: `another --schema`. */
  readonly another: string;
  /** What was not touched: `these were`. */
  readonly left: string;
}

/** A schema of a server. */
export function schemaWording(schema: string): StoreWording {
  return {
    were: `The tables in ${schema} were`,
    has: (table) => `${schema}.${table} is there already,`,
    another: `another ${inputName("schema")}`,
    left: "these were left as they were",
  };
}

/** A file. */
export function fileWording(file: string): StoreWording {
  return {
    were: `${file} was`,
    has: (table) => `${file} already has a table ${table}`,
    another: `another store with ${inputName("store")}`,
    left: "this one was left as it is",
  };
}

/** Rows of a catalogue, each with a `table`, a `column` and its `type`, by table. */
export function columnsByTable(rows: readonly Readonly<Record<string, unknown>>[]): PublishedColumns {
  const columnsOf = (table: PublishedTable): Map<string, string> =>
    new Map(rows.filter((row) => row["table"] === table).map((row) => [String(row["column"]), String(row["type"])]));
  return Object.fromEntries(PUBLISHED_NAMES.map((name) => [name, columnsOf(name)])) as unknown as PublishedColumns;
}

/**
 * Raises `STORE_NEWER` or `STORE_OCCUPIED` for tables that this version must not touch; where a run may take its place, a
 * foreign `customer_rfm` is none.
 *
 * @param newestFormat the newest layout that a run there was written in; asked only where runs tell one.
 */
export async function requireOwnTables(
  wording: StoreWording,
  columns: PublishedColumns,
  { mode, replace = false }: StoreOptions,
  newestFormat: () => Promise<number>,
): Promise<void> {
  if (columns.rfm_runs.has("format") && (await newestFormat()) > STORE_FORMAT) {
    throw new QuintileError("STORE_NEWER", `${wording.were} written by a newer version of Quintile.`, {
      hint: `Update Quintile, or name ${wording.another}; ${wording.left}.`,
    });
  }
  for (const name of PUBLISHED_NAMES) {
    const found = [...columns[name].keys()];
    if (found.length === 0 || isOwn(name, found)) continue;
    const mayBeReplaced = name === "customer_rfm" && mode === "write";
    if (mayBeReplaced && replace) continue;
    throw occupied(wording, name, found, mayBeReplaced);
  }
}

/** True where a store has customers that Quintile published, and not a foreign `customer_rfm` or none. */
export function hasCustomers({ customer_rfm: found }: PublishedColumns): boolean {
  return isOwn("customer_rfm", [...found.keys()]);
}

function isOwn(name: PublishedTable, columns: readonly string[]): boolean {
  const { mark } = PUBLISHED_TABLES[name];
  return mark === null ? columns.join() === CUSTOMER_COLUMNS.join() : columns.includes(mark);
}

function occupied(
  wording: StoreWording,
  table: PublishedTable,
  columns: readonly string[],
  mayBeReplaced: boolean,
): QuintileError {
  return new QuintileError("STORE_OCCUPIED", `${wording.has(table)} with other columns: ${columns.join(", ")}.`, {
    hint: `Name ${wording.another}, or rename that table${mayBeReplaced ? `, or let this run take its place with ${inputName("replace")}` : ""}.`,
  });
}

/**
 * The schema of a store that is only read: as given, or the one that has published tables. Raises `NO_SUCH_STORE`, or
 * `NO_SUCH_SCHEMA` where several have them and none is preferred.
 *
 * @param schemas those with published tables, the preferred first.
 * @param isPreferred whether the first is.
 */
export function choosePublished(
  schemas: readonly string[],
  isPreferred: boolean,
  given: string | undefined,
  label: string,
): string {
  if (given !== undefined && schemas.includes(given)) return given;
  if (given === undefined && (schemas.length === 1 || isPreferred)) return schemas[0] as string;
  if (given === undefined && schemas.length > 1) {
    throw new QuintileError("NO_SUCH_SCHEMA", `${label} has published customers in ${schemas.length} schemas.`, {
      hint: `Name one with ${inputName("schema")}: ${schemas.join(", ")}.`,
    });
  }
  throw new QuintileError(
    "NO_SUCH_STORE",
    `${label} holds no published customers${given === undefined ? "" : ` in the schema ${given}`}.`,
    {
      hint: `Score some sales first (quintile run SOURCE)${schemas.length > 0 ? `, or name a schema that has some: ${schemas.join(", ")}` : `, or name the store with ${inputName("store")}`}.`,
    },
  );
}
