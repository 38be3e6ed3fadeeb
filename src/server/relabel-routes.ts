import { QuintileError } from "../errors.js";
import { relabelInputs } from "../operations/relabel/operation.js";
import { requestedModel } from "../operations/run/requested-model.js";
import type { CurrentRun } from "./current-run.js";
import type { StorePlace } from "./movement-routes.js";
import { json, type Route, type RouteRequest } from "./route.js";

/** A model has at most some hundred rules. */
const LARGEST = 64 * 1024;

/** What the routes work with. */
export interface RelabelRoutesOptions {
  readonly currentRun: CurrentRun;
  readonly place: StorePlace;
  /** False where the server was started to show only. */
  readonly mayPublish: boolean;
}

/** The routes that publish another segment model, from the scores that are in the store. */
export function relabelRoutes({ currentRun, place: { store, schema }, mayPublish }: RelabelRoutesOptions): Route[] {
  const relabel = async (options: object, { context }: RouteRequest): Promise<Response> => {
    if (!mayPublish) {
      throw new QuintileError("USAGE", "This server only shows, and publishes nothing.", {
        hint: "Start it with the sales (quintile serve --source SALES) or with --allow-writes.",
      });
    }
    return json(await currentRun.relabel({ ...options, store, schema }, context));
  };
  const shared = {
    method: "post" as const,
    answer: { status: 200 as const, description: "Who moved", bodies: [{ json: "relabel" as const }] },
  };
  return [
    {
      ...shared,
      path: "/model",
      id: "publishModel",
      summary: "Publish another segment model, without reading the sales",
      description: "Gives the published customers the segments of the model in the body, as a run of its own.",
      inputs: {},
      body: { types: ["application/yaml"], description: "A segment model in YAML", largest: LARGEST },
      problems: [400, 404, 409, 413, 415],
      handle: (request) => relabel({ model: requestedModel(new TextDecoder().decode(request.bytes)) }, request),
    },
    {
      ...shared,
      path: "/runs/{modelOf}/model",
      id: "publishModelOfRun",
      summary: "Publish the segment model of an earlier run",
      description: "Takes a change of the model back: the model of an earlier run, on the scores that are published.",
      inputs: { modelOf: { ...relabelInputs.modelOf, required: true } },
      problems: [400, 404, 409],
      handle: (request) => relabel({ modelOf: request.values["modelOf"] }, request),
    },
  ];
}
