import type { Cube } from "../../model/cube.js";
import type { Scoring } from "../../model/scoring.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { ExactCutpoints } from "../exact-cutpoints.js";
import type { Reading } from "../reading.js";
import type { RecordedOptions } from "../recorded-options.js";
import type { RejectCounts } from "../reject-counts.js";
import type { Timings } from "../stage.js";
import { cubeOf, isKeptCube, type KeptCube, keptCube } from "./kept-cube.js";
import { isExactCutpoints, isRecordedOptions, isRejectCounts, isScoring, isTimings } from "./run-checks.js";
import { isSegmentModel } from "./model-checks.js";
import { isReading } from "./reading-checks.js";
import { type RowOf, rowOf } from "./row-of.js";
import { StoredRow } from "./stored-row.js";

/** A run as its store remembers it. */
export interface StoredRun {
  /** Number of the run in its store, counted from 1. */
  readonly run: number;
  /** ISO 8601 in UTC: with T and Z when it is written, with a blank between date and time when it is read. */
  readonly started_at: string;
  /** ISO 8601 in UTC, written and read as `started_at` is. */
  readonly finished_at: string;
  /** The version of Quintile that ran. */
  readonly version: string;
  /** The source as messages name it, without a password. */
  readonly source: string;
  /** The moment recency is counted to: a date, or a timestamp in UTC, in ISO 8601. */
  readonly snapshot: string;
  /** Rows that were used. */
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
  readonly scoring: Scoring;
  readonly cutpoints: ExactCutpoints;
  readonly model: SegmentModel;
  /** What the run was told, by input name. */
  readonly options: RecordedOptions;
  /** How the sales were read; null for a run of a version that did not keep it, which by default read refunds as `net`, and every row as a purchase. */
  readonly reading: Reading | null;
  readonly timings: Timings;
  /** What the customers of each cell added up to; null for a run of a version that did not keep it. */
  readonly cube: Cube | null;
}

/** The columns of `rfm_runs`: `model` is the name of the model in `model_definition`. */
type RunColumns = Omit<StoredRun, "model" | "cube"> & {
  readonly model: string;
  readonly model_definition: SegmentModel;
  /** The cube. Its own name is a word of SQL on some servers. */
  readonly cells: KeptCube | null;
};

/** A row of `rfm_runs`, where structures are JSON. */
export type RunRow = RowOf<RunColumns>;

/** A run as the row that a store keeps. */
export function writeRun(run: StoredRun): RunRow {
  const { cube, ...others } = run;
  return rowOf<RunColumns>({
    ...others,
    model: run.model.name,
    model_definition: run.model,
    cells: cube && keptCube(cube),
  });
}

/**
 * The run that a row of `rfm_runs` holds.
 *
 * @param store the store as messages name it.
 * @throws QuintileError `BAD_FILE` where a column holds something else than {@link writeRun} writes.
 */
export function readRun(row: Readonly<Record<string, unknown>>, store: string): StoredRun {
  const stored = new StoredRow(row, { store, table: "rfm_runs", key: "run", command: "quintile run SOURCE" });
  const cube = stored.jsonOrNull("cells", isKeptCube, "four sums per cell");
  return {
    run: stored.count("run", 1),
    started_at: stored.text("started_at"),
    finished_at: stored.text("finished_at"),
    version: stored.text("version"),
    source: stored.text("source"),
    snapshot: stored.text("snapshot"),
    sales: stored.count("sales"),
    customers: stored.count("customers"),
    rejected: stored.json("rejected", isRejectCounts, "counts of rejected rows"),
    scoring: stored.json("scoring", isScoring, "a scoring"),
    cutpoints: stored.json("cutpoints", isExactCutpoints, "four ascending cutpoints per metric"),
    model: stored.json("model_definition", isSegmentModel, "a segment model for all 125 cells"),
    options: stored.json("options", isRecordedOptions, "the options of a run"),
    reading: stored.jsonOrNull("reading", isReading, "how the sales were read"),
    timings: stored.json("timings", isTimings, "milliseconds per stage"),
    cube: cube && cubeOf(cube),
  };
}
