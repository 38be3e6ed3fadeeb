import type { ServerKind } from "../server-kind.js";
import { isTrinoAddress, withoutTrinoPassword } from "./address-text.js";

/** Trino: source and store are one place where one coordinator and one user have both, in whatever catalogs. */
export const trino: ServerKind = {
  isAddress: isTrinoAddress,
  withoutPassword: withoutTrinoPassword,
  isOnePlace: async (source, store) => {
    const { isSameTrino, parseTrinoAddress } = await import("./address.js");
    const [one, other] = [parseTrinoAddress(source), parseTrinoAddress(store)];
    return isSameTrino(one, other) && one.user === other.user;
  },
  openInPlace: async ({ source, store }, openLocal, options) => {
    const { parseTrinoAddress } = await import("./address.js");
    const { openTrino } = await import("./engine.js");
    const places = {
      source: source === undefined ? undefined : parseTrinoAddress(source),
      store: parseTrinoAddress((store ?? source) as string),
    };
    return openTrino(places, openLocal, options);
  },
  openRemote: async (location, local, options) => {
    const { parseTrinoAddress } = await import("./address.js");
    const { openRemote } = await import("./remote.js");
    return openRemote(parseTrinoAddress(location), local, options);
  },
  keepStore: async (location, schema) => {
    const { KeptTrinoStore } = await import("./kept-store.js");
    return new KeptTrinoStore(location, schema);
  },
};
