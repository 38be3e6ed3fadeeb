import type { Inputs } from "../operations/inputs/input.js";
import { movementInputs } from "../operations/movement/inputs.js";
import { movementOperation } from "../operations/movement/operation.js";
import { requireMoment } from "../operations/run/requested-run.js";
import { snake } from "../operations/inputs/spellings.js";
import { Gate } from "./gate.js";
import { json, type Route } from "./route.js";

/** Where the store of a server is. */
export interface StorePlace {
  readonly store: string;
  readonly schema: string | undefined;
}

/** What a request says. On a command line `to` may be a file, too; here it is a moment and nothing else. */
const inputs = {
  from: movementInputs.from,
  to: {
    type: "text",
    placeholder: "DATE",
    description: "The second moment (ISO 8601). Default: the snapshot of the store's last run",
  },
  counts: movementInputs.counts,
} as const satisfies Inputs;

/** The route that tells movement, out of the sales of the last run. They are read for each request, so that one is answered at a time. */
export function movementRoute({ store, schema }: StorePlace): Route {
  const gate = new Gate(1, "The movement between two other moments is being computed.");
  return {
    method: "get",
    path: "/movement",
    id: "movement",
    summary: movementOperation.summary,
    description: `${movementOperation.description} Here, they are those of the last run.`,
    inputs,
    answer: { status: 200, description: movementOperation.summary, bodies: [{ json: "movement" }] },
    problems: [400, 404],
    handle: async ({ values, context }) => {
      const { from, to, counts } = values as { from?: string; to?: string; counts?: boolean };
      requireMoment("from", from);
      requireMoment("to", to);
      const options = { from, to: to === undefined ? undefined : [to], counts, store, schema };
      return gate.pass(async () => json(await movementOperation.run(options, { ...context, spelling: snake })));
    },
  };
}
