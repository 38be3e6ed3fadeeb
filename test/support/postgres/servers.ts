import { describe, inject, test } from "vitest";
import { type Server, withUrl } from "./server.js";

/**
 * The running servers, one of each PostgreSQL on this machine. Empty where none could be started, which the global setup
 * then says, and in a run on a cluster of Trino, which needs none.
 */
export const servers: readonly Server[] = (inject("postgresServers") ?? []).map(withUrl);

/** Declares tests once for each server, under its name. */
export function describeServers(declare: (server: Server) => void): void {
  if (servers.length === 0) test.skip("needs a PostgreSQL server");
  for (const server of servers) describe(server.name, () => declare(server));
}
