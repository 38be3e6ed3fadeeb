import { join, literal, sql } from "../../sql/fragment.js";
import type { EngineOptions, InputFile, Source, Store, Workspace } from "../engine.js";
import { type Explain, explained, explaining } from "../explained.js";
import { LOCK_TIMEOUT } from "../lock-timeout.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import { memorySize } from "../memory-size.js";
import { databaseOf } from "./database.js";
import { explainFailures } from "./explain.js";
import type { DuckdbFailure } from "./failure.js";
import { parseExpression } from "./parse-expression.js";
import { DuckdbSession } from "./session.js";
import { openFiles } from "./sources/open-files.js";
import { DuckdbStore } from "./store/store.js";
import { openWorkspace } from "../files/workspace.js";

/** Opens the embedded engine: an in-memory DuckDB that reads files and publishes to a `.duckdb` file. */
export async function openDuckdb(options: EngineOptions = {}): Promise<LocalEngine> {
  if (options.memory !== undefined) memorySize(options.memory); // the engine would take a negative one for no limit at all
  const files: InputFile[] = [];
  const explain = explainFailures(files);
  return explaining(explain, async () => {
    const workspace = openWorkspace(options.signal);
    const session = await DuckdbSession.open(options, workspace.folder).catch((error: unknown) => {
      workspace.close();
      throw error;
    });
    return explained(engineOf(session, workspace, files, explain, options), explain);
  });
}

function engineOf(
  session: DuckdbSession,
  workspace: Workspace,
  files: InputFile[],
  explain: Explain<DuckdbFailure>,
  { lockTimeout }: EngineOptions,
): LocalEngine {
  let store: DuckdbStore | undefined;
  const database = databaseOf(session, workspace);
  return {
    ...database,
    source: async (location, table, options = {}) => {
      const source = await openFiles(
        { session, workspace, options, onFile: (file) => files.push(file) },
        location,
        table,
      );
      const parse = (expression: string) => parseExpression(session, expression);
      return explained<Source, DuckdbFailure>(
        { ...source, ...database, parse, collect: database.materialize },
        explain,
      );
    },
    store: async (location, storeOptions) => {
      const seconds = lockTimeout ?? (storeOptions.mode === "read" ? undefined : LOCK_TIMEOUT);
      store = await DuckdbStore.open(session, database, location, { ...storeOptions, seconds });
      return explained<Store, DuckdbFailure>(store, explain);
    },
    file: () => workspace.place(),
    rowsOf: (file, columns) => {
      const types = join(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
      return sql`read_csv(${literal(file)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false, columns = {${types}})`;
    },
    writeRows: async (query, file, listener) => {
      await session.query(sql`COPY (${query}) TO ${literal(file)} (FORMAT csv, HEADER false, FORCE_QUOTE *)`, listener);
    },
    derive: async (name, query, from) => {
      const table = await database.materialize(name, query);
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
