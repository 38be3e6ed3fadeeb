import { flowInWords } from "../../display/flow-in-words.js";
import type { AgentMovement } from "../../results/agent-answers.js";
import type { Movement } from "../../results/movement.js";
import { COUNTS } from "../format.js";

const MOST_FLOWS = 30;
const MOST_SENTENCES = 5;

/** A movement in a page, for an agent. */
export function agentMovement(found: Movement): AgentMovement {
  const { from, to, source, model, moments, flows, segments, series, listed } = found;
  const [before, after] = moments.slice(-2);
  return {
    source,
    from,
    to,
    model,
    customers_before: before?.customers ?? 0,
    customers_after: after?.customers ?? 0,
    in_words: flows.slice(0, MOST_SENTENCES).map((flow) => flowInWords(flow, COUNTS)),
    flows: flows.slice(0, MOST_FLOWS),
    segments,
    ...(series === undefined
      ? {}
      : {
          series: {
            moments: moments.map(({ snapshot }) => snapshot),
            segments: series.segments.map(({ segment, customers }) => ({ segment, customers })),
          },
        }),
    ...(listed === undefined ? {} : { listed }),
  };
}
