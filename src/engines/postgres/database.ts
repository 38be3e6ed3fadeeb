import type { Database } from "../engine.js";
import type { LocalEngine } from "../local-engine.js";
import { toLocalType } from "./local-types.js";
import type { PostgresSession } from "./session.js";
import { sql } from "../../sql/fragment.js";

/** Queries on a session; rows for files are carried through the embedded engine, which writes the same bytes whoever computed them. */
export function asDatabase(session: PostgresSession, local: () => Promise<LocalEngine>): Database {
  return {
    dialect: session.dialect,
    query: (statement) => session.query(statement),
    describe: (query) => session.describe(query),
    stream: (query, signal) => session.stream(query, signal),
    write: async (query, file, listener) => {
      const [columns, engine] = [await session.describe(query), await local()];
      const rows = engine.file();
      await session.copyTo(query, rows);
      const types = columns.map((column) => ({ name: column.name, type: toLocalType(column) }));
      return engine.write(sql`SELECT * FROM ${engine.rowsOf(rows, types)}`, file, listener);
    },
  };
}
