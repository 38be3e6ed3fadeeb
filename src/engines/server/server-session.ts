import type { KeptTable, QueriedTable } from "../../sql/kept-table.js";
import type { ProgressListener } from "../../sql/database.js";
import type { Sql } from "../../sql/fragment.js";
import type { FoundColumns, PublishedTable } from "../../sql/published-tables.js";
import type { Carrier } from "../carrying/carrier.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { Companions, Source, SourceRows, StoreOptions } from "../engine.js";

/** A table, view or foreign table of sales on a server. */
export interface ServerSales extends Pick<Source, "label" | "relation" | "lasting" | "estimatedRows" | "notes"> {
  /** The schema that holds it. */
  readonly schema: string;
  /** Its rows as whole records. */
  readonly rows: SourceRows;
}

/** How the published tables of a server are opened. */
export interface TablesOptions extends StoreOptions {
  /** The schema of the sales, where they are on the same server and no other is named. */
  readonly salesSchema?: string | undefined;
  /** True where customers are scored on the server itself, from one view of the sales. */
  readonly inPlace: boolean;
}

/** The published tables in a schema of a server, and the tables of one run beside them. */
export interface ServerTables {
  readonly label: string;
  /** A published table, for reading. */
  table(name: PublishedTable): Sql;
  /** The columns that a published table had when these were opened; empty where it was not there. */
  columns(name: PublishedTable): FoundColumns;
  /** Computes the scored customers into a table of this run; gives back where they stand. */
  stage(scored: Sql, listener?: ProgressListener): Promise<Sql>;
  /** Carries scored customers from the embedded engine into such a table. */
  stageFrom(local: LocalEngine, scored: Sql, listener?: ProgressListener): Promise<void>;
  /** Makes the staged customers and their companions visible in one step. */
  publish(companions: Companions): Promise<void>;
  /** Writes a table beside the published ones. */
  amend(table: KeptTable): Promise<void>;
  /** Puts the rows of queries over the server in the place of what tables hold. */
  replace(tables: readonly QueriedTable[]): Promise<void>;
  /** The same for queries over the embedded engine, whose rows are carried here. */
  replaceFrom(local: LocalEngine, tables: readonly QueriedTable[]): Promise<void>;
  /** A text that changes whenever something is published: as it is now, not as it was when these were opened. */
  state(): Promise<string>;
}

/** A session on a database server. What differs between servers is here; how it serves places is the same for all of them. */
export interface ServerSession {
  readonly carrier: Carrier;
  /**
   * Holds one view of all tables until {@link release}. With `read only` nothing can be kept aside meanwhile. Absent where
   * a server holds no view of several tables: then the state is compared before and after.
   */
  readonly hold?: ((mode: "read only" | "with tables aside") => Promise<void>) | undefined;
  readonly release?: (() => Promise<void>) | undefined;
  /** Finds a table by its name, with or without its schema. Raises `NO_SUCH_TABLE` or `NOT_ALLOWED`. */
  findSales(table: string | undefined): Promise<ServerSales>;
  /** Raises what opening a store does; see {@link StoreOptions}. */
  openTables(options: TablesOptions): Promise<ServerTables>;
  /** Runs a query over the sales once, and keeps its rows where all workers of the server read them. */
  collect(name: string, query: Sql, listener?: ProgressListener): Promise<Sql>;
  /** Keeps a query's rows aside for this session; the query itself, computed each time, where nothing may be kept. */
  materialize(name: string, query: Sql, listener?: ProgressListener): Promise<Sql>;
  /** Removes the tables of this run, rolls back what is not published, and disconnects. */
  close(): Promise<void>;
}
