import type { SegmentModel } from "../model/segment-model.js";
import { identifier, join, keyword, literal, type Sql, type SqlValue, sql } from "../sql/fragment.js";
import { STORE_FORMAT } from "../sql/published-tables.js";

/** One row of `rfm_runs`. Structured parts are JSON text, so that every engine and BI tool can hold them. */
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

const RUN_TYPES: Readonly<Record<keyof RunRecord, string>> = {
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
};

const RUN_COLUMNS = Object.keys(RUN_TYPES) as (keyof RunRecord)[];

/** Statements that write what stands beside `customer_rfm`: `rfm_segments` anew, and one more row in `rfm_runs`. */
export function companions(tables: { segments: Sql; runs: Sql }, model: SegmentModel, run: RunRecord): Sql[] {
  const segments = model.segments.map(({ name, description, action, group }, index) =>
    values([index + 1, name, description, action, group]),
  );
  const definitions = RUN_COLUMNS.map((column) => sql`${identifier(column)} ${keyword(RUN_TYPES[column])}`);
  return [
    sql`CREATE TABLE IF NOT EXISTS ${tables.segments} (position INTEGER, segment VARCHAR, description VARCHAR, action VARCHAR, segment_group VARCHAR)`,
    sql`DELETE FROM ${tables.segments}`,
    sql`INSERT INTO ${tables.segments} VALUES ${join(segments)}`,
    sql`CREATE TABLE IF NOT EXISTS ${tables.runs} (${join([...definitions, sql`format INTEGER`])})`,
    sql`INSERT INTO ${tables.runs} (${join([...RUN_COLUMNS.map((column) => identifier(column)), identifier("format")])})
      VALUES ${values([...RUN_COLUMNS.map((column) => run[column]), STORE_FORMAT])}`,
  ];
}

/** All runs of a store, newest first. */
export function runRecords(runs: Sql): Sql {
  const columns = RUN_COLUMNS.map((column) =>
    RUN_TYPES[column] === "TIMESTAMP"
      ? sql`CAST(${identifier(column)} AS VARCHAR) AS ${identifier(column)}`
      : identifier(column),
  );
  return sql`SELECT ${join(columns)} FROM ${runs} ORDER BY run DESC`;
}

/** The number that the next run gets. */
export function nextRunNumber(runs: Sql): Sql {
  return sql`SELECT coalesce(max(run), 0) + 1 AS run FROM ${runs}`;
}

function values(row: readonly SqlValue[]): Sql {
  return sql`(${join(row.map((value) => (typeof value === "number" ? literal(value) : sql`${value}`)))})`;
}
