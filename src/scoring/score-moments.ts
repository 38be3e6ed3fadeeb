import { customerMovement, movementCounts, scoredMoment } from "../analysis/movement/customer-movement.js";
import type { Scorers } from "../analysis/fit/score.js";
import { mayBecomeWhole } from "../analysis/sales/customer-ids.js";
import { metrics } from "../analysis/sales/metrics.js";
import { readTally } from "../analysis/sales/tally.js";
import type { Engine } from "../engines/engine.js";
import { fromUnits, toUnits } from "../model/decimal.js";
import type { MovementCount } from "../model/movement/movement-count.js";
import { perDimension } from "../model/score.js";
import type { Scoring } from "../model/scoring.js";
import { identifier, type Sql, sql } from "../sql/fragment.js";
import { type EarlierCutpoints, fitCutpointsOf, type Fitted } from "./fit-cutpoints.js";
import { requireSnapshot } from "./compute-metrics.js";
import type { SalesRead } from "./prove.js";
import { snapshotOf } from "./snapshot.js";
import type { Stages } from "./stages.js";
import type { TieRules } from "./tie-rules.js";

/** How the customers of each moment are scored. */
export interface MomentPlan {
  readonly scoring: Scoring;
  readonly ties: TieRules;
  /** Cutpoints for all moments, in the place of those that each would be fitted. */
  readonly earlier: EarlierCutpoints | undefined;
}

/** One moment, scored by its own cutpoints. */
export interface ScoredMoment {
  /** The moment to which recency is counted, ISO 8601. */
  readonly snapshot: string;
  readonly customers: number;
  /** Undefined where nobody had bought yet. */
  readonly fitted: Fitted | undefined;
}

/** The customers who went each way between two moments that follow each other. */
export interface ScoredPeriod {
  readonly counts: readonly MovementCount[];
  /** What stands after FROM to read the movement of each customer: for the last period only, since the others are kept no longer. */
  readonly customers: Sql;
}

/** Moments that follow each other, and the periods between them. */
export interface ScoredMoments {
  readonly moments: readonly ScoredMoment[];
  /** One less than moments. */
  readonly periods: readonly ScoredPeriod[];
}

/** The groups of one moment, with what has to be known to score them. */
interface MomentGroups {
  readonly from: Sql;
  readonly snapshot: string;
  readonly customers: number;
  readonly sums: SalesRead["sums"];
  readonly wholeNumbers: boolean;
}

/** The customers of a moment, and the cutpoints that were fitted to them. */
interface FittedMoment {
  readonly metrics: Sql;
  readonly fitted: Fitted;
}

/**
 * Scores the customers of moments that follow each other, each as a run as of that moment would, and those of all but the first also by the
 * cutpoints of the moment before. Raises `NO_CUSTOMERS` where nobody had bought at the last.
 *
 * @param read sales that were read as of the last moment, with the others as the earlier ones.
 */
export async function scoreMoments(
  engine: Engine,
  read: SalesRead,
  plan: MomentPlan,
  stages: Stages,
): Promise<ScoredMoments> {
  const last: MomentGroups = {
    from: read.groups,
    snapshot: requireSnapshot(read),
    customers: read.customers,
    sums: read.sums,
    wholeNumbers: read.wholeNumbers,
  };
  const earlier = read.rules.earlier ?? [];
  const moments: ScoredMoment[] = [];
  const periods: ScoredPeriod[] = [];
  let before: FittedMoment | undefined;
  for (let index = 0; index <= earlier.length; index += 1) {
    const groups = index === earlier.length ? last : await stages.run("sales", () => groupsAt(engine, read, index));
    // Two moments are kept at a time, under names that take turns.
    const name = `metrics_${index % 2}`;
    const now = groups.customers === 0 ? undefined : await fitMoment(engine, read, groups, name, plan, stages);
    moments.push({ snapshot: groups.snapshot, customers: groups.customers, fitted: now?.fitted });
    if (index > 0) periods.push(await scorePeriod(engine, before, now, stages));
    before = now;
  }
  return { moments, periods };
}

/** Customers are scored while they are counted, or listed. */
async function scorePeriod(
  engine: Engine,
  before: FittedMoment | undefined,
  after: FittedMoment | undefined,
  stages: Stages,
): Promise<ScoredPeriod> {
  const then = before && sql`(${scoredMoment(before.metrics, before.fitted.scorers)}) AS scored_then`;
  if (after === undefined) return { counts: [], customers: sql`` };
  const frozen = before && valuesOnly(before.fitted.scorers);
  const now = sql`(${scoredMoment(after.metrics, after.fitted.scorers, frozen)}) AS scored_now`;
  const customers = sql`(${customerMovement(then, now)}) AS movement`;
  return { customers, counts: await stages.run("score", () => readCounts(engine, customers)) };
}

/** The groups of an earlier moment, once it is known what a run as of that moment would find out about them. */
async function groupsAt(engine: Engine, read: SalesRead, moment: number): Promise<MomentGroups> {
  const { bound, rules } = read;
  const snapshot = snapshotOf({ ...rules, asOf: rules.earlier?.[moment] });
  if (read.groupsAt === undefined || snapshot === undefined)
    throw new Error("The sales were read as of one moment alone.");
  const from = await engine.materialize("sales_by_customer_then", read.groupsAt(moment));
  const tally = readTally(await engine.query(bound.tally(rules, from, engine.dialect)));
  return {
    from,
    snapshot,
    customers: tally.customers,
    sums: tally.areNarrow ? "narrow" : "wide",
    wholeNumbers: mayBecomeWhole(bound.kinds.customer, bound.source.relation.untyped) && tally.areWhole,
  };
}

async function fitMoment(
  engine: Engine,
  { bound }: SalesRead,
  { from, snapshot, sums, wholeNumbers }: MomentGroups,
  name: string,
  { scoring, ties, earlier }: MomentPlan,
  stages: Stages,
): Promise<FittedMoment> {
  const moment = engine.dialect.moment(snapshot);
  const { customer } = bound.kinds;
  const more = [identifier("customer"), bound.decisions.orders ? sql`sales + lines AS sales` : identifier("sales")];
  const query = metrics(from, { customer, wholeNumbers, sums, snapshot: moment, more }, engine.dialect);
  const rows = await stages.run("metrics", () => engine.materialize(name, query));
  const fitted = await stages.run("fit", () => fitCutpointsOf(engine, rows, scoring, ties, earlier));
  return { metrics: rows, fitted };
}

/** The same scorers where equal values share a score: whoever had another id at a cutpoint says nothing about these customers. */
function valuesOnly(scorers: Scorers): Scorers {
  return perDimension((dimension) => {
    const { tied: _, ...others } = scorers[dimension];
    return others;
  });
}

/** The counts in the order of their codes, so that the answer is the same on every engine. */
async function readCounts(engine: Engine, customers: Sql): Promise<MovementCount[]> {
  const rows = await engine.query(movementCounts(customers));
  const counts = rows.map((row) => ({
    before: codeOf(row["code_before"]),
    frozen: codeOf(row["code_frozen"]),
    after: codeOf(row["code_after"]),
    bought: row["bought"] === true,
    customers: Number(row["customers"]),
    revenue: exact(row["revenue"]),
    monetary: exact(row["monetary"]),
  }));
  return counts.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

function exact(amount: unknown): string {
  return fromUnits(toUnits(String(amount)));
}

function codeOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function orderOf({ before, frozen, after, bought }: MovementCount): string {
  return [before ?? "999", frozen ?? "999", after ?? "999", bought ? 1 : 0].join(" ");
}
