import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { Inputs } from "../operations/inputs/input.js";
import { snake } from "../operations/inputs/spellings.js";
import { movementInputs } from "../operations/movement/inputs.js";
import { movementOperation } from "../operations/movement/operation.js";
import { requireMoment } from "../operations/run/requested-run.js";
import { csvResponse } from "./csv-download.js";
import { Gate } from "./gate.js";
import { json, type Route, type RouteRequest } from "./route.js";

/** Where the store of a server is, and the sales that it was started with. */
export interface StorePlace {
  readonly store: string;
  readonly schema: string | undefined;
  /** Default: the sales of the last run. */
  readonly source: string | undefined;
}

/** What a request says. On a command line `to` may be a file, too; here it is a moment and nothing else. */
const moments = {
  from: movementInputs.from,
  to: {
    type: "text",
    placeholder: "DATE",
    description: "The second moment (ISO 8601). Default: the snapshot of the store's last run",
  },
  every: movementInputs.every,
  periods: movementInputs.periods,
} as const satisfies Inputs;

const inputs = {
  ...moments,
  moved: {
    ...movementInputs.moved,
    description:
      "List the 50 customers who have brought most of those who moved from segment A to segment B; new>B are those who had not bought before",
  },
  counts: movementInputs.counts,
} as const satisfies Inputs;

const fileInputs = {
  ...moments,
  moved: { ...movementInputs.moved, required: true, description: "The flow: from segment A to segment B" },
} as const satisfies Inputs;

/** Requests that wait for the one that is answered: a page of the dashboard asks for a few at once. */
const MOST_WAITING = 8;

/** The routes that tell movement, out of the sales of the last run. They are read for each request, so that one is answered at a time. */
export function movementRoutes(place: StorePlace): Route[] {
  const gate = new Gate(1, "Too many movements are being computed.", MOST_WAITING);
  const find = (request: RouteRequest, file?: string): ReturnType<typeof movementOperation.run> => {
    const { to, ...values } = request.values as { from?: string; to?: string };
    requireMoment("from", values.from);
    requireMoment("to", to);
    const places = [to, file].filter((each) => each !== undefined);
    const options = { ...values, to: places.length === 0 ? undefined : places, onlyShow: true, ...place };
    return gate.pass(() => movementOperation.run(options, { ...request.context, spelling: snake }));
  };
  const shared = { method: "get" as const, summary: movementOperation.summary, problems: [400, 404] };
  return [
    {
      ...shared,
      path: "/movement",
      id: "movement",
      description: `${movementOperation.description} Here, they are the sales that the server was started with, or else those of the last run; the answer names them.`,
      inputs,
      answer: { status: 200, description: movementOperation.summary, bodies: [{ json: "movement" }] },
      handle: async (request) => json(await find(request)),
    },
    {
      ...shared,
      path: "/movement.csv",
      id: "movementAsCsv",
      summary: "Download the customers of a flow as CSV",
      description:
        "All customers who moved from one segment to another, in the order of their ids. Text that a spreadsheet would run as a formula is neutralised with an apostrophe.",
      inputs: fileInputs,
      answer: { status: 200, description: "The customers", bodies: [{ text: "text/csv" }] },
      handle: async (request) => {
        const folder = await mkdtemp(join(tmpdir(), "quintile-"));
        try {
          const file = join(folder, "moved.csv");
          await find(request, file);
          // An open file can be read to its end after its name is gone.
          const written = await open(file);
          return csvResponse("moved-customers.csv", Readable.toWeb(written.createReadStream()) as ReadableStream);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      },
    },
  ];
}
