import type { SegmentModel } from "../model/segment-model.js";
import { join, literal, type Sql, type SqlValue, sql } from "../sql/fragment.js";
import { RecordTable } from "./record-table.js";

/** One row of `rfm_runs`. */
export interface RunRecord {
  /** Number of the run in its store, counted from 1. */
  readonly run: number;
  /** ISO 8601 in UTC. */
  readonly started_at: string;
  readonly finished_at: string;
  readonly version: string;
  readonly source: string;
  readonly snapshot: string;
  readonly sales: number;
  readonly customers: number;
  readonly rejected: string;
  readonly scoring: string;
  readonly cutpoints: string;
  readonly model: string;
  readonly model_definition: string;
  readonly options: string;
  readonly timings: string;
}

const RUNS = new RecordTable<keyof RunRecord>({
  run: "INTEGER",
  started_at: "TIMESTAMP",
  finished_at: "TIMESTAMP",
  version: "VARCHAR",
  source: "VARCHAR",
  snapshot: "VARCHAR",
  sales: "BIGINT",
  customers: "BIGINT",
  rejected: "VARCHAR",
  scoring: "VARCHAR",
  cutpoints: "VARCHAR",
  model: "VARCHAR",
  model_definition: "VARCHAR",
  options: "VARCHAR",
  timings: "VARCHAR",
});

/** Statements that write what stands beside `customer_rfm`: `rfm_segments` anew, and one more row in `rfm_runs`. */
export function companions(tables: { segments: Sql; runs: Sql }, model: SegmentModel, run: RunRecord): Sql[] {
  const segments = model.segments.map(({ name, description, action, group }, index) =>
    values([index + 1, name, description, action, group]),
  );
  return [
    sql`CREATE TABLE IF NOT EXISTS ${tables.segments} (position INTEGER, segment VARCHAR, description VARCHAR, action VARCHAR, segment_group VARCHAR)`,
    sql`DELETE FROM ${tables.segments}`,
    sql`INSERT INTO ${tables.segments} VALUES ${join(segments)}`,
    RUNS.create(tables.runs),
    RUNS.insert(tables.runs, { ...run }),
  ];
}

/** All runs of a store, newest first. */
export function runRecords(runs: Sql): Sql {
  return sql`SELECT ${RUNS.columns} FROM ${runs} ORDER BY run DESC`;
}

/** The number that the next run gets. */
export function nextRunNumber(runs: Sql): Sql {
  return sql`SELECT coalesce(max(run), 0) + 1 AS run FROM ${runs}`;
}

function values(row: readonly SqlValue[]): Sql {
  return sql`(${join(row.map((value) => (typeof value === "number" ? literal(value) : sql`${value}`)))})`;
}
