import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable } from "../../sql/kept-table.js";
import { RecordTable } from "../customers/record-table.js";

/** One row of `rfm_icp`: what sets the top performers of a run apart. */
export interface IcpRecord {
  /** The run whose customers were compared; each has one row, the latest. */
  readonly run: number;
  /** ISO 8601 in UTC. */
  readonly created_at: string;
  readonly version: string;
  /** Where the attributes came from. */
  readonly attributes: string;
  readonly options: string;
  /** The result as `quintile icp --json` prints it. */
  readonly patterns: string;
  /** Customers per attribute, value and cell, from which the patterns under any other model follow. */
  readonly counts: string;
}

const ICP_TABLE = new RecordTable<keyof IcpRecord>("rfm_icp", {
  run: "INTEGER",
  created_at: "TIMESTAMP",
  version: "VARCHAR",
  attributes: "VARCHAR",
  options: "VARCHAR",
  patterns: "VARCHAR",
  counts: "VARCHAR",
});

/** A row in the place of the one that the same run had. */
export function keptIcp(record: IcpRecord): KeptTable {
  return ICP_TABLE.with({ ...record });
}

/** The row that was written last. */
export function lastIcp(table: Sql, dialect: Dialect): Sql {
  return sql`SELECT ${ICP_TABLE.columns(dialect)} FROM ${table} ORDER BY created_at DESC, run DESC LIMIT 1`;
}
