import { QuintileError } from "../../errors.js";
import { duckdbDialect } from "../../sql/duckdb-dialect.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { Database, Engine, EngineOptions, ProgressListener } from "../engine.js";
import { writePending } from "./pending-file.js";
import { DuckdbSession } from "./session.js";
import { describe, openFiles } from "./source.js";
import { DuckdbStore } from "./store.js";
import { openWorkspace } from "./workspace.js";

/** Opens the embedded engine: an in-memory DuckDB that reads files and publishes to a `.duckdb` file. */
export async function openDuckdb(options: EngineOptions = {}): Promise<Engine> {
  requireSize(options.memory);
  const workspace = openWorkspace();
  const session = await DuckdbSession.open(options, workspace.folder).catch((error: unknown) => {
    workspace.close();
    throw error;
  });
  let store: DuckdbStore | undefined;
  const database: Database = {
    dialect: duckdbDialect,
    query: (statement, listener) => session.query(statement, listener),
    describe: (query) => describe(session, query),
    write: (query, file, listener) => writePending(session, query, file, workspace.folder, listener),
  };
  const keep = async (name: string, query: Sql, listener?: ProgressListener): Promise<Sql> => {
    const table = identifier(name);
    await session.query(sql`CREATE OR REPLACE TEMPORARY TABLE ${table} AS ${query}`, listener);
    return table;
  };
  return {
    ...database,
    source: async (location, table) => {
      const files = await openFiles(session, location, table, { workspace: workspace.folder, signal: options.signal });
      return { ...files, ...database, collect: keep };
    },
    store: async (location, storeOptions) => {
      store = await DuckdbStore.open(session, database, location, storeOptions);
      return store;
    },
    derive: async (name, query, from) => {
      const table = await keep(name, query);
      await session.query(sql`DROP TABLE ${from}`);
      return table;
    },
    close: async () => {
      session.close();
      store?.removeIfUnused();
      workspace.close();
    },
  };
}

/** Raises `USAGE` for a memory limit that is no size; the engine would take a negative one for no limit at all. */
function requireSize(memory: string | undefined): void {
  if (memory === undefined || /^\d+(\.\d+)?\s*([KMGT]i?)?B$/i.test(memory.trim())) return;
  throw new QuintileError("USAGE", `--memory ${memory} is not a size.`, {
    hint: "Write a number with a unit: 2GB, 512MB, 1.5GiB.",
  });
}
