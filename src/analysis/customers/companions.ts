import type { SegmentModel } from "../../model/segment-model.js";
import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable } from "../../sql/kept-table.js";
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

const RUNS = new RecordTable<keyof RunRecord>("rfm_runs", {
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

const SEGMENT_COLUMNS: KeptTable["columns"] = [
  { name: "position", type: "INTEGER" },
  { name: "segment", type: "VARCHAR" },
  { name: "description", type: "VARCHAR" },
  { name: "action", type: "VARCHAR" },
  { name: "segment_group", type: "VARCHAR" },
];

/** What stands beside `customer_rfm` after a run: `rfm_segments` anew, and one more row in `rfm_runs`. */
export function companions(model: SegmentModel, run: RunRecord): { segments: KeptTable; run: KeptTable } {
  const rows = model.segments.map(({ name, description, action, group }, index) => [
    index + 1,
    name,
    description,
    action,
    group,
  ]);
  return {
    segments: { name: "rfm_segments", columns: SEGMENT_COLUMNS, rows },
    run: RUNS.with({ ...run }),
  };
}

/** All runs of a store, newest first. */
export function runRecords(runs: Sql, dialect: Dialect): Sql {
  return sql`SELECT ${RUNS.columns(dialect)} FROM ${runs} ORDER BY run DESC`;
}

/** The number that the next run gets. */
export function nextRunNumber(runs: Sql): Sql {
  return sql`SELECT coalesce(max(run), 0) + 1 AS run FROM ${runs}`;
}
