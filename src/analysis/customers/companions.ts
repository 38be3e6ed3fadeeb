import { type StoredRun, writeRun } from "../../results/stored/stored-run.js";
import { writeSegment } from "../../results/stored/stored-segment.js";
import type { KeptChanges } from "../../sql/customer-changes.js";
import type { Dialect } from "../../sql/dialect.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { KeptTable } from "../../sql/kept-table.js";
import type { FoundColumns } from "../../sql/published-tables.js";
import { recordColumns, withRecord } from "./record-table.js";

/**
 * What stands beside `customer_rfm` after a run: `rfm_segments` anew, one more row in `rfm_runs`, and in `rfm_changes` who changed.
 *
 * @param changesFor for how many days changes are kept.
 */
export function companions(
  run: StoredRun,
  changesFor: number,
): { segments: KeptTable; run: KeptTable; changes: KeptChanges } {
  const segments = run.model.segments.map((segment, index) => ({ ...writeSegment(segment, index + 1) }));
  return {
    segments: { name: "rfm_segments", rows: segments },
    run: withRecord("rfm_runs", { ...writeRun(run) }),
    changes: { run: run.run, changed_at: run.finished_at, days: changesFor },
  };
}

/** The names of the segments of a store, in the order of their model. */
export function segmentNames(segments: Sql): Sql {
  return sql`SELECT position, segment FROM ${segments} ORDER BY position`;
}

/** All runs of a store, newest first. `found` are the columns of the table. */
export function runRecords(runs: Sql, found: FoundColumns, dialect: Dialect): Sql {
  return sql`SELECT ${recordColumns("rfm_runs", found, dialect)} FROM ${runs} ORDER BY run DESC`;
}

/** The number that the next run gets. */
export function nextRunNumber(runs: Sql): Sql {
  return sql`SELECT coalesce(max(run), 0) + 1 AS run FROM ${runs}`;
}
