import type { ServerKind } from "../server/server-kind.js";
import { isPostgresAddress, withoutPassword } from "./connection/address-text.js";

/** PostgreSQL: source and store are one place where they are one database under one role. */
export const postgres: ServerKind = {
  isAddress: isPostgresAddress,
  withoutPassword,
  isOnePlace: async (source, store) => {
    const { isSameDatabase, parseAddress } = await import("./connection/address.js");
    const [one, other] = [parseAddress(source), parseAddress(store)];
    return isSameDatabase(one, other) && one.user === other.user;
  },
  openInPlace: async ({ source, store }, openLocal, options) => {
    const { parseAddress } = await import("./connection/address.js");
    const { openPostgres } = await import("./engine.js");
    return openPostgres(parseAddress((source ?? store) as string), openLocal, options);
  },
  openRemote: async (location, local, options) => {
    const { parseAddress } = await import("./connection/address.js");
    const { openRemote } = await import("./remote.js");
    return openRemote(parseAddress(location), local, options);
  },
  keepStore: async (location, schema) => {
    const { KeptPostgresStore } = await import("./store/kept-store.js");
    return new KeptPostgresStore(location, schema);
  },
};
