import type { Store } from "../engine.js";
import type { Database } from "../../sql/database.js";
import { inline } from "./inline.js";
import { readOneState } from "./one-state.js";
import type { ServerSession, ServerTables, TablesOptions } from "./server-session.js";

/** A store on a server, and its tables as they were opened last. */
export interface ServerStore {
  readonly store: Store;
  tables(): ServerTables;
}

/** Opens a store on a server, by way of a database that answers for its tables. */
export async function openServerStore(
  session: ServerSession,
  database: Database,
  options: TablesOptions,
): Promise<ServerStore> {
  let tables = await session.openTables(options);
  const store = serverStore(database, () => tables);
  if (options.mode !== "read" || session.hold !== undefined) return { store, tables: () => tables };
  const changing = {
    label: store.label,
    state: () => tables.state(),
    reopen: async () => {
      tables = await session.openTables(options);
    },
  };
  return { store: { ...store, inOneState: (work) => readOneState(changing, work) }, tables: () => tables };
}

/** The store of some tables, which may be opened anew meanwhile. */
export function serverStore(database: Database, tables: () => ServerTables): Store {
  return {
    ...database,
    label: tables().label,
    table: (name) => tables().table(name),
    columns: (name) => tables().columns(name),
    stage: async (scored, order, listener) => ({ from: await tables().stage(scored, listener), order }),
    publish: (companions) => tables().publish(companions),
    collect: (name, query) => Promise.resolve(inline(name, query)),
    amend: (table) => tables().amend(table),
    replace: (each) => tables().replace(each),
  };
}
