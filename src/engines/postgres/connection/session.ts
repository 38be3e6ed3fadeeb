import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { throwIfCancelled } from "../../../errors.js";
import { compile, compileWhole } from "../../../sql/compile.js";
import type { Dialect } from "../../../sql/dialect.js";
import { join, type Sql, sql } from "../../../sql/fragment.js";
import { postgresDialect } from "../dialect/dialect.js";
import type { Column } from "../../../sql/relation.js";
import type { Row } from "../../../sql/database.js";
import type { EngineOptions } from "../../engine.js";
import type { Address } from "./address.js";
import { connect, connectionLoss } from "./connect.js";
import { classify, classifyCommit } from "../failure.js";
import { sessionSettings } from "./session-settings.js";

/** Types that come as numbers and booleans; all others come as text, digit by digit. */
const PARSERS: Readonly<Record<number, (text: string) => number | boolean>> = {
  16: (text) => text === "t",
  21: Number,
  23: Number,
};

const TYPES = { getTypeParser: (type: number) => PARSERS[type] ?? String };
const CHUNK = 2_000; // rows

/**
 * One connection to a PostgreSQL database: statements run there, one after the other, and can be cancelled. What fails is an
 * `EngineFailure`.
 */
export class PostgresSession {
  readonly address: Address;
  readonly dialect: Dialect;
  readonly #client: Client;
  readonly #signal: AbortSignal | undefined;

  private constructor(client: Client, address: Address, dialect: Dialect, signal: AbortSignal | undefined) {
    this.#client = client;
    this.address = address;
    this.dialect = dialect;
    this.#signal = signal;
  }

  /** Connects; settings of the run hold for this session only. Raises
   * the failure `no-connection`, or `CANCELLED`. */
  static async open(address: Address, options: EngineOptions): Promise<PostgresSession> {
    const client = await connect(address, { signal: options.signal });
    try {
      const { rows } = await client.query<{ server_encoding: string }>("SHOW server_encoding");
      const dialect = postgresDialect(rows[0]?.server_encoding);
      const session = new PostgresSession(client, address, dialect, options.signal);
      await session.execute(join(sessionSettings(options), "; "));
      return session;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw classify(error);
    }
  }

  /** Runs one statement. */
  query(statement: Sql): Promise<Row[]> {
    const { text, values } = compile(statement, this.dialect);
    return this.#cancellable(async () => {
      const { rows } = await this.#client.query<Row>({ text, values: [...values], types: TYPES as never });
      return rows;
    });
  }

  /** A query's rows, some thousand at a time, as they are asked for. */
  async *stream(query: Sql, signal?: AbortSignal): AsyncGenerator<readonly Row[], void, undefined> {
    throwIfCancelled(signal ?? this.#signal);
    const { default: Cursor } = await import("pg-cursor");
    const { text, values } = compile(query, this.dialect);
    const cancel = (): void => void this.#cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    const cursor = this.#client.query(new Cursor<Row>(text, [...values], { types: TYPES as never }));
    try {
      for (let rows = await cursor.read(CHUNK); rows.length > 0; rows = await cursor.read(CHUNK)) {
        throwIfCancelled(signal ?? this.#signal);
        yield rows;
      }
    } catch (error) {
      throwIfCancelled(signal ?? this.#signal);
      throw classify(connectionLoss(this.#client) ?? error);
    } finally {
      signal?.removeEventListener("abort", cancel);
      await cursor.close().catch(() => undefined);
    }
  }

  /** Runs a statement that takes no parameters, such as one that creates a table: values become quoted literals. */
  execute(statement: Sql): Promise<unknown> {
    return this.#cancellable(() => this.#client.query(compileWhole(statement, this.dialect)));
  }

  /** The columns that a query would return, by their types here. */
  async describe(query: Sql): Promise<Column[]> {
    const { text, values } = compile(sql`SELECT * FROM (${query}) AS described LIMIT 0`, this.dialect);
    const { fields } = await this.#cancellable(() => this.#client.query(text, [...values]));
    if (fields.length === 0) return [];
    const types = fields.map((field) => [field.dataTypeID, field.dataTypeModifier]);
    const rows = await this.query(
      sql`SELECT format_type(oid, modifier) AS type FROM json_to_recordset(${JSON.stringify(types.map(([oid, modifier]) => ({ oid, modifier })))}) AS types (oid oid, modifier integer)`,
    );
    return fields.map(({ name }, index) => {
      const type = String(rows[index]?.["type"]);
      return { name, type, kind: this.dialect.kindOf(type) };
    });
  }

  /** Streams a query's rows into a CSV file without a header: text is quoted, null is nothing. */
  async copyTo(query: Sql, file: string): Promise<void> {
    const { to } = await import("pg-copy-streams");
    const text = `COPY (${compileWhole(query, this.dialect)}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)`;
    await this.#cancellable(() => pipeline(this.#client.query(to(text)), createWriteStream(file)));
  }

  /** Streams such a file into a table. */
  async copyFrom(file: string, table: Sql): Promise<void> {
    const { from } = await import("pg-copy-streams");
    const text = compileWhole(sql`COPY ${table} FROM STDIN (FORMAT csv)`, this.dialect);
    await this.#cancellable(() => pipeline(createReadStream(file), this.#client.query(from(text))));
  }

  /** Starts a transaction: one view of the data for all that follows, where it is `frozen`. */
  async begin(mode: "read committed" | "frozen" | "frozen, read only"): Promise<void> {
    const isolation = mode === "read committed" ? sql`` : sql` ISOLATION LEVEL REPEATABLE READ`;
    await this.query(sql`BEGIN${isolation}${mode.endsWith("read only") ? sql` READ ONLY` : sql``}`);
  }

  /** Ends the transaction. It is not cancelled any more: the server may have done it before it hears of that. */
  async commit(): Promise<void> {
    throwIfCancelled(this.#signal);
    try {
      await this.#client.query("COMMIT");
    } catch (error) {
      throw classifyCommit(connectionLoss(this.#client) ?? error);
    }
  }

  /** Gives up the transaction; where the connection is lost, the server does. */
  async rollback(): Promise<void> {
    await this.#client.query("ROLLBACK").catch(() => undefined);
  }

  /** Disconnects. The server rolls back what is not committed; where it is still busy, as soon as it notices. */
  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  async #cancellable<T>(work: () => Promise<T>): Promise<T> {
    throwIfCancelled(this.#signal);
    const cancel = (): void => void this.#cancel();
    this.#signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await work();
    } catch (error) {
      throwIfCancelled(this.#signal);
      throw classify(connectionLoss(this.#client) ?? error);
    } finally {
      this.#signal?.removeEventListener("abort", cancel);
    }
  }

  /** Asks the server, over a second connection, to stop the running statement; where that fails, hangs up. */
  async #cancel(): Promise<void> {
    const { processID } = this.#client as unknown as { processID: number };
    try {
      const other = await connect(this.address);
      try {
        await other.query("SELECT pg_cancel_backend($1)", [processID]);
      } finally {
        await other.end();
      }
    } catch {
      (this.#client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    }
  }
}
