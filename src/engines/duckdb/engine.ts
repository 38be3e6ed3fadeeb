import { QuintileError } from "../../errors.js";
import { duckdbDialect } from "../../sql/duckdb-dialect.js";
import type { Engine, EngineOptions } from "../engine.js";
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
  return {
    dialect: duckdbDialect,
    query: (statement, listener) => session.query(statement, listener),
    describe: (query) => describe(session, query),
    source: (location, table) =>
      openFiles(session, location, table, { workspace: workspace.folder, signal: options.signal }),
    store: async (location, storeOptions) => {
      store = await DuckdbStore.open(session, location, storeOptions);
      return store;
    },
    write: (query, file, listener) => writePending(session, query, file, workspace.folder, listener),
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
