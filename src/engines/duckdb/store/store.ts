import { rmSync } from "node:fs";
import { inputName, QuintileError } from "../../../errors.js";
import { identifier, type Sql, sql } from "../../../sql/fragment.js";
import { changeStatements } from "../../../sql/customer-changes.js";
import { type KeptTable, keepStatements, type QueriedTable } from "../../../sql/kept-table.js";
import type { Database, ProgressListener } from "../../../sql/database.js";
import { type FoundColumns, PUBLISHED_NAMES, type PublishedTable } from "../../../sql/published-tables.js";
import type { Companions, StagedCustomers, Store, StoreOptions } from "../../engine.js";
import { comparedCustomers } from "../../compared-customers.js";
import { columnsByTable, fileWording, type PublishedColumns, requireOwnTables } from "../../own-tables.js";
import { attach, explainDamage, type Patience } from "./attach.js";
import { isNewStore, noStore, requireDatabase, requireStoreFile } from "./store-file.js";
import type { LocalDatabase } from "../database.js";
import { failureOf } from "../failure.js";
import type { DuckdbSession } from "../session.js";
import { SOURCE_CATALOG } from "../sources/database.js";

/** The working table of scored customers, which no reader sees before it takes the place of `customer_rfm`. */
const STAGED = "quintile_customer_rfm";

/** A store in a `.duckdb` file, attached to a session until it closes. */
export class DuckdbStore implements Store {
  readonly label: string;
  readonly version?: object | undefined;
  readonly dialect: Database["dialect"];
  readonly query: Database["query"];
  readonly describe: Database["describe"];
  readonly stream: Database["stream"];
  readonly write: Database["write"];
  readonly collect: Store["collect"];
  readonly #catalog: string;
  readonly #isNew: boolean;
  readonly #columns: PublishedColumns;
  #published = false;

  private constructor(
    database: LocalDatabase,
    label: string,
    catalog: string,
    isNew: boolean,
    columns: PublishedColumns,
  ) {
    ({ dialect: this.dialect, query: this.query, describe: this.describe } = database);
    ({ stream: this.stream, write: this.write, materialize: this.collect } = database);
    this.label = label;
    this.#catalog = catalog;
    this.#isNew = isNew;
    this.#columns = columns;
  }

  /** Raises `USAGE`, `NO_SUCH_STORE`, `BAD_FILE`, `NOT_ALLOWED`, `STORE_BUSY`, `STORE_NEWER` or `STORE_OCCUPIED`. */
  static async open(
    session: DuckdbSession,
    database: LocalDatabase,
    file: string,
    options: StoreOptions & Pick<Patience, "seconds">,
  ): Promise<DuckdbStore> {
    if (options.schema !== undefined) {
      throw new QuintileError("USAGE", `${inputName("schema")} is for databases; ${file} is a file.`, {
        hint: "Leave it out.",
      });
    }
    requireStoreFile(file);
    const isNew = isNewStore(file);
    if (isNew && (options.mode !== "write" || options.isThere === true)) throw noStore(file);
    if (!isNew) requireDatabase(file);
    const catalog = await attachStore(session, file, options.mode === "read" ? "read" : "write", options);
    const noticing = noticingDamage(database, file);
    const columns = isNew ? columnsByTable([]) : await ownColumns(noticing, catalog, file, options);
    return new DuckdbStore(noticing, file, catalog, isNew, columns);
  }

  /** Opens a copy of a store under the name of the original, for reading. */
  static async openCopy(
    session: DuckdbSession,
    database: LocalDatabase,
    copy: string,
    original: string,
  ): Promise<DuckdbStore> {
    await attach(session, copy, "store", "read");
    const noticing = noticingDamage(database, copy, original);
    const columns = await ownColumns(noticing, "store", original, { mode: "read" });
    return new DuckdbStore(noticing, original, "store", false, columns);
  }

