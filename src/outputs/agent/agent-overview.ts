import { displayFormat } from "../../display/display-format.js";
import { notableFacts } from "../../display/notable-facts.js";
import { headlineFigures } from "../../model/headline-figures.js";
import type { AgentOverview } from "../../results/agent-answers.js";
import type { Overview } from "../../results/overview.js";

/** An overview in a page, for an agent. */
export function agentOverview({ run, model, cube, segments, currency, locale }: Overview): AgentOverview {
  const { customers, revenue } = headlineFigures(model, cube);
  const described = new Map(model.segments.map(({ name, description }) => [name, description]));
  return {
    run: run.run,
    snapshot: run.snapshot,
    finished_at: run.finished_at,
    model: run.model,
    scoring: run.scoring.name,
    customers,
    revenue,
    currency,
    segments: segments.map((each) => ({ ...each, description: described.get(each.segment) ?? "" })),
    notable: notableFacts(run, displayFormat(currency, locale)),
  };
}
