import type { BoundSales } from "../analysis/sales/bound-sales.js";
import { scored } from "../analysis/fit/score.js";
import type { Engine, Source, StagedCustomers, Store } from "../engines/engine.js";
import type { Scoring } from "../model/scoring.js";
import { segmentMap } from "../model/segment-map.js";
import type { SegmentModel } from "../model/segment-model.js";
import { identifier, type Sql } from "../sql/fragment.js";
import { type EarlierCutpoints, fitCutpointsOf, type Fitted } from "./fit-cutpoints.js";
import { computeMetrics, requireSnapshot } from "./compute-metrics.js";
import { type GivenSales, look } from "./look.js";
import { prove, type SalesRead } from "./prove.js";
import { type RejectLimit, requireFewRejects, writeRejects } from "./rejects.js";
import type { Stages } from "./stages.js";
import type { TieRules } from "./tie-rules.js";

/** How sales become scored customers. */
export interface ScoringPlan extends GivenSales {
  readonly rejectLimit: RejectLimit;
  /** Where to write the rejected rows; undefined to write them nowhere. */
  readonly rejectFile: string | undefined;
  readonly scoring: Scoring;
  readonly ties: TieRules;
  /** Cutpoints to score with instead of fitting any; their scoring counts then, and ties share a score. */
  readonly earlier: EarlierCutpoints | undefined;
  readonly model: SegmentModel;
}

/** Where the work is done. */
export interface Workplace {
  readonly engine: Engine;
  readonly source: Source;
  /** Computes the scored customers aside, where no reader sees them. */
  readonly stage: Store["stage"];
  /** What stands after FROM to read the customers who count, by `customer_id`. Default: all who bought. */
  readonly among?: Sql | undefined;
}

/** Told, while sales are read, what a person may want to check. */
export interface ReadingListener {
  /** The columns are known, and no row is read yet. Raises what is to end the run. */
  bound?(bound: BoundSales<Source>): void;
  /** All rows are read, and nothing is made of them yet. */
  read(read: SalesRead): void | Promise<void>;
}

/** The scored customers, computed aside, and all that led to their scores. */
export interface ScoredSales {
  readonly read: SalesRead;
  /** The moment to which recency is counted, ISO 8601. */
  readonly snapshot: string;
  readonly fitted: Fitted;
  readonly customers: StagedCustomers;
}

/**
 * The whole way from the sales of a source to scored customers: the stages sales, metrics, fit and score. Nothing is
 * published. Raises what each stage raises: `UNKNOWN_COLUMN`, `AMBIGUOUS_COLUMN`, `BAD_EXPRESSION`, `AMBIGUOUS_DATE`,
 * `REJECTED_ROWS`, `TOO_MANY_REJECTS` and `NO_CUSTOMERS`.
 */
export async function scoreSales(
  { engine, source, stage, among }: Workplace,
  plan: ScoringPlan,
  stages: Stages,
  listener: ReadingListener,
): Promise<ScoredSales> {
  const read = await readAsPlanned({ engine, source }, plan, stages, listener);
  const snapshot = requireSnapshot(read);
  const metrics = await stages.run("metrics", () => computeMetrics(engine, read, snapshot, among));
  const { scoring, ties, earlier, model } = plan;
  const fitted = await stages.run("fit", () => fitCutpointsOf(engine, metrics, scoring, ties, earlier));
  const rows = scored(metrics, fitted.scorers, segmentMap(model));
  const order = engine.dialect.byCodePoint(identifier("customer_id"), read.customerKind);
  const customers = await stages.run("score", (progress) => stage(rows, order, progress));
  return { read, snapshot, fitted, customers };
}

/** The part of a plan that says how sales are read, and what may be wrong with them. */
type SalesPlan = Pick<ScoringPlan, "columns" | "reading" | "rejectLimit" | "rejectFile">;

/** The stage sales: binds columns, reads all rows, and ends where too many are rejected. */
export async function readAsPlanned(
  { engine, source }: Pick<Workplace, "engine" | "source">,
  plan: SalesPlan,
  stages: Stages,
  listener: ReadingListener,
): Promise<SalesRead> {
  const read = await stages.run(
    "sales",
    async (progress) => prove(engine, await look(source, plan, (bound) => listener.bound?.(bound)), progress),
    source.estimatedRows,
  );
  await listener.read(read);
  if (plan.rejectFile !== undefined) await writeRejects(read, plan.rejectFile);
  await requireFewRejects(read, plan.rejectLimit, plan.rejectFile);
  return read;
}
