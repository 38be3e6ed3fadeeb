import type { ServerKind } from "../engine-kind.js";
import { isPostgresAddress, withoutPassword } from "./connection/address-text.js";

/** PostgreSQL: source and store are one place where they are one database under one role. */
export const postgres = {
  name: "postgres",
  printed: async (base, plainNames) => {
    const { printedPostgres } = await import("./dialect/printed.js");
    const { postgresDialect } = await import("./dialect/dialect.js");
    return printedPostgres(base ?? postgresDialect(), plainNames);
  },
  isAddress: isPostgresAddress,
  withoutPassword,
  isOnePlace: async (source, store) => {
    const { isSameDatabase, parseAddress } = await import("./connection/address.js");
    const [one, other] = [parseAddress(source), parseAddress(store)];
    return isSameDatabase(one, other) && one.user === other.user;
  },
  connect: async ({ source, store }, options) => {
    const { parseAddress } = await import("./connection/address.js");
    const { connectPostgres } = await import("./server.js");
    return connectPostgres(parseAddress((source ?? store) as string), options);
  },
} as const satisfies ServerKind;
