import { isPostgresAddress } from "./postgres/address-text.js";

export { withoutPassword } from "./postgres/address-text.js";

/** True for the address of a database server, whose tables are both source and store. */
export function isDatabase(location: string): boolean {
  return isPostgresAddress(location);
}
