import { icpShowOperation } from "../../operations/icp-show/operation.js";
import { defineTool } from "../tool.js";

const MOST_VALUES = 40;
const MOST_UNSUPPORTED = 20;

/** From which lift on a value is told, and below which. */
const TOLD = { from: 1.5, below: 0.5 };

/** What sets top performers apart. */
export const icpTool = defineTool({
  name: "icp",
  title: "What sets top customers apart",
  description:
    "The ideal customer profile that was found last: which values of which attributes top customers have more often than all (lift, with its 95 % interval and the false discovery rate q), the tiers that follow, and what not to claim. Only what stands in the criteria of the tiers is supported.",
  inputs: {},
  answers: "agentIcp",
  answer: async (_, __, context) => {
    const found = await icpShowOperation.run({}, context);
    const values = Object.entries(found.patterns).flatMap(([attribute, { distribution }]) =>
      distribution
        .filter(({ lift }) => lift >= TOLD.from || lift < TOLD.below)
        .map(({ value, support, lift, lift_low, lift_high, q }) => ({
          attribute,
          value,
          support,
          lift,
          lift_low,
          lift_high,
          q,
        })),
    );
    return {
      answer: {
        run: found.run,
        attributes: found.attributes,
        customers: found.customers,
        top_performers: found.top_performers,
        top: found.top,
        tiers: found.tiers,
        values: values.toSorted((one, other) => one.q - other.q).slice(0, MOST_VALUES),
        unsupported: found.unsupported.slice(0, MOST_UNSUPPORTED),
        circular: found.flags.circular,
        warnings: found.warnings,
        ...(found.holdout === undefined ? {} : { holdout: found.holdout.values }),
      },
      askNext: ["qualify_prospects with rows, for the tier of each prospect"],
    };
  },
});
