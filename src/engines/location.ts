import type { ServerKind } from "./engine-kind.js";
import { SERVERS } from "./engines.js";

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
