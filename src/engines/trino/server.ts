import type { ProgressListener } from "../../sql/database.js";
import type { Sql } from "../../sql/fragment.js";
import type { EngineOptions } from "../engine.js";
import { explained, explaining } from "../explained.js";
import { inline } from "../server/inline.js";
import type { ServerSession, ServerTables } from "../server/server-session.js";
import { carrierOf } from "./carrier.js";
import type { TrinoAddress } from "./client/address.js";
import { TrinoSession } from "./client/session.js";
import { explainFailures } from "./explain.js";
import type { TrinoFailure } from "./failure.js";
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
  const explain = explainFailures(sales);
  const session = await explaining(explain, () => TrinoSession.open(sales, options));
  let tables: TrinoTables | undefined;
  const materialize = async (name: string, query: Sql, listener?: ProgressListener): Promise<Sql> =>
    tables?.isWritten === true ? tables.create(name, query, listener) : inline(name, query);
  const served: ServerSession = {
    carrier: explained(carrierOf(session), explain),
    findSales: (table) => findSales(session, table),
    openTables: async (tablesOptions) => {
      tables = await TrinoTables.open(session, results, tablesOptions);
      return explained<ServerTables, TrinoFailure>(tables, explain);
    },
    collect: materialize,
    materialize,
    close: async () => {
      await tables?.drop();
      session.close();
    },
  };
  return explained(served, explain);
}
