import type { Dialect } from "../sql/dialect.js";
import type { PrintedDialect } from "../sql/printed-dialect.js";
import type { LocalEngine } from "./carrying/local-engine.js";
import type { EngineOptions, KeptStore } from "./engine.js";
import type { ServerSession } from "./server/server-session.js";

/** What is known of an engine before it is loaded. */
export interface EngineKind {
  /** What its dialect is called, also by people who choose it. */
  readonly name: string;
  /**
   * Its dialect for SQL that people keep.
   *
   * @param base the dialect of the database that it is meant for, where there is one.
   * @param plainNames names that may stand without quotes, since no engine reserves them.
   */
  printed(base: Dialect | undefined, plainNames: ReadonlySet<string>): Promise<PrintedDialect>;
}

/** The embedded engine, which reads files, and stands between places that lie apart. */
export interface EmbeddedKind extends EngineKind {
  open(options: EngineOptions): Promise<LocalEngine>;
  /** Keeps a store in a file open for many readers. */
  keepStore(file: string): Promise<KeptStore>;
}

/** A kind of database server: how its addresses look, and how it is reached. Its client is loaded only when it is. */
export interface ServerKind extends EngineKind {
  isAddress(location: string): boolean;
  /** An address as the user wrote it, without its password; other locations come back as they are. */
  withoutPassword(location: string): string;
  /** True where one session can compute with the sales and write the store: one server and one role. Raises `USAGE`. */
  isOnePlace(source: string, store: string): Promise<boolean>;
  /** Connects to the one place of some addresses. Raises `CONNECTION_FAILED` or `USAGE`. */
  connect(at: ServerAddresses, options: EngineOptions): Promise<ServerSession>;
}

/** The addresses of the sales and of the store, at least one of them. */
export type ServerAddresses =
  | { readonly source: string; readonly store?: string | undefined }
  | { readonly source?: string | undefined; readonly store: string };
