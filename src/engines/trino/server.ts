import type { ProgressListener } from "../../sql/database.js";
import type { Sql } from "../../sql/fragment.js";
import type { EngineOptions } from "../engine.js";
import { inline } from "../server/inline.js";
import type { ServerSession } from "../server/server-session.js";
import { carrierOf } from "./carrier.js";
import type { TrinoAddress } from "./client/address.js";
import { TrinoSession } from "./client/session.js";
import { findSales } from "./source.js";
import { TrinoTables } from "./store/tables.js";

/**
 * Connects to a coordinator, whose workers compute. Each step is a query of its own, and its result a table beside the
 * published ones until the run ends.
 *
 * @param results where the store is: on the same coordinator, and in any catalog.
 */
export async function connectTrino(
  sales: TrinoAddress,
  results: TrinoAddress,
  options: EngineOptions,
): Promise<ServerSession> {
  const session = await TrinoSession.open(sales, options);
  let tables: TrinoTables | undefined;
  const keep = async (name: string, query: Sql, listener?: ProgressListener): Promise<Sql> =>
    tables?.isWritten === true ? tables.create(name, query, listener) : inline(name, query);
  return {
    carrier: carrierOf(session),
    findSales: (table) => findSales(session, table),
    openTables: async (tablesOptions) => {
      tables = await TrinoTables.open(session, results, tablesOptions);
      return tables;
    },
    collect: keep,
    keep,
    close: async () => {
      await tables?.drop();
      session.close();
    },
  };
}
