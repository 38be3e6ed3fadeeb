import { agentOverview } from "../../outputs/agent/agent-overview.js";
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
    return {
      answer: agentOverview(await overviewOperation.run(display, context)),
      askNext: [
        "find_customers with segment, for the customers of a segment, those who have brought most first",
        "movement, for who moved between segments since a month ago, and why",
        "icp, for what sets the top customers apart",
      ],
    };
  },
});
