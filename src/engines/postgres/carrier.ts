import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import type { Carrier } from "../carrying/carrier.js";
import { toLocalType } from "./local-types.js";
import type { PostgresSession } from "./connection/session.js";

/** A session whose rows can be carried. */
export function carrierOf(session: PostgresSession): Carrier {
  return {
    dialect: session.dialect,
    query: (statement) => session.query(statement),
    describe: (query) => session.describe(query),
    stream: (query, signal) => session.stream(query, signal),
    copyTo: (query, file) => session.copyTo(query, file),
    localType: toLocalType,
    groupType,
    carried,
  };
}

/** Sums have no declared places there; here they need some. */
function groupType(column: Column): string {
  if (column.name === "monetary") return "DECIMAL(38,4)";
  return column.kind === "number" ? "DECIMAL(38,10)" : toLocalType(column);
}

/** A decimal that is no number, or has more digits than the embedded engine holds, counts as a missing id there. */
function carried({ name, kind }: Column): Sql {
  const column = identifier(name);
  return kind === "number" || kind === "decimal" ? sql`CASE WHEN abs(${column}) < 1e28 THEN ${column} END` : column;
}
