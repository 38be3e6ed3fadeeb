import type { Flow } from "../model/movement/movement-flows.js";
import type { Reason } from "../model/movement/reason.js";
import type { DisplayFormat } from "./display-format.js";

type Counts = Pick<DisplayFormat, "count" | "counted">;

/** What the customers of a flow did, for each reason. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  behaviour: "bought or gave back",
  silence: "did not buy",
  yardstick: "by the yardstick",
};

const REASONS = Object.keys(REASON_WORDS) as readonly Reason[];

/** `61 customers left Champions for At Risk: 58 did not buy, 3 by the yardstick`. */
export function flowInWords(flow: Flow, format: Counts): string {
  const { from_segment, to_segment, customers } = flow;
  if (from_segment === null) return `${format.counted(customers, "new customer")} entered ${to_segment}`;
  const left = `${format.counted(customers, "customer")} left ${from_segment}`;
  return `${left} for ${to_segment ?? "nowhere"}: ${reasonsInWords(flow, format)}`;
}

/** `58 did not buy, 3 by the yardstick`; empty for new customers, whose move needs no reason. */
export function reasonsInWords(flow: Flow, format: Counts): string {
  if (flow.from_segment === null) return "";
  const told = REASONS.filter((reason) => flow[reason] > 0);
  return told.map((reason) => `${format.count(flow[reason])} ${REASON_WORDS[reason]}`).join(", ");
}

/** The largest flows of customers who had bought before, as sentences. */
export function movesInWords(flows: readonly Flow[], most: number, format: Counts): string[] {
  const moves = flows.filter(({ from_segment }) => from_segment !== null);
  return moves.slice(0, most).map((flow) => flowInWords(flow, format));
}
