import { createRequire } from "node:module";
import type * as DuckdbPackage from "@duckdb/node-api";
import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { QuintileError, throwIfCancelled } from "../../errors.js";
import { compile } from "../../sql/compile.js";
import { duckdbDialect } from "./dialect/dialect.js";
import { literal, type Sql, sql } from "../../sql/fragment.js";
import type { EngineOptions } from "../engine.js";
import type { ProgressListener, Row } from "../../sql/database.js";
import { EngineFailure } from "../failures.js";
import { classify } from "./failure.js";

const PROGRESS_INTERVAL = 100; // milliseconds
const INTERRUPT_INTERVAL = 50; // milliseconds

/** Loads the package when it is first needed; as CommonJS, which takes half the time of an import. */
function loadDuckdb(): typeof DuckdbPackage {
  return createRequire(import.meta.url)("@duckdb/node-api") as typeof DuckdbPackage;
}

/** Tries to repair what made a statement fail: true where the statement is to be run again. It may raise a better failure. */
export type Repair = (failure: EngineFailure, signal: AbortSignal | undefined) => Promise<boolean>;

/** One embedded DuckDB with one connection: statements run off the JavaScript thread and can be interrupted. */
export class DuckdbSession {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;
  readonly #repairs: Repair[] = [];

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, signal: AbortSignal | undefined) {
    this.#instance = instance;
    this.#connection = connection;
    this.#signal = signal;
  }

  /** Opens an in-memory database that spills into `spillFolder` when the memory limit is reached. */
  static async open(options: EngineOptions, spillFolder: string): Promise<DuckdbSession> {
    const { DuckDBInstance } = loadDuckdb();
    const instance = await DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      temp_directory: spillFolder,
    });
    const session = await DuckdbSession.#connect(instance, options.signal);
    if (options.threads !== undefined) await session.query(sql`SET threads = ${literal(options.threads)}`);
    if (options.memory !== undefined) await session.query(sql`SET memory_limit = ${literal(options.memory)}`);
    return session;
  }

  /** What ends the work of this connection early. */
  get signal(): AbortSignal | undefined {
    return this.#signal;
  }

  /** Another connection to the same database. It ends with the first at the latest. */
  another(): Promise<DuckdbSession> {
    return DuckdbSession.#connect(this.#instance, undefined);
  }

  static async #connect(instance: DuckDBInstance, signal: AbortSignal | undefined): Promise<DuckdbSession> {
    const session = new DuckdbSession(instance, await instance.connect(), signal);
    await session.query(
      sql`SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false; SET progress_bar_time = 0`,
    );
    return session;
  }

  /** Calls a repair whenever a statement fails, and runs the statement again where that was of use. */
  repairWith(repair: Repair): void {
    this.#repairs.push(repair);
  }

  /** Runs one statement; rows come as text, numbers, booleans and nulls. Raises an `EngineFailure`. */
  async query(statement: Sql, listener?: ProgressListener): Promise<Row[]> {
    for (;;) {
      try {
        return await this.#queryOnce(statement, listener);
      } catch (error) {
        if (!(error instanceof EngineFailure) || !(await this.#isRepaired(error))) throw error;
      }
    }
  }

  async #queryOnce(statement: Sql, listener: ProgressListener | undefined): Promise<Row[]> {
    throwIfCancelled(this.#signal);
    const { text, values } = compile(statement, duckdbDialect);
    const stopListening = interruptOnAbort(this.#connection, this.#signal);
    const poll = listener && setInterval(() => this.#report(listener), PROGRESS_INTERVAL);
    try {
      const reader = await this.#connection.runAndReadAll(text, [...values]);
      return reader.getRowObjectsJson() as Row[];
    } catch (error) {
      throwIfCancelled(this.#signal);
      throw classify(error, hasExpression(statement));
    } finally {
      clearInterval(poll);
      stopListening();
    }
  }

  async #isRepaired(failure: EngineFailure): Promise<boolean> {
    for (const repair of this.#repairs) {
      if (await repair(failure, this.#signal)) return true;
    }
    return false;
  }

  /** A query's rows, chunk by chunk, as they are asked for. Raises an `EngineFailure`. */
  async *stream(query: Sql, signal?: AbortSignal): AsyncGenerator<readonly Row[], void, undefined> {
    throwIfCancelled(signal);
    const { text, values } = compile(query, duckdbDialect);
    const stopListening = interruptOnAbort(this.#connection, signal);
    try {
      const result = await this.#connection.stream(text, [...values]);
      for await (const rows of result.yieldRowObjectJson()) {
        throwIfCancelled(signal);
        yield rows as Row[];
      }
      throwIfCancelled(signal);
    } catch (error) {
      throwIfCancelled(signal);
      throw error instanceof QuintileError ? error : classify(error, hasExpression(query));
    } finally {
      stopListening();
    }
  }

  /** Ends this connection alone. */
  disconnect(): void {
    this.#connection.closeSync();
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  #report(listener: ProgressListener): void {
    const { percentage } = this.#connection.progress;
    if (percentage >= 0) listener(Math.min(percentage / 100, 1));
  }
}

/**
 * Interrupts a statement when the signal fires, until the returned function is called. It does so again and again: DuckDB
 * forgets an interruption that comes while the statement is still being prepared.
 */
function interruptOnAbort(connection: DuckDBConnection, signal: AbortSignal | undefined): () => void {
  let repeated: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    connection.interrupt();
    repeated = setInterval(() => connection.interrupt(), INTERRUPT_INTERVAL);
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  return () => {
    clearInterval(repeated);
    signal?.removeEventListener("abort", interrupt);
  };
}

/** True where a statement holds SQL that a person wrote. */
function hasExpression({ parts }: Sql): boolean {
  return parts.some(({ kind }) => kind === "expression");
}
