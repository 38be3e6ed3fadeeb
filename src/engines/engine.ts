import type { KeptChanges } from "../sql/customer-changes.js";
import type { Database, ProgressListener } from "../sql/database.js";
import type { Sql } from "../sql/fragment.js";
import type { KeptTable, QueriedTable } from "../sql/kept-table.js";
import type { ParsedExpression } from "../sql/parsed-expression.js";
import type { FoundColumns, PublishedTable } from "../sql/published-tables.js";
import type { Relation } from "../sql/relation.js";

/** Rows of a source in the order in which they stand there; column `quintile_row` holds a whole row as a record. */
export interface SourceRows {
  readonly from: Sql;
  /** True when `quintile_file` and `quintile_line` stand beside each row, as in text files. */
  readonly numbered: boolean;
}

/** What the bytes of a source turned out to be. */
export interface SourceFindings {
  /** The encodings that had to be decoded, by their WHATWG labels. */
  readonly encodings: readonly string[];
  /** The sheets that are read. */
  readonly sheets: readonly string[];
  /** Lines with text that are no rows, above headers and below tables. */
  readonly above: number;
  readonly below: number;
}

/** An opened source of sales, and the database that answers queries over it. */
export interface Source extends Database {
  /** What to call it in results and messages; never holds a password. */
  readonly label: string;
  /** The files it is read from; none where it is no file. */
  readonly files: readonly InputFile[];
  /** About how many rows it has, for progress; exact where the source knows it, undefined where it is unknown. */
  readonly estimatedRows: number | undefined;
  readonly relation: Relation;
  /** The same rows, read in small bites: for a look at the first of them. */
  readonly start: Sql;
  /** The same rows for a statement that runs later, without this session; undefined where only this one can read them. */
  readonly lasting: Sql | undefined;
  /** What a reader of the result should know about the source, in sentences. */
  readonly notes: readonly string[];
  /** What its bytes turned out to be so far; absent where it is no file. */
  readonly findings?: () => SourceFindings;
  /**
   * The same rows with a text column read as an exact decimal while the file is parsed, which is faster than a cast
   * afterwards. A value that is none makes a statement fail with `UNREADABLE_VALUE`. Gives undefined where the file may hold what the
   * parser takes for another number than a notation does. Absent where it would gain nothing.
   */
  readonly withDecimal?: (column: string) => Promise<Relation | undefined>;
  /**
   * Raises `BAD_FILE` where rows that could not be read show that the source is a report with groups, and no table. Absent where that is
   * known otherwise.
   */
  readonly requireTable?: () => Promise<void>;
  /**
   * One SQL expression as the engine parses it. Raises `BAD_EXPRESSION` where it is none. Only where columns may carry no types, so that
   * what a mention of one means is to be found out.
   */
  readonly parse?: (expression: string) => Promise<ParsedExpression>;
  /** The original rows; with `none`, their shape alone, which saves a look at every line. */
  rows(none?: boolean): Promise<SourceRows>;
  /** Runs a query over the source once and keeps its rows in the engine, under a name; gives back where they stand. */
  collect(name: string, query: Sql, listener?: ProgressListener): Promise<Sql>;
}

/** A file as a value: what it is called, and its bytes, which can be read more than once. */
export interface InputFile {
  /** Where the bytes are: the file itself, or a copy in the workspace where it was a pipe, packed, or not to be read as it is. */
  readonly path: string;
  /** What people call it: the path that was given, or `standard input`. */
  readonly name: string;
  /** The path that was given; undefined for standard input. */
  readonly given: string | undefined;
  /** True where the path that was given holds the bytes packed (gzip). */
  readonly isPacked: boolean;
  /** True where the bytes are others than the path that was given holds, even once unpacked: decoded, or out of a container. */
  readonly isConverted: boolean;
  /** On which line of the file that was given the bytes begin; 1 unless lines above were left out. */
  readonly firstLine: number;
  /** The WHATWG label of the encoding that the bytes were decoded from; undefined where they were not. */
  readonly encoding?: string | undefined;
  /** In bytes. */
  readonly size: number;
  /** The first bytes, as many as there are. */
  head(bytes: number): Promise<Uint8Array>;
  /** The last bytes, as many as there are. */
  tail(bytes: number): Promise<Uint8Array>;
  /** All bytes, or those from a position on. */
  chunks(from?: number): AsyncIterable<Uint8Array>;
}

/** A value as a look at a table sees it. */
export interface SeenCell {
  /** Empty where the cell is blank. */
  readonly text: string;
  /** True for a number, a date or a boolean. */
  readonly isValue: boolean;
}

export type SeenRow = readonly SeenCell[];

/** Finds where a table lies within the rows of a file or a sheet. Pure; what it does not know to be no row counts as one. */
export interface FindTable {
  /** How many rows of the start stand above the header. */
  above(first: readonly SeenRow[]): number;
  /** How many rows of the end stand below a table with so many columns. */
  below(last: readonly SeenRow[], columns: number): number;
  /** Looks for a report with totals of groups, which is no table, among the rows below a header of so many columns. */
  groups(columns: number): GroupSearch;
  /** A regular expression for how the first value of a row of totals begins, in any case. */
  readonly total: string;
  /** True where the headers name a customer, a date and an amount, each in words that are known. */
  hasSales(headers: readonly string[]): boolean;
}

/** A search that is shown one row after the other. */
export interface GroupSearch {
  see(row: SeenRow): void;
  isFound(): boolean;
}

/** Bytes that no path leads to, and what to call them. They can be read once. */
export interface GivenBytes {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array | string>;
}

