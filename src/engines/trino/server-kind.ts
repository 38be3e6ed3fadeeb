import type { ServerKind } from "../server/server-kind.js";
import { isTrinoAddress, withoutTrinoPassword } from "./client/address-text.js";

/** Trino: source and store are one place where one session on one coordinator has both, in whatever catalogs. */
export const trino: ServerKind = {
  isAddress: isTrinoAddress,
  withoutPassword: withoutTrinoPassword,
  isOnePlace: async (source, store) => {
    const { isSameSession, parseTrinoAddress } = await import("./client/address.js");
    return isSameSession(parseTrinoAddress(source), parseTrinoAddress(store));
  },
  openInPlace: async ({ source, store }, openLocal, options) => {
    const { parseTrinoAddress } = await import("./client/address.js");
    const { openTrino } = await import("./engine.js");
    const places = {
      source: source === undefined ? undefined : parseTrinoAddress(source),
      store: parseTrinoAddress((store ?? source) as string),
    };
    return openTrino(places, openLocal, options);
  },
  openRemote: async (location, local, options) => {
    const { parseTrinoAddress } = await import("./client/address.js");
    const { openRemote } = await import("./remote.js");
    return openRemote(parseTrinoAddress(location), local, options);
  },
  keepStore: async (location, schema) => {
    const { KeptTrinoStore } = await import("./store/kept-store.js");
    return new KeptTrinoStore(location, schema);
  },
};
