import { identifier, sql } from "../../sql/fragment.js";
import type { Store } from "../engine.js";
import type { ServerSession, TablesOptions } from "../server/server-session.js";
import { openServerStore } from "../server/server-store.js";
import { asDatabase, carry } from "./carrier.js";
import type { LocalEngine } from "./local-engine.js";

/** A store on a server for customers who are scored in the embedded engine: they wait there, and are carried to be published. */
export async function openCarriedStore(
  session: ServerSession,
  local: LocalEngine,
  options: Omit<TablesOptions, "inPlace">,
): Promise<Store> {
  if (options.mode === "read") await session.hold?.("read only");
  const staged = identifier("scored");
  const database = asDatabase(session.carrier, () => Promise.resolve(local));
  const { store, tables } = await openServerStore(session, database, { ...options, inPlace: false });
  return {
    ...store,
    stage: async (scored, order, listener) => {
      const table = await local.materialize("scored", sql`${scored} ORDER BY ${order}`, listener);
      return { from: table, order: undefined }; // rows stand as they were kept
    },
    publish: async (companions, listener) => {
      await tables().stageFrom(local, staged, listener);
      await store.publish(companions);
    },
    replace: (each) => tables().replaceFrom(local, each),
    collect: carry(session.carrier, local),
  };
}