/** What a person says about how to read files, and who is told what the bytes turn out to be. */
export interface FileOptions {
  /** Their encoding, by its WHATWG label. Default: found. */
  readonly encoding?: string | undefined;
  /** Which sheet of a workbook; `*`: all that have the header of the first that could be sales. Default: the one that could be. */
  readonly sheet?: string | undefined;
  /** The input that names the files, for an answer that names another one. Default: `source`. */
  readonly givenBy?: string | undefined;
  /** What is read for `-`. Default: standard input. */
  readonly input?: GivenBytes | undefined;
  /** Default: the table begins in the first row and ends in the last. */
  readonly findTable?: FindTable | undefined;
  /** Told, in sentences, what is found out only while the files are read; what is found before is among the source's notes. */
  readonly note?: ((message: string) => void) | undefined;
}

/** A private folder for what a piece of work keeps aside; it goes when that is done. */
export interface Workspace {
  readonly folder: string;
  /** A fresh path in it, where nothing stands yet. */
  place(): string;
  /** Writes a stream of bytes or text to a fresh path, and gives that back. Raises `CANCELLED` and `DISK_FULL`. */
  write(content: AsyncIterable<Uint8Array | string>): Promise<string>;
  close(): void;
}

/** What stands in a store beside the staged customers once they are published. */
export interface Companions {
  readonly segments: KeptTable;
  readonly run: KeptTable;
  readonly changes: KeptChanges;
}

/** Scored customers that stand aside in the engine. */
export interface StagedCustomers {
  readonly from: Sql;
  /** How they are sorted by customer; undefined where they stand so. */
  readonly order: Sql | undefined;
}

/** The place where `customer_rfm` and its companions are published, and the database that answers queries over them. */
export interface Store extends Database {
  /** What to call it in results and messages; never holds a password. */
  readonly label: string;
  /**
   * Stands for the published state that a kept store shows: the same object for as long as that is the latest one.
   * Undefined where the store is opened for one piece of work.
   */
  readonly version?: object | undefined;
  /** A published table, for statements on this store. */
  table(name: PublishedTable): Sql;
  /** The columns that a published table had when the store was opened; empty where it was not there. */
  columns(name: PublishedTable): FoundColumns;
  /** Computes the scored customers aside, where no reader sees them. */
  stage(scored: Sql, order: Sql, listener?: ProgressListener): Promise<StagedCustomers>;
  /** Makes the staged customers and their companions visible in one step. */
  publish(companions: Companions, listener?: ProgressListener): Promise<void>;
  /**
   * Makes the rows of a query over the store readable for the engine, under a name; gives back where they stand. Where the store is
   * the engine's own server, that may be the query itself.
   */
  collect(name: string, query: Sql, listener?: ProgressListener): Promise<Sql>;
  /** Writes a table beside the published ones, all of it or nothing. Only for a store that was opened to be amended. */
  amend(table: KeptTable): Promise<void>;
  /**
   * Puts the rows of queries over the engine in the place of all that tables hold, in one step; on Trino one table after the other, each in
   * one step. Only for a store that was opened to be amended.
   */
  replace(tables: readonly QueriedTable[]): Promise<void>;
  /**
   * Does work that only reads, and does it again where a run published meanwhile, so that all it read belongs together.
   * Raises `STORE_BUSY` where runs follow each other too fast. Absent where a store that is open shows one state anyway.
   */
  readonly inOneState?: (<T>(work: () => Promise<T>) => Promise<T>) | undefined;
}

/** How a store is opened. */
export interface StoreOptions {
  /** `write` publishes a run and makes the store where there is none; `amend` changes what stands beside a published run. */
  readonly mode: "read" | "write" | "amend";
  /** Publish only where customers are published already: the schema is found by them, and no file is made. Default: anywhere. */
  readonly isThere?: boolean | undefined;
  /** Take the place of a `customer_rfm` that Quintile did not make. Default: refuse. */
  readonly replace?: boolean | undefined;
  /** The schema that holds the tables, where a store has several. Default: the one of the sales, or the first there is. */
  readonly schema?: string | undefined;
  /** Told, in sentences, what the opening waits for. */
  readonly note?: ((message: string) => void) | undefined;
}

/** How long work on a kept store may take: `long` has a session of its own, of which there are few. */
export type ReadKind = "short" | "long";

/** A store that stays open for many readers, each of whom sees one published state, while runs come and go. */
export interface KeptStore {
  /** Does work on the latest published state. Raises what opening a store does, and `TOO_MANY_REQUESTS`. */
  read<T>(work: (store: Store) => Promise<T>, kind?: ReadKind): Promise<T>;
  /** Leaves the store alone while a run of this process writes to it; readers see the state before, and the new one after. */
  duringRun<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The place where customers are counted, scored and staged. */
export interface Engine extends Database {
  /** Rows computed from a collected table, under a name; gives back where they stand. The table is not read any more. */
  derive(name: string, query: Sql, from: Sql): Promise<Sql>;
  /** Keeps a query's rows in the engine, under a name, so that they are computed once; gives back where they stand. */
  materialize(name: string, query: Sql, listener?: ProgressListener): Promise<Sql>;
}

/** Limits of one engine session, and the signal that ends it. */
export interface EngineOptions {
  /** Memory limit as the user wrote it, e.g. `2GB`; default: the engine's own. */
  readonly memory?: string | undefined;
  readonly threads?: number | undefined;
  /** Seconds after which a database server ends a statement; default: the server's own. */
  readonly statementTimeout?: number | undefined;
  /** Seconds to wait for another run that publishes to the same store, or for a locked table; default: 30. */
  readonly lockTimeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}
