import { displayFormat } from "../../display/display-format.js";
import { notableFacts } from "../../display/notable-facts.js";
import { headlineFigures } from "../../model/headline-figures.js";
import { overviewOperation } from "../../operations/overview/operation.js";
import { defineTool } from "../tool.js";

/** The published base at a glance. */
export const overviewTool = defineTool({
  name: "overview",
  title: "Overview",
  description:
    "The customer base as it was last scored: how many customers and how much revenue each segment has, what each segment means and what to do about it, as of which day, and what was left out of the data. Start here.",
  inputs: {},
  answers: "agentOverview",
  answer: async (_, { display }, context) => {
    const { run, model, cube, segments, currency, locale } = await overviewOperation.run(display, context);
    const { customers, revenue } = headlineFigures(model, cube);
    const described = new Map(model.segments.map(({ name, description }) => [name, description]));
    return {
      answer: {
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
      },
      askNext: [
        "find_customers with segment, for the customers of a segment, those who have brought most first",
        "movement, for who moved between segments since a month ago, and why",
        "icp, for what sets the top customers apart",
      ],
    };
  },
});
