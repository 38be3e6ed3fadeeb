import { type StoredIcp, writeIcp } from "../../results/stored/stored-icp.js";
import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable } from "../../sql/kept-table.js";
import type { FoundColumns } from "../../sql/published-tables.js";
import { recordColumns, withRecord } from "../customers/record-table.js";

/** A row in the place of the one that the same run had. */
export function keptIcp(icp: StoredIcp): KeptTable {
  return withRecord("rfm_icp", { ...writeIcp(icp) });
}

/** The row that was written last. `found` are the columns of the table. */
export function lastIcp(table: Sql, found: FoundColumns, dialect: Dialect): Sql {
  return sql`SELECT ${recordColumns("rfm_icp", found, dialect)} FROM ${table} ORDER BY created_at DESC, run DESC LIMIT 1`;
}
