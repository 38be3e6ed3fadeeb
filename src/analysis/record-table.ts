import { identifier, join, keyword, literal, type Sql, sql } from "../sql/fragment.js";
import { STORE_FORMAT } from "../sql/published-tables.js";

/** A row of whole numbers and texts; moments are ISO 8601 text, and structured parts JSON text, so that every engine and BI tool can hold them. */
type PlainRecord<Name extends string> = Readonly<Record<Name, string | number>>;

/** A table that holds records of one shape, and the layout of the store with each. */
export class RecordTable<Name extends string> {
  readonly #types: Readonly<Record<Name, string>>;
  readonly #names: readonly Name[];

  /** @param types the SQL type of each column, in order. */
  constructor(types: Readonly<Record<Name, string>>) {
    this.#types = types;
    this.#names = Object.keys(types) as Name[];
  }

  /** Makes the table where it is not there. */
  create(table: Sql): Sql {
    const definitions = this.#names.map((name) => sql`${identifier(name)} ${keyword(this.#types[name])}`);
    return sql`CREATE TABLE IF NOT EXISTS ${table} (${join([...definitions, sql`format INTEGER`])})`;
  }

  /** Adds a record. */
  insert(table: Sql, record: PlainRecord<Name>): Sql {
    const values = this.#names.map((name) => {
      const value = record[name];
      return typeof value === "number" ? literal(value) : sql`${value}`;
    });
    const columns = [...this.#names.map((name) => identifier(name)), identifier("format")];
    return sql`INSERT INTO ${table} (${join(columns)}) VALUES (${join([...values, literal(STORE_FORMAT)])})`;
  }

  /** All columns as they were written, for a `SELECT`. */
  get columns(): Sql {
    return join(
      this.#names.map((name) =>
        this.#types[name] === "TIMESTAMP"
          ? sql`CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`
          : identifier(name),
      ),
    );
  }
}
