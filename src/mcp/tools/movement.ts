import { flowInWords } from "../../display/flow-in-words.js";
import { displayFormat } from "../../display/display-format.js";
import type { Inputs, ReadOf } from "../../operations/inputs/input.js";
import { movementInputs } from "../../operations/movement/inputs.js";
import { movementOperation } from "../../operations/movement/operation.js";
import { requireMoment } from "../../operations/run/requested-run.js";
import type { AgentMovement } from "../../results/agent-answers.js";
import { defineTool } from "../tool.js";

const MOST_FLOWS = 30;
const MOST_SENTENCES = 5;

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
    const [before, after] = found.moments.slice(-2);
    const format = displayFormat(null, null);
    const answer: AgentMovement = {
      from: found.from,
      to: found.to,
      model: found.model,
      customers_before: before?.customers ?? 0,
      customers_after: after?.customers ?? 0,
      in_words: found.flows.slice(0, MOST_SENTENCES).map((flow) => flowInWords(flow, format)),
      flows: found.flows.slice(0, MOST_FLOWS),
      segments: found.segments,
      ...(found.series === undefined
        ? {}
        : {
            series: {
              moments: found.moments.map(({ snapshot }) => snapshot),
              segments: found.series.segments.map(({ segment, customers }) => ({ segment, customers })),
            },
          }),
      ...(found.listed === undefined ? {} : { listed: found.listed }),
    };
    const largest = found.flows.find(({ from_segment, to_segment }) => from_segment !== null && to_segment !== null);
    return {
      answer,
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