  /** The same store by way of another connection. */
  on(database: LocalDatabase, copy: string, version: object): Store {
    const reading = noticingDamage(database, copy, this.label);
    return Object.assign(new DuckdbStore(reading, this.label, this.#catalog, false, this.#columns), { version });
  }

  table(name: PublishedTable): Sql {
    return tableIn(this.#catalog, name);
  }

  columns(name: PublishedTable): FoundColumns {
    return this.#columns[name];
  }

  async stage(scored: Sql, order: Sql, listener?: ProgressListener): Promise<StagedCustomers> {
    const staged = identifier(this.#catalog, "main", STAGED);
    await this.query(sql`BEGIN TRANSACTION`);
    await this.query(sql`CREATE OR REPLACE TABLE ${staged} AS ${scored} ORDER BY ${order}`, listener);
    return { from: staged, order: undefined }; // a table gives its rows in the order in which they were inserted
  }

  async publish(companions: Companions): Promise<void> {
    const [staged, customers] = [identifier(this.#catalog, "main", STAGED), this.table("customer_rfm")];
    const compared = await comparedCustomers(this, this.#columns, customers, staged);
    const changes = this.table("rfm_changes");
    const found = this.#columns.rfm_changes;
    for (const each of changeStatements(changes, compared, companions.changes, found)) await this.query(each);
    await this.query(sql`DROP TABLE IF EXISTS ${customers}`);
    await this.query(sql`ALTER TABLE ${staged} RENAME TO customer_rfm`);
    await this.#write(companions.segments);
    await this.#write(companions.run);
    await this.query(sql`COMMIT`);
    this.#published = true;
  }

  async amend(kept: KeptTable): Promise<void> {
    await this.query(sql`BEGIN TRANSACTION`);
    await this.#write(kept);
    await this.query(sql`COMMIT`);
  }

  async replace(tables: readonly QueriedTable[]): Promise<void> {
    await this.query(sql`BEGIN TRANSACTION`);
    for (const { name, query } of tables)
      await this.query(sql`CREATE OR REPLACE TABLE ${this.table(name)} AS ${query}`);
    await this.query(sql`COMMIT`);
  }

  /** After the session has closed: a store that this run created and never published to is not left behind. */
  removeIfUnused(): void {
    if (!this.#isNew || this.#published) return;
    rmSync(this.label, { force: true });
    rmSync(`${this.label}.wal`, { force: true });
  }

  async #write(kept: KeptTable): Promise<void> {
    const { name } = kept;
    for (const statement of keepStatements(this.table(name), kept, this.#columns[name])) await this.query(statement);
  }
}

function tableIn(catalog: string, name: PublishedTable): Sql {
  return identifier(catalog, "main", name);
}

/** The columns of the published tables of a store that is attached. Raises `STORE_NEWER` or `STORE_OCCUPIED`. */
async function ownColumns(
  database: Pick<Database, "query">,
  catalog: string,
  file: string,
  options: StoreOptions,
): Promise<PublishedColumns> {
  const rows = [];
  for (const name of PUBLISHED_NAMES) rows.push(...(await columnRows(database, catalog, name)));
  const columns = columnsByTable(rows);
  await requireOwnTables(fileWording(file), columns, options, async () => {
    const [row] = await database.query(sql`SELECT max(format) AS format FROM ${tableIn(catalog, "rfm_runs")}`);
    return Number(row?.["format"] ?? 0);
  });
  return columns;
}

/** The columns of a table with their types, as rows of a catalogue; none where it is not there. */
async function columnRows(
  database: Pick<Database, "query">,
  catalog: string,
  name: PublishedTable,
): Promise<Record<"table" | "column" | "type", string>[]> {
  // DESCRIBE of a missing table fails at once, while the catalogue functions list every system view first.
  const rows = await database.query(sql`DESCRIBE ${tableIn(catalog, name)}`).catch((error: unknown) => {
    if (failureOf(error, "no-such-table") !== undefined) return [];
    throw error;
  });
  return rows.map((row) => ({ table: name, column: String(row["column_name"]), type: String(row["column_type"]) }));
}

/** The database, which says of a file that is damaged or cut off that it is. */
function noticingDamage(database: LocalDatabase, file: string, shown = file): LocalDatabase {
  const explained = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => Promise.reject(explainDamage(error, file, shown)));
  return {
    ...database,
    query: (statement, listener) => explained(database.query(statement, listener)),
    describe: (query) => explained(database.describe(query)),
    write: (query, path, listener) => explained(database.write(query, path, listener)),
    materialize: (name, query, listener) => explained(database.materialize(name, query, listener)),
    async *stream(query, signal) {
      try {
        yield* database.stream(query, signal);
      } catch (error) {
        throw explainDamage(error, file, shown);
      }
    },
  };
}

/** Attaches a store, also when its file is the source of the sales. Returns the name it is attached under. */
async function attachStore(
  session: DuckdbSession,
  file: string,
  mode: "read" | "write",
  patience: Patience,
): Promise<string> {
  try {
    await attach(session, file, "store", mode, patience);
    return "store";
  } catch (error) {
    if (failureOf(error, "already-attached") === undefined) throw error;
    await session.query(sql`DETACH ${identifier(SOURCE_CATALOG)}`);
    await attach(session, file, SOURCE_CATALOG, mode, patience);
    return SOURCE_CATALOG;
  }
}
