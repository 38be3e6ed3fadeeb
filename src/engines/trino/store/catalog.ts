import { QuintileError } from "../../../errors.js";
import { closestName } from "../../../model/closest-name.js";
import { showTrinoAddress } from "../client/address.js";
import type { TrinoSession } from "../client/session.js";

/** Raises `NO_SUCH_SCHEMA` for a catalog that the server does not have. */
export function requireCatalog(session: TrinoSession, catalog: string): void {
  if (session.connectorOf(catalog) !== undefined) return;
  const closest = closestName(catalog, session.catalogs);
  const meant = closest === undefined ? "" : `Did you mean ${closest}? `;
  throw new QuintileError("NO_SUCH_SCHEMA", `${showTrinoAddress(session.address)}: there is no catalog ${catalog}.`, {
    hint: `${meant}Catalogs: ${session.catalogs.join(", ")}.`,
  });
}
