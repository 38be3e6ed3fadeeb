import { type IcpRow, type StoredIcp, writeIcp } from "../../results/stored/stored-icp.js";
import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable } from "../../sql/kept-table.js";
import { RecordTable } from "../customers/record-table.js";

const ICP_TABLE = new RecordTable<keyof IcpRow>("rfm_icp", {
  run: "INTEGER",
  created_at: "TIMESTAMP",
  version: "VARCHAR",
  attributes: "VARCHAR",
  options: "VARCHAR",
  patterns: "VARCHAR",
  counts: "VARCHAR",
});

/** A row in the place of the one that the same run had. */
export function keptIcp(icp: StoredIcp): KeptTable {
  return ICP_TABLE.with(writeIcp(icp));
}

/** The row that was written last. */
export function lastIcp(table: Sql, dialect: Dialect): Sql {
  return sql`SELECT ${ICP_TABLE.columns(dialect)} FROM ${table} ORDER BY created_at DESC, run DESC LIMIT 1`;
}
