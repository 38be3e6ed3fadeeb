import { type RunRow, type StoredRun, writeRun } from "../../results/stored/stored-run.js";
import { type SegmentRow, writeSegment } from "../../results/stored/stored-segment.js";
import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable, KeptType } from "../../sql/kept-table.js";
import { RecordTable } from "./record-table.js";

const RUNS = new RecordTable<keyof RunRow>("rfm_runs", {
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

const SEGMENT_TYPES: Readonly<Record<keyof SegmentRow, KeptType>> = {
  position: "INTEGER",
  segment: "VARCHAR",
  description: "VARCHAR",
  action: "VARCHAR",
  segment_group: "VARCHAR",
};

const SEGMENT_COLUMNS = Object.keys(SEGMENT_TYPES) as (keyof SegmentRow)[];

/** What stands beside `customer_rfm` after a run: `rfm_segments` anew, and one more row in `rfm_runs`. */
export function companions(run: StoredRun): { segments: KeptTable; run: KeptTable } {
  const rows = run.model.segments.map((segment, index) => writeSegment(segment, index + 1));
  return {
    segments: {
      name: "rfm_segments",
      columns: SEGMENT_COLUMNS.map((name) => ({ name, type: SEGMENT_TYPES[name] })),
      rows: rows.map((row) => SEGMENT_COLUMNS.map((name) => row[name])),
    },
    run: RUNS.with(writeRun(run)),
  };
}

/** The names of the segments of a store, in the order of their model. */
export function segmentNames(segments: Sql): Sql {
  return sql`SELECT position, segment FROM ${segments} ORDER BY position`;
}

/** All runs of a store, newest first. */
export function runRecords(runs: Sql, dialect: Dialect): Sql {
  return sql`SELECT ${RUNS.columns(dialect)} FROM ${runs} ORDER BY run DESC`;
}

/** The number that the next run gets. */
export function nextRunNumber(runs: Sql): Sql {
  return sql`SELECT coalesce(max(run), 0) + 1 AS run FROM ${runs}`;
}
