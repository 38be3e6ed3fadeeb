import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { compileWhole } from "../../../sql/compile.js";
import { type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import { trinoDialect } from "../dialect/dialect.js";
import type { EngineOptions } from "../../engine.js";
import type { ProgressListener, Row } from "../../../sql/database.js";
import { classify } from "../failure.js";
import { memorySize } from "../../memory-size.js";
import type { TrinoAddress } from "./address.js";
import { TrinoClient, type TrinoClientOptions, type TrinoColumn } from "./client.js";
import { toValue } from "./values.js";

/** Statements on a Trino coordinator, each a query of its own: no transaction goes over several of them here. */
export class TrinoSession {
  readonly address: TrinoAddress;
  readonly dialect = trinoDialect;
  readonly #client: TrinoClient;
  /** The connector of each catalog. */
  readonly #connectors: ReadonlyMap<string, string>;

  readonly #settings: TrinoClientOptions;
  #steady: TrinoSession | undefined;

  private constructor(
    address: TrinoAddress,
    client: TrinoClient,
    connectors: ReadonlyMap<string, string>,
    settings: TrinoClientOptions,
  ) {
    this.address = address;
    this.#client = client;
    this.#connectors = connectors;
    this.#settings = settings;
  }

  /** Looks at the catalogs. Raises `no-connection`, `CANCELLED`, or `USAGE` for a memory limit that is no size. */
  static async open(address: TrinoAddress, options: EngineOptions): Promise<TrinoSession> {
    const { memory, statementTimeout, signal } = options;
    const limits: Record<string, string> =
      memory === undefined ? {} : { query_max_memory: `${Math.floor(memorySize(memory))}B` };
    const first = new TrinoClient(address, { signal, statementTimeout });
    const { rows } = await first.all("SELECT catalog_name, connector_name FROM system.metadata.catalogs");
    first.close();
    const connectors = new Map(rows.map(([catalog, connector]) => [String(catalog), String(connector)]));
    const sessionProperties = { ...precision(connectors), ...limits };
    const client = new TrinoClient(address, { signal, statementTimeout, sessionProperties });
    return new TrinoSession(address, client, connectors, { sessionProperties });
  }

  /** The connector of a catalog, such as `iceberg`; undefined where there is no such catalog. */
  connectorOf(catalog: string): string | undefined {
    return this.#connectors.get(catalog);
  }

  get catalogs(): string[] {
    return [...this.#connectors.keys()];
  }

  /** Runs one statement. */
  async query(statement: Sql, listener?: ProgressListener): Promise<Row[]> {
    const { columns = [], rows } = await this.#client.all(compileWhole(statement, this.dialect), { listener });
    return rows.map((row) => toRow(columns, row));
  }

  /** A query's rows, a page of the server's at a time, as they are asked for. */
  async *stream(query: Sql, signal?: AbortSignal): AsyncGenerator<readonly Row[], void, undefined> {
    for await (const { columns, rows } of this.#client.run(compileWhole(query, this.dialect), { signal })) {
      if (columns !== undefined && rows.length > 0) yield rows.map((row) => toRow(columns, row));
    }
  }

  /** The columns that a query would return, by their types here. */
  async describe(query: Sql): Promise<Column[]> {
    const described = sql`SELECT * FROM (${query}) AS described LIMIT 0`;
    const { columns = [] } = await this.#client.all(compileWhole(described, this.dialect));
    return columns.map(({ name, type }) => ({ name, type, kind: this.dialect.kindOf(type) }));
  }

  /** Streams a query's rows into a CSV file without a header: text is quoted, null is nothing. */
  async copyTo(query: Sql, file: string): Promise<void> {
    const pages = this.#client.run(compileWhole(query, this.dialect));
    async function* lines(): AsyncGenerator<string> {
      for await (const { columns = [], rows } of pages) {
        if (rows.length > 0) yield `${rows.map((row) => csvLine(columns, row)).join("\n")}\n`;
      }
    }
    await pipeline(lines(), createWriteStream(file)).catch((error: unknown) => {
      throw classify(error);
    });
  }

  /** The same session for work that goes on when the run is cancelled, such as cleaning up. */
  withoutSignal(): TrinoSession {
    this.#steady ??= new TrinoSession(
      this.address,
      new TrinoClient(this.address, this.#settings),
      this.#connectors,
      this.#settings,
    );
    return this.#steady;
  }

  /** Lets go of connections that are kept for the next statement. */
  close(): void {
    this.#client.close();
    this.#steady?.close();
  }
}

/** Hive would cut moments to the millisecond, and refuse tables with finer ones. */
function precision(connectors: ReadonlyMap<string, string>): Record<string, string> {
  const hive = [...connectors].filter(([, connector]) => connector === "hive");
  return Object.fromEntries(hive.map(([catalog]) => [`${catalog}.timestamp_precision`, "MICROSECONDS"]));
}

function toRow(columns: readonly TrinoColumn[], values: readonly unknown[]): Row {
  return Object.fromEntries(columns.map(({ name, type }, index) => [name, toValue(values[index], type)]));
}

function csvLine(columns: readonly TrinoColumn[], values: readonly unknown[]): string {
  const fields = columns.map(({ type }, index) => {
    const value = toValue(values[index], type);
    return value === null ? "" : `"${String(value).replaceAll('"', '""')}"`;
  });
  return fields.join(",");
}
