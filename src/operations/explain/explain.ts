import type { explainInputs } from "./operation.js";
import { customerById } from "../../analysis/customers/customers.js";
import type { Store } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { cellIndex } from "../../model/cell.js";
import type { BoundsRule } from "../../model/cutpoints.js";
import { toUnits } from "../../model/decimal.js";
import { matchRule } from "../../model/match-rule.js";
import { shortestPaths } from "../../model/paths.js";
import { renderCondition } from "../../model/render-condition.js";
import { type Dimension, DIMENSIONS, type Score } from "../../model/score.js";
import { boundsRule } from "../../model/scoring.js";
import { segmentInfo } from "../../model/segment-info.js";
import { segmentMap } from "../../model/segment-map.js";
import { sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { requirePublished, withStore } from "../store/open-store.js";
import { remember } from "../store/remember.js";
import { findRun } from "../store/stored-runs.js";
import type { ExactCutpoints } from "../../results/exact-cutpoints.js";
import type { Explanation, ScoreEdge } from "../../results/explanation.js";
import { publishedWay } from "./published-way.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** Says why a customer is where they are. */
export function explainCustomer(
  { customer, ...place }: ValuesOf<typeof explainInputs>,
  context: Context,
): Promise<Explanation> {
  return withStore(place, context, async (store) => {
    const table = store.table("customer_rfm");
    const { id, run } = await remember(store, "explain", () => look(store));
    const [row] = await store.query(customerById(table, customer, id));
    if (row === undefined) {
      throw new QuintileError("NO_SUCH_CUSTOMER", `${store.label} holds no customer with that id.`, {
        hint: "Ids are compared exactly, with their case and leading zeros. A customer without any purchase is not scored.",
      });
    }
    return { ...explain(row, run), way: await publishedWay(store, customer) };
  });
}

/** The column of the ids, and the run that published them. */
async function look(store: Store): Promise<{ id: Column; run: StoredRun }> {
  requirePublished(store);
  const [id] = await store.describe(sql`SELECT customer_id FROM ${store.table("customer_rfm")}`);
  if (id === undefined) throw new QuintileError("INTERNAL", "customer_rfm has no customer_id.");
  return { id, run: await findRun(store) };
}

function explain(row: Record<string, unknown>, run: StoredRun): Omit<Explanation, "way"> {
  const { model, scoring, cutpoints, options } = run;
  const [R, F, M] = [Number(row["R_score"]), Number(row["F_score"]), Number(row["M_score"])] as [Score, Score, Score];
  const metrics = {
    recency: Number(row["recency"]),
    frequency: Number(row["frequency"]),
    monetary: String(row["monetary"]),
  };
  const segment = segmentMap(model)[cellIndex(R, F, M)] as string;
  const match = matchRule(model, R, F, M);
  const scores: Record<Dimension, Score> = { recency: R, frequency: F, monetary: M };
  const paths = shortestPaths({
    model,
    metrics,
    cutpoints: {
      recency: numbers(cutpoints.recency),
      frequency: numbers(cutpoints.frequency),
      monetary: mapFour(cutpoints.monetary, toUnits),
    },
    scoring,
    recencyOfASaleNow: options.asOf === undefined ? 1 : 0,
  });
  return {
    customer_id: String(row["customer_id"]),
    run: run.run,
    snapshot: run.snapshot,
    scores: DIMENSIONS.map((dimension) => ({
      dimension,
      value: metrics[dimension],
      score: scores[dimension],
      ...edges(scores[dimension], cutpoints[dimension], boundsRule(dimension, scoring)),
      cutpoints: cutpoints[dimension],
    })),
    segment,
    description: segmentInfo(model, segment)?.description ?? "",
    action: segmentInfo(model, segment)?.action ?? "",
    rule: { number: match.number ?? null, condition: renderCondition(match.rule.when) },
    // A segment of customers at risk may be listed above the customer's own one, and is no aim.
    paths: paths.filter((path) => !["at-risk", "low-value"].includes(segmentInfo(model, path.segment)?.group ?? "")),
    ties_broken: (options.ties ?? []).some((rule) => rule.includes("first")),
  };
}

/** The cutpoints around a score. With `above` a value on a cutpoint belongs below it, with `reached` above it. */
function edges(
  score: Score,
  cutpoints: ExactCutpoints[Dimension],
  rule: Required<BoundsRule>,
): { from: ScoreEdge | null; to: ScoreEdge | null } {
  const position = rule.best === "low" ? 5 - score : score - 1;
  const reached = rule.bounds === "reached";
  return { from: edgeAt(cutpoints[position - 1], reached), to: edgeAt(cutpoints[position], !reached) };
}

function edgeAt(cutpoint: string | undefined, included: boolean): ScoreEdge | null {
  return cutpoint === undefined ? null : { cutpoint, included };
}

function numbers(four: ExactCutpoints[Dimension]): [number, number, number, number] {
  return mapFour(four, Number);
}

function mapFour<T>(four: ExactCutpoints[Dimension], map: (text: string) => T): [T, T, T, T] {
  return [map(four[0]), map(four[1]), map(four[2]), map(four[3])];
}
