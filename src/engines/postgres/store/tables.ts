import { randomBytes } from "node:crypto";
import { inputName, QuintileError } from "../../../errors.js";
import { compileWhole } from "../../../sql/compile.js";
import { changeStatements, type KeptChanges } from "../../../sql/customer-changes.js";
import type { ProgressListener } from "../../../sql/database.js";
import { identifier, join, keyword, type Sql, sql } from "../../../sql/fragment.js";
import { type KeptTable, keepStatements, type QueriedTable } from "../../../sql/kept-table.js";
import {
  type FoundColumns,
  missingColumns,
  PUBLISHED_TABLES,
  type PublishedTable,
} from "../../../sql/published-tables.js";
import type { Column } from "../../../sql/relation.js";
import type { LocalEngine } from "../../carrying/local-engine.js";
import { comparedCustomers } from "../../compared-customers.js";
import type { Companions } from "../../engine.js";
import type { ServerTables, TablesOptions } from "../../server/server-session.js";
import { customerColumns, replaceChanged, typedCustomers } from "../dialect/replace-customers.js";
import { toPostgresType } from "../local-types.js";
import { showAddress } from "../connection/address.js";
import type { PublishedColumns } from "../../own-tables.js";
import { failureOf } from "../failure.js";
import { findPublished, NEEDED_RIGHTS, publishedColumns, requireOwn, stateOf, tablesWrittenIn } from "./published.js";
import { requireAllRows, requireMayAdd, requireOwner, requireSchemaCreate, requireTableRights } from "./rights.js";
import { lockRuns } from "./run-lock.js";
import type { PostgresSession } from "../connection/session.js";

/** The working table of scored customers. */
const STAGED = "customer_rfm";

/** How the tables are opened. */
export interface PostgresTablesOptions extends TablesOptions {
  /** Seconds to wait for another run. */
  readonly lockTimeout: number;
}

/** The published tables in a schema of a PostgreSQL database, held by one run at a time. */
export class PostgresTables implements ServerTables {
  readonly label: string;
  readonly schema: string;
  readonly #session: PostgresSession;
  readonly #columns: PublishedColumns;
  readonly #options: PostgresTablesOptions;
  #idType = "";
  /** Names of tables beside the published ones differ from run to run, so that two runs never share one. */
  readonly #made = new Set<string>();
  readonly #token = randomBytes(4).toString("hex");

  private constructor(
    session: PostgresSession,
    schema: string,
    columns: PublishedColumns,
    options: PostgresTablesOptions,
  ) {
    this.label = `${showAddress(session.address)} (${schema})`;
    this.schema = schema;
    this.#session = session;
    this.#columns = columns;
    this.#options = options;
  }

  /**
   * Finds the schema, and takes its lock where it is to be written. Where customers are scored in the database, the
   * transaction begins with that, before anything is looked at; else, not before they are carried here. Raises `NO_SUCH_STORE`, `NO_SUCH_SCHEMA`, `NOT_ALLOWED`, `NOT_WRITABLE`, `STORE_BUSY`, `STORE_NEWER` or `STORE_OCCUPIED`.
   */
  static async open(session: PostgresSession, options: PostgresTablesOptions): Promise<PostgresTables> {
    const isPublished = options.mode === "write";
    const schema =
      isPublished && options.isThere !== true
        ? (options.schema ?? options.salesSchema ?? (await currentSchema(session)))
        : await findPublished(session, options.schema, showAddress(session.address));
    if (options.mode !== "read") {
      await requireWritableServer(session);
      if (isPublished) await requireSchemaCreate(session, schema);
      await lockRuns(session, schema, options.lockTimeout, options.note);
      if (options.inPlace) await session.begin("frozen");
    }
    const columns = await publishedColumns(session, schema);
    const mayReplace = isPublished && options.replace === true;
    for (const [table, rights] of NEEDED_RIGHTS) {
      if (columns[table].size === 0) continue;
      if (mayReplace && table === "customer_rfm") await requireOwner(session, schema, table);
      else await requireTableRights(session, schema, table, isPublished ? rights : ["SELECT"]);
      if (isPublished) await requireAllRows(session, schema, table);
    }
    await requireOwn(session, schema, columns, options);
    for (const table of tablesWrittenIn(options.mode)) {
      await requireMayAdd(session, schema, table, missingColumns(table, columns[table]));
    }
    return new PostgresTables(session, schema, columns, options);
  }

