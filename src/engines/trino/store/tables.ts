import { randomBytes } from "node:crypto";
import { QuintileError } from "../../../errors.js";
import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import { keepQuery, type KeptTable, type QueriedTable } from "../../../sql/kept-table.js";
import { changesQuery, type KeptChanges } from "../../../sql/customer-changes.js";
import type { ProgressListener } from "../../../sql/database.js";
import {
  CUSTOMER_COLUMNS,
  type FoundColumns,
  PUBLISHED_NAMES,
  PUBLISHED_TABLES,
  type PublishedTable,
} from "../../../sql/published-tables.js";
import type { LocalEngine } from "../../carrying/local-engine.js";
import { comparedCustomers } from "../../compared-customers.js";
import type { Companions, StoreOptions } from "../../engine.js";
import { type PublishedColumns, requireOwnTables, schemaWording } from "../../own-tables.js";
import type { ServerTables } from "../../server/server-session.js";
import { showTrinoAddress } from "../client/address.js";
import { requireCatalog } from "./catalog.js";
import { failureOf, isUnsupported } from "../failure.js";
import {
  findPublished,
  publishedColumns,
  namesIn,
  publishedRun,
  requireSchema,
  requireWritable,
  runComment,
} from "./published.js";
import type { TrinoSession } from "../client/session.js";
import { definitionsOf, insertions, withFreeText } from "./staging.js";
import { putInPlace, recover } from "./swap.js";
import { dropAbandoned, WORKING } from "./working-tables.js";

/** The working table of scored customers. */
const STAGED = "customer_rfm";

/** A schema of a catalog. */
interface SchemaPlace {
  readonly catalog: string;
  readonly schema: string;
}

/**
 * The published tables in a schema of a catalog. No transaction goes over several of them, so that `customer_rfm` itself
 * says which run it is of, in its comment: a run is recorded first, and counts once its customers are in place.
 */
export class TrinoTables implements ServerTables {
  readonly label: string;
  readonly #session: TrinoSession;
  readonly #place: SchemaPlace;
  readonly #columns: PublishedColumns;
  readonly #options: StoreOptions;
  /** The run that `customer_rfm` says it is of; undefined where the catalog keeps no comments. */
  readonly #run: number | undefined;
  readonly #made = new Set<string>();
  readonly #token = randomBytes(4).toString("hex");

  private constructor(
    session: TrinoSession,
    place: SchemaPlace,
    columns: PublishedColumns,
    options: StoreOptions,
    run: number | undefined,
  ) {
    this.label = showTrinoAddress({ ...session.address, ...place });
    this.#session = session;
    this.#place = place;
    this.#columns = columns;
    this.#options = options;
    this.#run = run;
  }

  /**
   * Finds the schema; where it is to be written, ends what a killed run left half done. Raises `NO_SUCH_STORE`,
   * `NO_SUCH_SCHEMA`, `NOT_WRITABLE`, `NOT_ALLOWED`, `STORE_NEWER` or `STORE_OCCUPIED`.
   *
   * @param at the catalog, and the schema where the address of the store names one.
   */
  static async open(
    session: TrinoSession,
    at: { readonly catalog: string; readonly schema: string | undefined },
    options: StoreOptions,
  ): Promise<TrinoTables> {
    requireCatalog(session, at.catalog);
    const named = options.schema?.toLowerCase() ?? at.schema;
    const schema =
      options.mode === "write" && options.isThere !== true
        ? await requireSchema(session, at.catalog, named)
        : await findPublished(session, at.catalog, named);
    const place = { catalog: at.catalog, schema };
    if (options.mode !== "read") {
      await requireWritable(session, place.catalog, schema);
      const names = await namesIn(session, place.catalog, schema);
      await recover(session, place.catalog, schema, names);
      await dropAbandoned(session, place.catalog, schema, names);
    }
    const [columns, run] = await Promise.all([
      publishedColumns(session, place.catalog, schema),
      publishedRun(session, place.catalog, schema),
    ]);
    await requireOwnTables(schemaWording(schema), columns, options, async () => {
      const runs = identifier(place.catalog, schema, "rfm_runs");
      const [row] = await session.query(sql`SELECT max(format) AS format FROM ${runs}`);
      return Number(row?.["format"] ?? 0);
    });
    return new TrinoTables(session, place, columns, options, run);
  }

  /** True where the store was opened to be written. */
  get isWritten(): boolean {
    return this.#options.mode !== "read";
  }

