import type { Inputs, ReadOf } from "../../operations/inputs/input.js";
import { movementInputs } from "../../operations/movement/inputs.js";
import { movementOperation } from "../../operations/movement/operation.js";
import { requireMoment } from "../../operations/run/requested-run.js";
import { agentMovement } from "../../outputs/agent/agent-movement.js";
import { defineTool } from "../tool.js";

const inputs = {
  from: movementInputs.from,
  to: {
    type: "text",
    placeholder: "DATE",
    description: "The second moment (ISO 8601). Default: the snapshot of the last run",
  },
  every: movementInputs.every,
  periods: { ...movementInputs.periods, most: 24 },
  moved: {
    ...movementInputs.moved,
    description:
      "List the customers of this flow, those who have brought most first: from segment A to segment B, written A>B; new>B are those who had not bought before",
  },
} as const satisfies Inputs;

/** Who moved between two moments, and why. */
export const movementTool = defineTool({
  name: "movement",
  title: "Who moved, and why",
  description:
    "How many customers went from each segment to each other one between two days, and why: behaviour (they bought or gave back), silence (they did not buy) or yardstick (the others moved). Default: the last month. With moved, the customers of one flow, which is a list to call; with every and periods, a series. Reads all sales, which may take some seconds.",
  inputs,
  answers: "agentMovement",
  answer: async (values, { store, schema, configuredRun }, context) => {
    const { to, ...others } = values as ReadOf<typeof inputs>;
    requireMoment("from", others.from);
    requireMoment("to", to);
    const { store: _, ...around } = context;
    const found = await movementOperation.run(
      {
        ...others,
        source: configuredRun?.source,
        to: to === undefined ? undefined : [to],
        onlyShow: true,
        store,
        schema,
      },
      around,
    );
    const largest = found.flows.find(({ from_segment, to_segment }) => from_segment !== null && to_segment !== null);
    return {
      answer: agentMovement(found),
      askNext: [
        ...(largest === undefined || found.listed !== undefined
          ? []
          : [
              `movement with the same inputs and moved ${largest.from_segment}>${largest.to_segment}, for the customers of that flow`,
            ]),
        "explain_customer with customer, for why one of them is there",
      ],
    };
  },
});
