import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable, KeptType } from "../../sql/kept-table.js";
import { STORE_FORMAT } from "../../sql/published-tables.js";

/** A row of whole numbers and texts; moments are ISO 8601 text, and structured parts JSON text. */
type PlainRecord<Name extends string> = Readonly<Record<Name, string | number>>;

/** A table that holds records of one shape, and the layout of the store with each. */
export class RecordTable<Name extends string> {
  readonly #table: KeptTable["name"];
  readonly #types: Readonly<Record<Name, KeptType>>;
  readonly #names: readonly Name[];

  /** @param types the type of each column, in order. */
  constructor(table: KeptTable["name"], types: Readonly<Record<Name, KeptType>>) {
    this.#table = table;
    this.#types = types;
    this.#names = Object.keys(types) as Name[];
  }

  /** The table with one more record, in the place of what it replaces. */
  with(record: PlainRecord<Name>): KeptTable {
    const columns = this.#names.map((name) => ({ name, type: this.#types[name] }));
    return {
      name: this.#table,
      columns: [...columns, { name: "format", type: "INTEGER" }],
      rows: [[...this.#names.map((name) => record[name]), STORE_FORMAT]],
    };
  }

  /** All columns, for a `SELECT`; moments as text. */
  columns(dialect: Dialect): Sql {
    return join(
      this.#names.map((name) => {
        const column = identifier(name);
        return this.#types[name] === "TIMESTAMP"
          ? sql`replace(${dialect.momentText(column)}, 'T', ' ') AS ${column}`
          : column;
      }),
    );
  }
}
