import { postgres } from "./postgres/server-kind.js";
import type { ServerKind } from "./server/server-kind.js";
import { trino } from "./trino/server-kind.js";

/** The kinds of database servers that sales can be read from, and results published to. */
const SERVERS: readonly ServerKind[] = [postgres, trino];

/** The kind of server that a location is an address of; undefined for files. */
export function serverOf(location: string): ServerKind | undefined {
  return SERVERS.find((kind) => kind.isAddress(location));
}

/** True for the address of a database server, whose tables are both source and store. */
export function isDatabase(location: string): boolean {
  return serverOf(location) !== undefined;
}

/** A location as the user wrote it, without a password or token. */
export function withoutPassword(location: string): string {
  return serverOf(location)?.withoutPassword(location) ?? location;
}
