import type { Dialect } from "../../sql/dialect.js";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable, KeptValue } from "../../sql/kept-table.js";
import {
  type FoundColumns,
  type RecordName,
  type KeptType,
  PUBLISHED_TABLES,
  STORE_FORMAT,
} from "../../sql/published-tables.js";

/** A table with one more record, in the place of what it replaces; the layout of the store stands with each. */
export function withRecord(name: RecordName, record: Readonly<Record<string, KeptValue>>): KeptTable {
  return { name, rows: [{ ...record, format: STORE_FORMAT }] };
}

/**
 * All that records hold, for a `SELECT`: moments as text, and null for what a table of an earlier version does not have.
 *
 * @param found the columns of the table in the store.
 */
export function recordColumns(name: RecordName, found: FoundColumns, dialect: Dialect): Sql {
  const columns = Object.entries<KeptType>(PUBLISHED_TABLES[name].columns).filter(([column]) => column !== "format");
  return join(
    columns.map(([each, type]) => {
      const column = identifier(each);
      if (!found.has(each)) return sql`NULL AS ${column}`;
      return type === "TIMESTAMP" ? sql`replace(${dialect.momentText(column)}, 'T', ' ') AS ${column}` : column;
    }),
  );
}
