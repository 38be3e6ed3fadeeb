import { existsSync, readSync, openSync, closeSync, rmSync, statSync } from "node:fs";
import { QuintileError } from "../../errors.js";
import { identifier, literal, type Sql, sql } from "../../sql/fragment.js";
import { CUSTOMER_COLUMNS, STORE_FORMAT } from "../../sql/published-tables.js";
import type { Companions, ProgressListener, PublishedTable, Store, StoreOptions } from "../engine.js";
import type { DuckdbSession } from "./session.js";

const CATALOG = "store";

/** A store in a `.duckdb` file, attached to a session until it closes. */
export class DuckdbStore implements Store {
  readonly label: string;
  readonly #session: DuckdbSession;
  readonly #isNew: boolean;
  #published = false;

  private constructor(session: DuckdbSession, file: string, isNew: boolean) {
    this.#session = session;
    this.label = file;
    this.#isNew = isNew;
  }

  static async open(session: DuckdbSession, file: string, options: StoreOptions): Promise<DuckdbStore> {
    const isNew = !existsSync(file) || statSync(file).size === 0;
    if (isNew && options.mode === "read") {
      throw new QuintileError("NO_SUCH_STORE", `There is no store at ${file}.`, {
        hint: "Score some sales first (quintile run SOURCE), or name the store with --store.",
      });
    }
    requireDatabase(file, isNew);
    const access = options.mode === "read" ? sql`(READ_ONLY, TYPE duckdb)` : sql`(TYPE duckdb)`;
    try {
      await session.query(sql`ATTACH ${literal(file)} AS ${identifier(CATALOG)} ${access}`);
    } catch (error) {
      throw explainAttach(error, file);
    }
    const store = new DuckdbStore(session, file, isNew);
    await store.#requireKnownFormat();
    if (options.mode === "write" && options.replace !== true) await store.#requireOwnTable();
    return store;
  }

  table(name: PublishedTable): Sql {
    return identifier(CATALOG, "main", name);
  }

  async has(name: PublishedTable): Promise<boolean> {
    return (await this.#columns(name)).length > 0;
  }

  async stage(scored: Sql, listener?: ProgressListener): Promise<Sql> {
    await this.#session.query(sql`BEGIN TRANSACTION`);
    await this.#session.query(sql`CREATE OR REPLACE TABLE ${this.table("customer_rfm")} AS ${scored}`, listener);
    return this.table("customer_rfm");
  }

  async publish(companions: Companions): Promise<void> {
    for (const statement of companions.statements) await this.#session.query(statement);
    await this.#session.query(sql`COMMIT`);
    this.#published = true;
  }

  /** After the session has closed: a store that this run created and never published to is not left behind. */
  removeIfUnused(): void {
    if (!this.#isNew || this.#published) return;
    rmSync(this.label, { force: true });
    rmSync(`${this.label}.wal`, { force: true });
  }

  async #columns(name: PublishedTable): Promise<string[]> {
    // DESCRIBE of a missing table fails at once, while the catalogue functions list every system view first.
    if (this.#isNew) return [];
    const rows = await this.#session.query(sql`DESCRIBE ${this.table(name)}`).catch((error: unknown) => {
      if (error instanceof QuintileError && error.code === "BAD_EXPRESSION") return [];
      throw error;
    });
    return rows.map((row) => String(row["column_name"]));
  }

  async #requireKnownFormat(): Promise<void> {
    const columns = await this.#columns("rfm_runs");
    if (!columns.includes("format")) return;
    const [row] = await this.#session.query(sql`SELECT max(format) AS format FROM ${this.table("rfm_runs")}`);
    if (Number(row?.["format"] ?? 0) > STORE_FORMAT) throw storeNewer(this.label);
  }

  async #requireOwnTable(): Promise<void> {
    const columns = await this.#columns("customer_rfm");
    if (columns.length === 0 || columns.join() === CUSTOMER_COLUMNS.join()) return;
    throw new QuintileError(
      "STORE_OCCUPIED",
      `${this.label} already has a customer_rfm with other columns: ${columns.join(", ")}.`,
      { hint: "Name another store with --store, rename that table, or let this run take its place with --replace." },
    );
  }
}

function requireDatabase(file: string, isNew: boolean): void {
  if (isNew) return;
  const start = Buffer.alloc(12);
  if (statSync(file).isFile()) {
    const handle = openSync(file, "r");
    readSync(handle, start, 0, 12, 0);
    closeSync(handle);
  }
  if (start.subarray(8).toString() === "DUCK") return;
  throw new QuintileError("BAD_FILE", `${file} is not a store: it exists, but it is no DuckDB database.`, {
    hint: "Name another file with --store; this one was left as it is.",
  });
}

function explainAttach(error: unknown, file: string): unknown {
  const message = error instanceof QuintileError && error.cause instanceof Error ? error.cause.message : String(error);
  if (/Could not set lock|already open|being used by another process|already attached/i.test(message)) {
    const owner = /\(PID (\d+)\)/.exec(message)?.[1];
    const by = owner === undefined ? "another process" : `another process (PID ${owner})`;
    return new QuintileError("STORE_BUSY", `${file} is in use by ${by}.`, {
      hint: "Wait for that run to end, close the program that has the file open, or name another --store.",
    });
  }
  if (/version number/i.test(message)) return storeNewer(file);
  if (/No such file|Permission denied|Read-only file system|Cannot open file/i.test(message)) {
    return new QuintileError("NOT_WRITABLE", `${file} cannot be opened.`, {
      hint: "Check that its folder exists and that you may write there, or name another --store.",
    });
  }
  return error;
}

function storeNewer(file: string): QuintileError {
  return new QuintileError("STORE_NEWER", `${file} was written by a newer version of Quintile.`, {
    hint: "Update Quintile, or name another --store; this one was left as it is.",
  });
}