  /** A published table, for reading: runs that were recorded and never published are left out. */
  table(name: PublishedTable): Sql {
    const table = this.#table(name);
    const published = this.#columns.customer_rfm.size > 0 ? this.#run : 0;
    if ((name !== "rfm_runs" && name !== "rfm_changes") || published === undefined) return table;
    return sql`(SELECT * FROM ${table} WHERE run <= ${literal(published)}) AS ${identifier(name)}`;
  }

  async state(): Promise<string> {
    const { catalog, schema } = this.#place;
    const names = await namesIn(this.#session, catalog, schema);
    const there = PUBLISHED_NAMES.filter((name) => names.has(name));
    const told = there.filter((name) => PUBLISHED_TABLES[name].state.length > 0);
    const [run, ...rows] = await Promise.all([
      publishedRun(this.#session, catalog, schema),
      ...told.map((name) => {
        const largest = PUBLISHED_TABLES[name].state.map((column) => sql`max(${identifier(column)})`);
        return this.#session.query(sql`SELECT ${join(largest)} FROM ${this.#table(name)}`);
      }),
    ]);
    return JSON.stringify([run, there, rows]);
  }

  columns(name: PublishedTable): FoundColumns {
    return this.#columns[name];
  }

  /** Makes a table of this run out of a query, anew where it is there already. */
  create(name: string, query: Sql, listener?: ProgressListener): Promise<Sql> {
    return this.#make(name, sql`AS ${query}`, { listener });
  }

  stage(scored: Sql, listener?: ProgressListener): Promise<Sql> {
    return this.create(STAGED, withFreeText(scored), listener);
  }

  async stageFrom(local: LocalEngine, scored: Sql): Promise<void> {
    await this.#carry(local, STAGED, sql`SELECT * FROM ${scored}`);
  }

  /** Fills a table of this run with the rows of a query over the embedded engine. */
  async #carry(local: LocalEngine, name: string, query: Sql): Promise<Sql> {
    const columns = await local.describe(query);
    const target = await this.#make(name, sql`(${definitionsOf(columns)})`);
    for await (const statement of insertions(target, columns, local.stream(query))) {
      await this.#session.query(statement);
    }
    return target;
  }

  /** Makes the staged customers visible in one step, after their run was recorded and before their segments are. */
  async publish({ segments, run, changes }: Companions): Promise<void> {
    const number = Number(run.rows[0]?.[PUBLISHED_TABLES.rfm_runs.key[0]]);
    await this.#requireNoOtherRun();
    await this.#keep(run);
    await this.#keepChanges(changes);
    await this.#putCustomersInPlace(number).catch((error: unknown) => this.#requirePublished(number, error));
    await this.#keepPatiently(segments).catch((cause: unknown) => {
      throw new QuintileError("CONNECTION_LOST", `Run ${number} is published, but without rfm_segments.`, {
        hint: "Run again: that writes the table anew.",
        cause,
      });
    });
    await this.drop();
  }

  /** Writes a table beside the published ones. */
  async amend(kept: KeptTable): Promise<void> {
    await this.#keep(kept);
  }

  async replace(tables: readonly QueriedTable[]): Promise<void> {
    for (const { name, query } of tables) await this.#replace(name, query, this.#session);
    await this.drop();
  }

  async replaceFrom(local: LocalEngine, tables: readonly QueriedTable[]): Promise<void> {
    const carried: QueriedTable[] = [];
    for (const { name, query } of tables) {
      const working = await this.#carry(local, `carried_${name}`, query);
      carried.push({ name, query: sql`SELECT * FROM ${working}` });
    }
    await this.replace(carried);
  }

  /** Removes the tables of this run, as far as the server lets it: whatever stays is left to a later run. */
  async drop(): Promise<void> {
    const names = [...this.#made];
    this.#made.clear();
    try {
      for (const name of names) await this.#steady.query(sql`DROP TABLE IF EXISTS ${this.#working(name)}`);
    } catch {
      // What is published stays so.
    }
  }

  /** The same server for what goes on when the run is cancelled. */
  get #steady(): TrinoSession {
    return this.#session.withoutSignal();
  }

  /** What is published lacks nothing but this: a worker that went away must not cost it. */
  async #keepPatiently(kept: KeptTable): Promise<void> {
    for (let left = 2; ; left -= 1) {
      try {
        return await this.#keep(kept, this.#steady);
      } catch (error) {
        if (left === 0 || failureOf(error, "connection-lost") === undefined) throw error;
      }
    }
  }

  /** The server may have published before it heard of the cancellation: then the run goes on. */
  async #requirePublished(run: number, failure: unknown): Promise<void> {
    const published = await publishedRun(this.#steady, this.#place.catalog, this.#place.schema).catch(
      (cause: unknown) => {
        throw new QuintileError(
          "CONNECTION_LOST",
          `It is not known whether run ${run} is published: ${this.label} does not answer.`,
          {
            hint: "Look at the latest run (quintile runs --store …) once it does.",
            cause,
          },
        );
      },
    );
    if (published !== run) throw failure;
  }

  #table(name: string): Sql {
    return identifier(this.#place.catalog, this.#place.schema, name);
  }

  /** Names of tables beside the published ones differ from run to run, so that two runs never share one. */
  #working(name: string): Sql {
    return this.#table(`${WORKING}${name}_${this.#token}`);
  }

  /** Anew where it is there already, or where an attempt at it failed. */
  async #make(
    name: string,
    definition: Sql,
    { session = this.#session, listener }: { session?: TrinoSession; listener?: ProgressListener | undefined } = {},
  ): Promise<Sql> {
    const table = this.#working(name);
    if (this.#made.has(name)) await session.query(sql`DROP TABLE IF EXISTS ${table}`);
    this.#made.add(name);
    await session.query(sql`CREATE TABLE ${table} ${definition}`, listener);
    return table;
  }

  /** A lake has no locks: a run gives way where another one published meanwhile. */
  async #requireNoOtherRun(): Promise<void> {
    const { catalog, schema } = this.#place;
    const run = await publishedRun(this.#session, catalog, schema);
    if (run === this.#run) return;
    throw new QuintileError("STORE_BUSY", `Another run has published to ${schema} in the meantime.`, {
      hint: "Run again; nothing of this run was published.",
    });
  }

  /** A table of rows to keep, in one step where the catalog has one. */
  async #keep(kept: KeptTable, session = this.#session): Promise<void> {
    const { name } = kept;
    await this.#replace(name, keepQuery(this.table(name), kept, this.#columns[name]), session);
  }

  /** Changes are recorded before the customers are in place, and count once they are. */
  async #keepChanges(changes: KeptChanges): Promise<void> {
    const [before, after] = [this.#table("customer_rfm"), this.#working(STAGED)];
    const compared = await comparedCustomers(this.#session, this.#columns, before, after);
    const query = changesQuery(this.table("rfm_changes"), compared, changes, this.#columns.rfm_changes);
    if (query !== undefined) await this.#replace("rfm_changes", query, this.#session);
  }

  async #putCustomersInPlace(run: number): Promise<void> {
    const staged = this.#working(STAGED);
    const columns = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
    const comment = sql`COMMENT ${literal(runComment(run))}`;
    const isReplaced = await this.#tryReplace("customer_rfm", sql`${comment} AS SELECT ${columns} FROM ${staged}`);
    if (isReplaced) return;
    await this.#comment(staged, run);
    await this.#swap("customer_rfm", staged);
    this.#made.delete(STAGED);
  }

  async #comment(table: Sql, run: number): Promise<void> {
    try {
      await this.#session.query(sql`COMMENT ON TABLE ${table} IS ${literal(runComment(run))}`);
    } catch (error) {
      if (!isUnsupported(error)) throw error;
    }
  }

  async #replace(name: PublishedTable, query: Sql, session: TrinoSession): Promise<void> {
    if (await this.#tryReplace(name, sql`AS ${query}`, session)) return;
    const next = await this.#make(`next_${name}`, sql`AS ${query}`, { session });
    await this.#swap(name, next, session);
    this.#made.delete(`next_${name}`);
  }

  /** Replaces a table in one step; false where the catalog cannot. */
  async #tryReplace(name: PublishedTable, definition: Sql, session = this.#session): Promise<boolean> {
    try {
      await session.query(sql`CREATE OR REPLACE TABLE ${this.#table(name)} ${definition}`);
      return true;
    } catch (error) {
      if (isUnsupported(error)) return false;
      throw error;
    }
  }

  #swap(name: PublishedTable, next: Sql, session = this.#session): Promise<void> {
    return putInPlace(session, this.#place.catalog, this.#place.schema, name, next);
  }
}
