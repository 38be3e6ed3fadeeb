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

/** What every engine has to know of a table that Quintile publishes. */
interface TableTraits {
  /** The column by which its rows are known. */
  readonly key: string;
  /** A column that only Quintile's own table of that name has; null where all columns have to be the right ones. */
  readonly mark: string | null;
  /** The rows that go when others are written: all, none, or those with the same key. */
  readonly replaces: "all" | "none" | "same key";
  /** What writes it. */
  readonly writtenBy: "run" | "icp";
  /** Columns whose largest values change whenever something is written; none where another table's change with them. */
  readonly state: readonly string[];
}

/** The tables of a store. This is the one list of them: engines take from here what they make, look for and guard. */
export const PUBLISHED_TABLES = {
  customer_rfm: { key: "customer_id", mark: null, replaces: "all", writtenBy: "run", state: [] },
  rfm_segments: { key: "position", mark: "segment_group", replaces: "all", writtenBy: "run", state: [] },
  rfm_runs: {
    key: "run",
    mark: "model_definition",
    replaces: "none",
    writtenBy: "run",
    state: ["run", "finished_at"],
  },
  rfm_icp: { key: "run", mark: "patterns", replaces: "same key", writtenBy: "icp", state: ["created_at"] },
} as const satisfies Readonly<Record<string, TableTraits>>;

/** The name of a published table. */
export type PublishedTable = keyof typeof PUBLISHED_TABLES;

/** The names of all published tables. */
export const PUBLISHED_NAMES = Object.keys(PUBLISHED_TABLES) as readonly PublishedTable[];

/** The layout of a store's tables. It grows by one when an older Quintile could misread what a newer one wrote. */
export const STORE_FORMAT = 1;
