import { QuintileError } from "../errors.js";
import { chosenCustomers } from "../operations/customers/inputs.js";
import { writeCustomersCsv } from "../operations/customers/csv.js";
import { listInputs } from "../operations/inputs/list-inputs.js";
import type { Input, OptionsOf } from "../operations/inputs/input.js";
import type { AnyOperation } from "../operations/operation.js";
import { qualifyOperation } from "../operations/qualify/operation.js";
import { qualifyBody } from "../operations/qualify/qualify-body.js";
import { OPERATIONS } from "../operations/registry.js";
import { snake } from "../operations/inputs/spellings.js";
import { type RequestedRun, requestedRun, requestedRunInputs } from "../operations/run/requested-run.js";
import type { RunValues } from "../operations/run/inputs.js";
import { csvDownload, csvResponse } from "./csv-download.js";
import type { CurrentRun } from "./current-run.js";
import { movementRoutes, type StorePlace } from "./movement-routes.js";
import { relabelRoutes } from "./relabel-routes.js";
import { json, type Route } from "./route.js";
import { runEvents } from "./run-events.js";

const SMALL = 64 * 1024; // bytes
const LARGE = 10 * 1024 * 1024;

/** As what prospects may come. The type is not what tells how they are read: the bytes do. */
const PROSPECTS = [
  "text/csv",
  "text/tab-separated-values",
  "application/json",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/vnd.ms-excel",
  "application/octet-stream",
];

/** What the routes work with. */
export interface RoutesOptions {
  /** How amounts are shown. */
  readonly display: { readonly currency?: string | undefined; readonly locale?: string | undefined };
  readonly currentRun: CurrentRun;
  /** The run as it is configured; undefined where none can be started. */
  readonly configuredRun: RunValues | undefined;
  /** Whether a model may be published where no run can be started. */
  readonly allowsWrites?: boolean;
  readonly place: StorePlace;
}

/** Every route of the API, below `/api/v1`. */
export function routes({
  display,
  currentRun,
  configuredRun,
  allowsWrites = false,
  place,
}: RoutesOptions): readonly Route[] {
  return [
    ...OPERATIONS.flatMap((operation) => readingRoute(operation, display)),
    ...movementRoutes(place),
    ...relabelRoutes({ currentRun, place, mayPublish: configuredRun !== undefined || allowsWrites }),
    {
      method: "get",
      path: "/customers.csv",
      id: "customersAsCsv",
      summary: "Download scored customers as CSV",
      description:
        "All customers of a list, in its order. Text that a spreadsheet would run as a formula is neutralised with an apostrophe.",
      inputs: chosenCustomers,
      answer: { status: 200, description: "The customers", bodies: [{ text: "text/csv" }] },
      problems: [400, 404],
      handle: ({ values, context }) =>
        csvDownload("customers.csv", context, (inner, begin) =>
          writeCustomersCsv(values as OptionsOf<typeof chosenCustomers>, inner, begin),
        ),
    },
    {
      method: "post",
      path: "/qualify",
      id: "qualify",
      summary: qualifyOperation.summary,
      description: qualifyOperation.description,
      inputs: listInputs,
      body: {
        types: PROSPECTS,
        description: "Prospects with the attributes as columns: CSV or other text in any encoding, JSON, or a workbook",
        largest: LARGE,
      },
      answer: {
        status: 200,
        description: "The prospects with their tiers: as JSON, or as CSV with further columns",
        bodies: [{ json: "qualify" }, { text: "text/csv" }],
      },
      problems: [400, 404, 413, 415],
      handle: async ({ values, bytes, accept, context }) => {
        const { result, csv } = await qualifyBody(bytes, values, accept.includes("text/csv"), context);
        return csv === undefined ? json(result) : csvResponse("qualified.csv", csv);
      },
    },
    {
      method: "post",
      path: "/runs",
      id: "startRun",
      summary: "Start a run",
      description: "Scores the configured source and publishes to the store. One run is at work at a time.",
      inputs: {},
      body: { inputs: requestedRunInputs, largest: SMALL },
      answer: { status: 202, description: "The run has begun", bodies: [{ json: "runState" }] },
      problems: [400, 409, 413, 415],
      handle: async ({ values }) => {
        if (configuredRun === undefined) {
          throw new QuintileError(
            "NO_SOURCE",
            "No source of sales is configured, so no run can be started from here.",
            {
              hint: "Name it when serving (quintile serve --source SALES), or in quintile.yaml.",
            },
          );
        }
        return json(currentRun.start(await requestedRun(configuredRun, values as RequestedRun)), 202);
      },
    },
    {
      method: "get",
      path: "/runs/current",
      id: "currentRun",
      summary: "Show the run that was started last",
      description: "How far the run that this server started last has come, or what came of it.",
      inputs: {},
      answer: { status: 200, description: "The run", bodies: [{ json: "runState" }] },
      problems: [],
      handle: () => Promise.resolve(json(currentRun.state)),
    },
    {
      method: "delete",
      path: "/runs/current",
      id: "cancelRun",
      summary: "Cancel the run that is at work",
      description: "Asks the run to stop; nothing is published then. Without a run at work nothing happens.",
      inputs: {},
      answer: { status: 202, description: "The run as it is; it ends soon after", bodies: [{ json: "runState" }] },
      problems: [],
      handle: () => Promise.resolve(json(currentRun.cancel(), 202)),
    },
    {
      method: "get",
      path: "/runs/current/events",
      id: "watchRun",
      summary: "Watch the run that is at work",
      description:
        "Server-sent events: `state` with the run as it is, first; then `progress` {stage, share}, `note` {message}, and at the end `done` {result} or `failed` {problem}. The stream ends with the run; without one at work, after `state`.",
      inputs: {},
      answer: { status: 200, description: "Events", bodies: [{ text: "text/event-stream" }] },
      problems: [],
      handle: ({ context }) => Promise.resolve(runEvents(currentRun, context.signal)),
    },
  ];
}

/** The route of an operation that declares one: it shows what the operation answers, under the operation's own words. */
function readingRoute(operation: AnyOperation, display: RoutesOptions["display"]): Route[] {
  const { name, summary, description, inputs, route } = operation;
  if (route === undefined) return [];
  // How amounts are shown is configured where the server is started.
  const fixed = Object.fromEntries(Object.entries(display).filter(([each]) => Object.hasOwn(inputs, each)));
  return [
    {
      method: "get",
      path: route.path,
      id: operation.function,
      summary,
      description,
      inputs: Object.fromEntries(route.takes.map((each) => [each, inputs[each] as Input])),
      answer: { status: 200, description: summary, bodies: [{ json: name }] },
      problems: route.problems,
      handle: async ({ values, context }) =>
        json(await operation.run({ ...fixed, ...values }, { ...context, spelling: snake })),
    },
  ];
}
