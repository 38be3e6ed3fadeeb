import type { Engine } from "../../engines/engine.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { GivenSales } from "../../scoring/look.js";
import type { ScoringPlan } from "../../scoring/score-sales.js";
import { chooseModel } from "./choose-model.js";
import { chooseScoring } from "./choose-scoring.js";
import type { RunValues } from "./inputs.js";
import { parseTies } from "./parse-ties.js";
import { givenReading, type ReadingOptions } from "./given-reading.js";
import { rejectLimit } from "./reject-limit.js";

/** What is known of a plan before anything is opened. */
export type Choices = Pick<ScoringPlan, "scoring" | "ties" | "model" | "rejectLimit">;

/**
 * Reads the options that need no source and no store. Raises `NO_SUCH_MODEL`, `NO_SUCH_SCORING`, `BAD_MODEL`,
 * `BAD_SCORING` or `USAGE`.
 *
 * @param model the segment model, where it is known otherwise than by its name.
 */
export async function choicesOf(options: RunValues, model?: SegmentModel): Promise<Choices> {
  return {
    ties: parseTies(options.ties),
    model: model ?? (await chooseModel(options.model)),
    scoring: await chooseScoring(options.scoring),
    rejectLimit: rejectLimit(options),
  };
}

/** The plan for a run. Only the engine can read moments. Raises `USAGE`. */
export async function planOf(
  engine: Engine,
  options: RunValues,
  choices: Choices,
  earlier: ScoringPlan["earlier"],
): Promise<ScoringPlan> {
  return { ...choices, ...(await salesPlanOf(engine, options)), rejectFile: options.rejects, earlier };
}

/** The options that say which sales are read, and how. */
export type SalesOptions = Pick<
  RunValues,
  "customer" | "date" | "revenue" | "order" | "status" | "refunded" | "frequency" | "where"
> &
  ReadingOptions;

/** The part of a plan that says how sales are read. Raises `USAGE`. */
export async function salesPlanOf(engine: Engine, options: SalesOptions): Promise<GivenSales> {
  const { customer, date, revenue, order, status, refunded, frequency, where, decimal } = options;
  return {
    columns: { customer, date, revenue, order, status, refunded, frequency, where, decimal },
    reading: await givenReading(engine, options),
  };
}
