import { Hono } from "hono";
import type { KeptStore } from "../operations/store/keep-store.js";
import { Gate } from "./gate.js";
import { requireOwnHost, requireOwnOrigin, requireToken } from "./guard.js";
import { openApiDocument } from "./openapi.js";
import { problemResponse, Refusal } from "./problem.js";
import { readRequest } from "./read-request.js";
import { json, type Route } from "./route.js";
import { NotingStore, RUN_HEADER } from "./run-of-answer.js";
import { SECURITY_HEADERS } from "./security-headers.js";
import { staticFiles } from "./static-files.js";

/** Where the API begins. */
export const API = "/api/v1";

/** Where agents ask. */
const AGENTS = "/mcp";

/** Uploads are kept in memory while they are read. */
const MOST_UPLOADS = 4;

/** What the server answers with, and to whom. */
export interface AppOptions {
  readonly routes: readonly Route[];
  readonly store: KeptStore;
  /** The address that the server listens on. */
  readonly host: string;
  readonly token: string | undefined;
  /** The folder of the dashboard. */
  readonly dashboard: string;
  /** Answers agents, at {@link AGENTS}. */
  readonly agents: (request: Request) => Promise<Response>;
  /** Told of unexpected errors. */
  readonly report: (error: unknown) => void;
}

/** What goes with a request. */
interface Served {
  readonly Variables: { readonly store: KeptStore };
}

/** The dashboard and the API behind their guards. */
export function createApp({ routes, store, host, token, dashboard, agents, report }: AppOptions): Hono<Served> {
  const app = new Hono<Served>();
  const uploads = new Gate(MOST_UPLOADS, "Too many others are uploading at the moment.");
  const document = openApiDocument(routes, token !== undefined);
  const files = staticFiles(dashboard);
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) context.res.headers.set(name, value);
  });
  app.use(async ({ req }, next) => {
    requireOwnHost(req.header("host"), host);
    await next();
  });
  app.use(`${API}/*`, async (context, next) => {
    requireOwnOrigin(context.req.raw.headers);
    requireToken(context.req.raw.headers.get("authorization"), token);
    const noting = new NotingStore(store);
    context.set("store", noting);
    await next();
    if (noting.run !== undefined) context.res.headers.set(RUN_HEADER, noting.run);
    if (!context.res.headers.has("cache-control")) context.res.headers.set("cache-control", "no-store");
  });
  app.all(AGENTS, async ({ req }) => {
    requireOwnOrigin(req.raw.headers);
    requireToken(req.raw.headers.get("authorization"), token);
    return agents(req.raw);
  });
  app.get(`${API}/openapi.json`, () => json(document));
  for (const route of routes) {
    app.on(
      route.method.toUpperCase(),
      API + route.path.replaceAll(/\{(\w+)\}/g, ":$1"),
      async ({ req, var: served }) => {
        const context = { store: served.store, signal: req.raw.signal };
        const work = async (): Promise<Response> => route.handle(await readRequest(req, route, context));
        return route.body !== undefined && "types" in route.body ? uploads.pass(work) : work();
      },
    );
  }
  const known = new Map<string, string[]>();
  for (const { path, method } of [...routes, { path: "/openapi.json", method: "get" }]) {
    known.set(path, [...(known.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, methods] of known) {
    app.all(API + path.replaceAll(/\{(\w+)\}/g, ":$1"), () => {
      const response = problemResponse(new Refusal("WRONG_METHOD", `Only ${methods.join(" and ")} will do here.`));
      response.headers.set("allow", methods.join(", "));
      return response;
    });
  }
  app.all("/api/*", () => problemResponse(notFound()));
  app.all("/api", () => problemResponse(notFound()));
  app.on(["GET", "HEAD"], "*", ({ req }) => {
    const response = files(req.path, req.header("if-none-match") ?? null) ?? problemResponse(notFound());
    return req.method === "HEAD" ? new Response(null, response) : response;
  });
  app.all("*", () => problemResponse(new Refusal("WRONG_METHOD", "Only GET and HEAD will do here.")));
  app.onError((error) => {
    const response = problemResponse(error);
    if (response.status === 500) report(error);
    return response;
  });
  return app;
}

function notFound(): Refusal {
  return new Refusal("NOT_FOUND", "There is nothing at this path.", `The API is described at ${API}/openapi.json.`);
}
