import { describe, inject, test } from "vitest";
import { type Server, withUrl } from "./server.js";

/** The running servers, one of each PostgreSQL on this machine. May be empty: then tests say that they are skipped. */
export const servers: readonly Server[] = (inject("postgresServers") ?? []).map(withUrl);

if (servers.length === 0) process.stderr.write("*** SKIPPED: there is no PostgreSQL server to test with.\n");

/** Declares tests once for each server, under its name. */
export function describeServers(declare: (server: Server) => void): void {
  if (servers.length === 0) test.skip("needs a PostgreSQL server");
  for (const server of servers) describe(server.name, () => declare(server));
}
