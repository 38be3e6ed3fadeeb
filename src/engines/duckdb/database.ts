import { duckdbDialect } from "../../sql/duckdb-dialect.js";
import type { Database } from "../engine.js";
import { writePending } from "./pending-file.js";
import type { DuckdbSession } from "./session.js";
import { describe } from "./source.js";

/** Queries on a session; files are drafted in, and beside, the folder of a workspace. */
export function databaseOf(session: DuckdbSession, workspace: string): Database {
  return {
    dialect: duckdbDialect,
    query: (statement, listener) => session.query(statement, listener),
    describe: (query) => describe(session, query),
    stream: (query, signal) => session.stream(query, signal),
    write: (query, file, listener) => writePending(session, query, file, workspace, listener),
  };
}
