import { QuintileError } from "../errors.js";
import { CUSTOMER_COLUMNS, STORE_FORMAT } from "../sql/published-tables.js";
import type { PublishedTable, StoreOptions } from "./engine.js";

/** The published tables as they stand in a schema before a run: the columns of each, with their types; none where absent. */
export type PublishedColumns = Readonly<Record<PublishedTable, ReadonlyMap<string, string>>>;

/** Columns by which the tables beside `customer_rfm` are known to be Quintile's. */
const MARKS = { rfm_segments: "segment_group", rfm_runs: "model_definition", rfm_icp: "patterns" } as const;

/** The names of the tables that a store has. */
export const PUBLISHED_TABLES: readonly PublishedTable[] = ["customer_rfm", "rfm_segments", "rfm_runs", "rfm_icp"];

/** Rows of a catalogue, each with a `table`, a `column` and its `type`, by table. */
export function columnsByTable(rows: readonly Readonly<Record<string, unknown>>[]): PublishedColumns {
  const columnsOf = (table: PublishedTable): Map<string, string> =>
    new Map(rows.filter((row) => row["table"] === table).map((row) => [String(row["column"]), String(row["type"])]));
  return {
    customer_rfm: columnsOf("customer_rfm"),
    rfm_segments: columnsOf("rfm_segments"),
    rfm_runs: columnsOf("rfm_runs"),
    rfm_icp: columnsOf("rfm_icp"),
  };
}

/**
 * Raises `STORE_NEWER` or `STORE_OCCUPIED` for tables of a schema that this version must not touch; where a run may take
 * its place, a foreign `customer_rfm` is none.
 *
 * @param newestFormat the newest layout that a run there was written in; asked only where runs tell one.
 */
export async function requireOwnTables(
  schema: string,
  columns: PublishedColumns,
  { mode, replace = false }: StoreOptions,
  newestFormat: () => Promise<number>,
): Promise<void> {
  if (columns.rfm_runs.has("format") && (await newestFormat()) > STORE_FORMAT) {
    throw new QuintileError("STORE_NEWER", `The tables in ${schema} were written by a newer version of Quintile.`, {
      hint: "Update Quintile, or name another --schema; these were left as they are.",
    });
  }
  const customers = [...columns.customer_rfm.keys()];
  const isReplaced = mode === "write" && replace;
  if (customers.length > 0 && customers.join() !== CUSTOMER_COLUMNS.join() && !isReplaced) {
    throw occupied(schema, "customer_rfm", customers, mode === "write");
  }
  for (const [table, mark] of Object.entries(MARKS) as [keyof typeof MARKS, string][]) {
    if (columns[table].size > 0 && !columns[table].has(mark))
      throw occupied(schema, table, [...columns[table].keys()], false);
  }
}

function occupied(schema: string, table: string, columns: readonly string[], mayReplace: boolean): QuintileError {
  return new QuintileError(
    "STORE_OCCUPIED",
    `${schema}.${table} is there already, with other columns: ${columns.join(", ")}.`,
    {
      hint: `Name another --schema, or rename that table${mayReplace ? ", or let this run take its place with --replace" : ""}.`,
    },
  );
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
      hint: `Name one with --schema: ${schemas.join(", ")}.`,
    });
  }
  throw new QuintileError(
    "NO_SUCH_STORE",
    `${label} holds no published customers${given === undefined ? "" : ` in the schema ${given}`}.`,
    {
      hint: `Score some sales first (quintile run SOURCE)${schemas.length > 0 ? `, or name a schema that has some: ${schemas.join(", ")}` : ", or name the store with --store"}.`,
    },
  );
}
