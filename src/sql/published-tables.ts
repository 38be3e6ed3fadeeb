import type { IcpRow } from "../results/stored/stored-icp.js";
import type { RunRow } from "../results/stored/stored-run.js";
import type { SegmentRow } from "../results/stored/stored-segment.js";

/** The columns of `customer_rfm`, in order and spelling. */
export const CUSTOMER_COLUMNS = [
  "customer_id",
  "recency",
  "frequency",
  "monetary",
  "R_score",
  "F_score",
  "M_score",
  "segment",
] as const;

/** A type that every engine and BI tool can hold: moments are ISO 8601 text until they are written, structured parts JSON text. */
export type KeptType = "INTEGER" | "BIGINT" | "VARCHAR" | "TIMESTAMP";

/** The columns of a table by name, in the order in which a new table has them. */
type KeptColumns<Name extends string = string> = Readonly<Record<Name, KeptType>>;

/**
 * The layout of a store's tables. It grows by one when an older Quintile could misread what a newer one wrote: not when a table
 * gets one more column, since all are read and written by name.
 */
export const STORE_FORMAT = 1;

const SEGMENT_COLUMNS: KeptColumns<keyof SegmentRow> = {
  position: "INTEGER",
  segment: "VARCHAR",
  description: "VARCHAR",
  action: "VARCHAR",
  segment_group: "VARCHAR",
};

const RUN_COLUMNS: KeptColumns<keyof RunRow | "format"> = {
  run: "INTEGER",
  started_at: "TIMESTAMP",
  finished_at: "TIMESTAMP",
  version: "VARCHAR",
  source: "VARCHAR",
  snapshot: "VARCHAR",
  sales: "BIGINT",
  customers: "BIGINT",
  rejected: "VARCHAR",
  scoring: "VARCHAR",
  cutpoints: "VARCHAR",
  model: "VARCHAR",
  model_definition: "VARCHAR",
  options: "VARCHAR",
  reading: "VARCHAR",
  timings: "VARCHAR",
  cells: "VARCHAR",
  format: "INTEGER",
};

/** A customer may come or go: then the segment and the code of before or after are null. Ids of all runs stand here, so they are text. */
const CHANGE_COLUMNS: KeptColumns<
  "run" | "changed_at" | "customer_id" | "segment_before" | "segment_after" | "code_before" | "code_after"
> = {
  run: "INTEGER",
  changed_at: "TIMESTAMP",
  customer_id: "VARCHAR",
  segment_before: "VARCHAR",
  segment_after: "VARCHAR",
  code_before: "INTEGER",
  code_after: "INTEGER",
};

const ICP_COLUMNS: KeptColumns<keyof IcpRow | "format"> = {
  run: "INTEGER",
  created_at: "TIMESTAMP",
  version: "VARCHAR",
  attributes: "VARCHAR",
  options: "VARCHAR",
  patterns: "VARCHAR",
  counts: "VARCHAR",
  format: "INTEGER",
};

/** What every engine has to know of a table that Quintile publishes. */
interface TableTraits {
  /** Null where their types follow from the sales, or from a query. A table that an earlier version made gets what it lacks when it is written. */
  readonly columns: KeptColumns | null;
  /** The columns by which its rows are known. */
  readonly key: readonly [string, ...string[]];
  /** A column that only Quintile's own table of that name has; null where all columns have to be the right ones. */
  readonly mark: string | null;
  /** The rows that go when others are written: all, none, those with the same key, or those that are too old. */
  readonly replaces: "all" | "none" | "same key" | "old";
  /** What writes it. */
  readonly writtenBy: "run" | "icp" | "movement";
  /** Columns whose largest values change whenever something is written; none where another table's change with them. */
  readonly state: readonly string[];
}

/** The tables of a store. This is the one list of them: engines take from here what they make, look for and guard. */
export const PUBLISHED_TABLES = {
  customer_rfm: { columns: null, key: ["customer_id"], mark: null, replaces: "all", writtenBy: "run", state: [] },
  rfm_segments: {
    columns: SEGMENT_COLUMNS,
    key: ["position"],
    mark: "segment_group",
    replaces: "all",
    writtenBy: "run",
    state: [],
  },
  rfm_runs: {
    columns: RUN_COLUMNS,
    key: ["run"],
    mark: "model_definition",
    replaces: "none",
    writtenBy: "run",
    state: ["run", "finished_at"],
  },
  rfm_changes: {
    columns: CHANGE_COLUMNS,
    key: ["run", "customer_id"],
    mark: "code_before",
    replaces: "old",
    writtenBy: "run",
    state: [],
  },
  rfm_icp: {
    columns: ICP_COLUMNS,
    key: ["run"],
    mark: "patterns",
    replaces: "same key",
    writtenBy: "icp",
    state: ["created_at"],
  },
  customer_movement: {
    columns: null,
    key: ["customer_id"],
    mark: "segment_frozen",
    replaces: "all",
    writtenBy: "movement",
    state: [],
  },
  rfm_movement: {
    columns: null,
    key: ["position"],
    mark: "code_frozen",
    replaces: "all",
    writtenBy: "movement",
    state: ["created_at"],
  },
} as const satisfies Readonly<Record<string, TableTraits>>;

/** The name of a published table. */
export type PublishedTable = keyof typeof PUBLISHED_TABLES;

/** The names of all published tables. */
export const PUBLISHED_NAMES = Object.keys(PUBLISHED_TABLES) as readonly PublishedTable[];

/** The name of a table that is filled with all rows of a query. */
export type QueriedName = "customer_movement" | "rfm_movement";

/** The name of a table of a few records. */
export type RecordName = Exclude<PublishedTable, "customer_rfm" | "rfm_changes" | QueriedName>;

/** The columns of a table as a store has them, by name; empty where the table is not there. */
export type FoundColumns = ReadonlyMap<string, unknown>;

/** The columns that a table of an earlier version lacks, with their types; none where there is no table yet. */
export function missingColumns(name: PublishedTable, found: FoundColumns): (readonly [name: string, type: KeptType])[] {
  if (found.size === 0) return [];
  return Object.entries<KeptType>(PUBLISHED_TABLES[name].columns ?? {}).filter(([column]) => !found.has(column));
}