  /** True where the store was opened to be written. */
  get isWritten(): boolean {
    return this.#options.mode !== "read";
  }

  table(name: PublishedTable): Sql {
    return identifier(this.schema, name);
  }

  columns(name: PublishedTable): FoundColumns {
    return this.#columns[name];
  }

  state(): Promise<string> {
    return stateOf(this.#session, this.schema, this.#columns);
  }

  /** Where a table of this run only stands, in the same schema: invisible to others, and gone when the run ends. */
  #working(name: string): Sql {
    return identifier(this.schema, `quintile_${name}_${this.#token}`);
  }

  /** Makes a table of this run out of what follows `TABLE name`, anew where it is there already. */
  async create(name: string, kind: "logged" | "unlogged", definition: Sql): Promise<Sql> {
    const table = this.#working(name);
    if (this.#made.has(name)) await this.#session.query(sql`DROP TABLE ${table}`);
    this.#made.add(name);
    // Never a temporary table: parallel workers cannot read those, and making one takes a right of its own.
    await this.#session.execute(sql`CREATE ${kind === "logged" ? sql`` : sql`UNLOGGED `}TABLE ${table} ${definition}`);
    return table;
  }

  /** Tells the planner what a filled table holds: it would take the rows for a handful, and sort where it could hash. */
  async analyse(table: Sql): Promise<Sql> {
    await this.#session.query(sql`ANALYZE ${table}`);
    return table;
  }

  async stage(scored: Sql): Promise<Sql> {
    const [id] = await this.#session.describe(sql`SELECT customer_id FROM (${scored}) AS scored`);
    if (id === undefined) throw new Error("Scored customers have no customer_id.");
    this.#requireAlikeIds(id);
    return this.analyse(await this.#createStaged(sql`AS ${typedCustomers(scored, id)}`));
  }

  async stageFrom(local: LocalEngine, scored: Sql, listener?: ProgressListener): Promise<void> {
    const [id] = await local.describe(sql`SELECT customer_id FROM ${scored}`);
    if (id === undefined) throw new Error("Scored customers have no customer_id.");
    const type = toPostgresType(id);
    this.#requireAlikeIds({ ...id, type });
    const file = local.file();
    await local.writeRows(sql`SELECT * FROM ${scored}`, file, listener);
    const columns = customerColumns(type).map(([name, columnType]) => sql`${identifier(name)} ${keyword(columnType)}`);
    await this.#session.begin("read committed");
    const target = await this.#createStaged(sql`(${join(columns)})`);
    await this.#session.copyFrom(file, target);
    await this.analyse(target);
  }

  /** Makes the table in which scored customers wait, and which takes the place of `customer_rfm` where that may be. */
  #createStaged(definition: Sql): Promise<Sql> {
    return this.create(STAGED, this.#isReplaced ? "logged" : "unlogged", definition);
  }

  /** True where the scored customers take the place of what is there, rather than change it row by row. */
  get #isReplaced(): boolean {
    return this.#columns.customer_rfm.size === 0 || this.#options.replace === true;
  }

  /** Raises `STORE_OCCUPIED` where the published column cannot hold the ids to come: numbers stay numbers, and text text. */
  #requireAlikeIds(id: Column): void {
    this.#idType = id.type;
    const published = this.#columns.customer_rfm.get("customer_id");
    if (this.#isReplaced || published === undefined || published === id.type) return;
    const kind = this.#session.dialect.kindOf(published);
    if (kind === id.kind && (kind === "integer" || kind === "text")) return;
    throw new QuintileError(
      "STORE_OCCUPIED",
      `${this.schema}.customer_rfm holds ids of type ${published}; those of the sales are ${id.type}.`,
      {
        hint: `Build the table anew with ${inputName("replace")} (its grants have to be given again), or name another ${inputName("schema")}.`,
      },
    );
  }

  /** Makes the staged customers and their companions visible in one step, and ends the transaction. */
  async publish(companions: Companions): Promise<void> {
    const session = this.#session;
    const staged = this.#working(STAGED);
    // A policy that hides rows from this role must end the run, rather than keep old rows among the new.
    await session.query(sql`SET LOCAL row_security = off`);
    await this.#keepChanges(staged, companions.changes);
    if (this.#isReplaced) await this.#putInPlace(staged);
    else await this.#change(staged);
    await this.#dropWorking();
    await this.#write(companions.segments);
    await this.#write(companions.run);
    await session.commit();
  }

  /** Says in `rfm_changes` whose segment changes, while the customers of before are still there. */
  async #keepChanges(staged: Sql, changes: KeptChanges): Promise<void> {
    const session = this.#session;
    const compared = await comparedCustomers(session, this.#columns, this.table("customer_rfm"), staged);
    const found = this.#columns.rfm_changes;
    const statements = changeStatements(this.table("rfm_changes"), compared, changes, found);
    for (const statement of statements) await session.query(statement);
    if (statements.length > 0) await this.#addKey("rfm_changes");
  }

  /** Writes a table beside the published ones, and ends the transaction. */
  async amend(kept: KeptTable): Promise<void> {
    const { name } = kept;
    if (!this.#options.inPlace) await this.#session.begin("read committed");
    if (this.#columns[name].size === 0) await requireSchemaCreate(this.#session, this.schema);
    else await requireTableRights(this.#session, this.schema, name, ["SELECT", "INSERT", "DELETE"]);
    await this.#write(kept);
    await this.#session.commit();
  }

  async replace(tables: readonly QueriedTable[]): Promise<void> {
    for (const table of tables) await this.#replaceAll(table);
    await this.#dropWorking();
    await this.#session.commit();
  }

  async replaceFrom(local: LocalEngine, tables: readonly QueriedTable[]): Promise<void> {
    await this.#session.begin("read committed");
    const carried: QueriedTable[] = [];
    for (const { name, query } of tables) {
      const file = local.file();
      await local.writeRows(query, file);
      const columns = await local.describe(query);
      const definitions = columns.map((column) => sql`${identifier(column.name)} ${keyword(toPostgresType(column))}`);
      const working = await this.create(`next_${name}`, "unlogged", sql`(${join(definitions)})`);
      await this.#session.copyFrom(file, working);
      carried.push({ name, query: sql`SELECT * FROM ${working}` });
    }
    await this.replace(carried);
  }

  async #dropWorking(): Promise<void> {
    for (const name of this.#made) await this.#session.query(sql`DROP TABLE ${this.#working(name)}`);
  }

  /**
   * Readers see the old rows until the transaction ends. A table with other columns, as of another kind of ids, is made anew; else it keeps
   * its grants and views.
   */
  async #replaceAll({ name, query }: QueriedTable): Promise<void> {
    const [session, table, found] = [this.#session, this.table(name), this.#columns[name]];
    const columns = await session.describe(query);
    const isAlike = columns.length === found.size && columns.every((each) => found.get(each.name) === each.type);
    if (found.size === 0) await requireSchemaCreate(session, this.schema);
    else if (isAlike) await requireTableRights(session, this.schema, name, ["SELECT", "INSERT", "DELETE"]);
    else await requireOwner(session, this.schema, name);
    if (isAlike) {
      await session.query(sql`DELETE FROM ${table}`);
      const names = join(columns.map((each) => identifier(each.name)));
      await session.query(sql`INSERT INTO ${table} (${names}) ${query}`);
      return;
    }
    await session.query(sql`DROP TABLE IF EXISTS ${table}`);
    await session.execute(sql`CREATE TABLE ${table} AS ${query}`);
    await this.#setKey(name);
  }

  async #write(kept: KeptTable): Promise<void> {
    const { name } = kept;
    for (const statement of keepStatements(this.table(name), kept, this.#columns[name])) {
      await this.#session.query(statement);
    }
    await this.#addKey(name);
  }

  /** A table that was not there before gets its key, without which no publication could hold it. */
  async #addKey(table: PublishedTable): Promise<void> {
    if (this.#columns[table].size === 0) await this.#setKey(table);
  }

  async #setKey(table: PublishedTable): Promise<void> {
    const { key } = PUBLISHED_TABLES[table];
    await this.#session.query(
      sql`ALTER TABLE ${this.table(table)} ADD PRIMARY KEY (${join(key.map((name) => identifier(name)))})`,
    );
  }

  async #change(staged: Sql): Promise<void> {
    try {
      for (const statement of replaceChanged(this.table("customer_rfm"), staged)) await this.#session.query(statement);
    } catch (error) {
      throw failureOf(error, "unfit-value")?.isTooLarge === true ? this.#tooWide(error) : error;
    }
  }

  /** Whole numbers that have grown beyond the published column. */
  #tooWide(cause: unknown): QuintileError {
    const table = compileWhole(this.table("customer_rfm"), this.#session.dialect);
    return new QuintileError(
      "STORE_OCCUPIED",
      `${this.schema}.customer_rfm holds ids of type ${this.#columns.customer_rfm.get("customer_id")}; one of those of the sales does not fit.`,
      {
        hint: `Widen it: ALTER TABLE ${table} ALTER customer_id TYPE ${this.#idType}; or build it anew with ${inputName("replace")} (its grants have to be given again).`,
        cause,
      },
    );
  }

  /** The old table is locked for a moment only: the key is there before that goes. */
  async #putInPlace(staged: Sql): Promise<void> {
    const session = this.#session;
    const key = identifier(`quintile_key_${this.#token}`);
    await session.query(sql`ALTER TABLE ${staged} ADD CONSTRAINT ${key} PRIMARY KEY (customer_id)`);
    if (this.#columns.customer_rfm.size > 0) await session.query(sql`DROP TABLE ${this.table("customer_rfm")}`);
    await session.query(
      sql`ALTER TABLE ${staged} RENAME CONSTRAINT ${key} TO ${identifier(await this.#freeKeyName())}`,
    );
    await session.query(sql`ALTER TABLE ${staged} RENAME TO customer_rfm`);
    this.#made.delete(STAGED);
  }

  /** A table that was renamed has kept the name of its key. */
  async #freeKeyName(): Promise<string> {
    const [row] = await this.#session.query(
      sql`SELECT to_regclass(format('%I.customer_rfm_pkey', ${this.schema}::text)) IS NULL AS free`,
    );
    return row?.["free"] === true ? "customer_rfm_pkey" : `customer_rfm_pkey_${this.#token}`;
  }
}

async function currentSchema(session: PostgresSession): Promise<string> {
  const [row] = await session.query(sql`SELECT current_schema() AS schema`);
  if (typeof row?.["schema"] === "string") return row["schema"];
  throw new QuintileError("NO_SUCH_SCHEMA", "No schema of the search path is there, or may be used.", {
    hint: `Name one with ${inputName("schema")}.`,
  });
}

async function requireWritableServer(session: PostgresSession): Promise<void> {
  const [row] = await session.query(
    sql`SELECT pg_is_in_recovery() AS replica, current_setting('default_transaction_read_only') = 'on' AS read_only`,
  );
  if (row?.["replica"] !== true && row?.["read_only"] !== true) return;
  const what = row["replica"] === true ? "a read replica" : "read-only by its settings";
  throw new QuintileError(
    "NOT_WRITABLE",
    `${showAddress(session.address)} is ${what}: nothing can be published there.`,
    {
      hint: `Name another place with ${inputName("store")}: the primary server, or a .duckdb file.`,
    },
  );
}
