import type { ServerKind } from "../engine-kind.js";
import { isTrinoAddress, withoutTrinoPassword } from "./client/address-text.js";

/** Trino: source and store are one place where one session on one coordinator has both, in whatever catalogs. */
export const trino = {
  name: "trino",
  printed: async (base, plainNames) => {
    const { printedTrino } = await import("./dialect/printed.js");
    const { trinoDialect } = await import("./dialect/dialect.js");
    return printedTrino(base ?? trinoDialect, plainNames);
  },
  isAddress: isTrinoAddress,
  withoutPassword: withoutTrinoPassword,
  isOnePlace: async (source, store) => {
    const { isSameSession, parseTrinoAddress } = await import("./client/address.js");
    return isSameSession(parseTrinoAddress(source), parseTrinoAddress(store));
  },
  connect: async ({ source, store }, options) => {
    const { parseTrinoAddress } = await import("./client/address.js");
    const { connectTrino } = await import("./server.js");
    const [sales, results] = [source ?? store, store ?? source] as [string, string];
    return connectTrino(parseTrinoAddress(sales), parseTrinoAddress(results), options);
  },
} as const satisfies ServerKind;
