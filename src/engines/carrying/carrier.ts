import { identifier, join, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import type { Source, SourceRows } from "../engine.js";
import type { Database } from "../../sql/database.js";
import type { LocalEngine } from "./local-engine.js";

/** A database elsewhere whose rows can be carried to the embedded engine. */
export interface Carrier extends Omit<Database, "write"> {
  /** Streams a query's rows into a CSV file without a header: text is quoted, null is nothing. */
  copyTo(query: Sql, file: string): Promise<void>;
  /** The type in which the embedded engine holds a column; text where it has none. */
  localType(column: Column): string;
  /** The same for customers on their way to be scored, where it may differ; default: {@link localType}. */
  groupType?(column: Column): string;
  /** A column as it is carried; default: as it stands. */
  carried?(column: Column): Sql;
}

/** Queries over there; rows for files are carried through the embedded engine, which writes the same bytes for every engine that computes them. */
export function asDatabase(carrier: Carrier, local: () => Promise<LocalEngine>): Database {
  return {
    dialect: carrier.dialect,
    query: (statement, listener) => carrier.query(statement, listener),
    describe: (query) => carrier.describe(query),
    stream: (query, signal) => carrier.stream(query, signal),
    write: async (query, file, listener) => {
      const [columns, engine] = [await carrier.describe(query), await local()];
      const rows = engine.file();
      await carrier.copyTo(query, rows);
      const types = columns.map((column) => ({ name: column.name, type: carrier.localType(column) }));
      return engine.write(sql`SELECT * FROM ${engine.rowsOf(rows, types)}`, file, listener);
    },
  };
}

/** A table of sales over there, whose groups are carried here. */
export function carriedSource(
  carrier: Carrier,
  local: LocalEngine,
  table: Pick<Source, "label" | "relation" | "lasting" | "estimatedRows" | "notes">,
  rows: SourceRows,
): Source {
  return {
    ...asDatabase(carrier, () => Promise.resolve(local)),
    ...table,
    files: [],
    start: table.relation.from,
    rows: () => Promise.resolve(rows),
    collect: carry(carrier, local),
  };
}

/** Runs a query over there once, and keeps its rows here. */
export function carry(carrier: Carrier, local: LocalEngine): Source["collect"] {
  return async (name, query, listener) => {
    const columns = await carrier.describe(query);
    const types = columns.map((column) => ({
      name: column.name,
      type: carrier.groupType?.(column) ?? carrier.localType(column),
    }));
    const values = columns.map((column) => carrier.carried?.(column) ?? identifier(column.name));
    const file = local.file();
    await carrier.copyTo(sql`SELECT ${join(values)} FROM (${query}) AS collected`, file);
    return local.materialize(name, sql`SELECT * FROM ${local.rowsOf(file, types)}`, listener);
  };
}
