import { duckdbDialect } from "./dialect/dialect.js";
import { identifier, sql } from "../../sql/fragment.js";
import type { Engine, Workspace } from "../engine.js";
import type { Database } from "../../sql/database.js";
import { writePending } from "./pending-file.js";
import type { DuckdbSession } from "./session.js";
import { describe } from "./sources/typed.js";

/** What answers queries here, and keeps rows in tables of the session. */
export type LocalDatabase = Database & Pick<Engine, "materialize">;

/** Queries on a session; files are drafted beside their places, or in a workspace. */
export function databaseOf(session: DuckdbSession, workspace: Workspace): LocalDatabase {
  return {
    dialect: duckdbDialect,
    query: (statement, listener) => session.query(statement, listener),
    describe: (query) => describe(session, query),
    stream: (query, signal) => session.stream(query, signal),
    write: (query, file, listener) => writePending(session, query, file, workspace, listener),
    materialize: async (name, query, listener) => {
      const table = identifier(name);
      await session.query(sql`CREATE OR REPLACE TEMPORARY TABLE ${table} AS ${query}`, listener);
      return table;
    },
  };
}
