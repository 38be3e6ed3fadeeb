import { fileURLToPath } from "node:url";
import type { AgentRequests } from "../mcp/agent-requests.js";
import type { AgentPlace } from "../mcp/tool.js";
import { inputName, QuintileError } from "../errors.js";
import { type KeptStore, keepStore } from "../operations/store/keep-store.js";
import { overviewOperation } from "../operations/overview/operation.js";
import type { RunValues } from "../operations/run/inputs.js";
import { printable } from "../outputs/printable.js";
import { createApp } from "./app.js";
import { CurrentRun } from "./current-run.js";
import { isLoopback } from "./guard.js";
import { listen } from "./listen.js";
import { routes, type RoutesOptions } from "./routes.js";

/** What is served, where, and to whom. */
export interface ServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** What requests must carry; undefined where they need not. */
  readonly token: string | undefined;
  readonly store: string;
  readonly schema: string | undefined;
  readonly display: RoutesOptions["display"];
  /** The run that can be started; undefined where none can. */
  readonly runs: RunValues | undefined;
  /** Whether agents may publish. Default: they only read. */
  readonly allowsWrites?: boolean;
  /** The folder of the dashboard. Default: the one of this package. */
  readonly dashboard?: string;
  /** Told of unexpected errors. Default: written to standard error. */
  readonly report?: (error: unknown) => void;
}

/** A server at work. */
export interface RunningServer {
  readonly url: string;
  /** The address for a browser, with the token where there is one. */
  readonly link: string;
  /** Why there is nothing to show yet; undefined where there is. */
  readonly pending: QuintileError | undefined;
  /** Cancels a run that is at work, ends all connections and lets go of the store. */
  close(): Promise<void>;
}

const SHORTEST_TOKEN = 16;
const DASHBOARD = fileURLToPath(new URL("../../dist/web/", import.meta.url));

/** Starts a server. Raises `USAGE` for an address that others reach without a token, and for a port that is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, token } = options;
  requireSafe(host, token);
  const store = await keepStore(options.store, options.schema);
  const currentRun = new CurrentRun(store);
  const { display, runs: configuredRun } = options;
  const report = options.report ?? reportOnTerminal;
  const agents = lateAgents(
    {
      kept: store,
      store: options.store,
      schema: options.schema,
      display,
      configuredRun,
      allowsWrites: options.allowsWrites ?? false,
    },
    report,
  );
  const app = createApp({
    routes: routes({
      display,
      currentRun,
      configuredRun,
      allowsWrites: options.allowsWrites ?? false,
      place: { store: options.store, schema: options.schema, source: configuredRun?.source },
    }),
    store,
    host,
    token,
    dashboard: options.dashboard ?? DASHBOARD,
    agents: agents.answer,
    report,
  });
  const pending = await openAtOnce(store);
  // What the dashboard asks for first is on its way while the browser loads it.
  if (pending === undefined) void overviewOperation.run({}, { store }).catch(() => undefined);
  const { port, close } = await listen(app, host, options.port).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const shown = ["0.0.0.0", "::"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  const url = `http://${shown}:${port}/`;
  return {
    url,
    pending,
    link: token === undefined ? url : `${url}#token=${encodeURIComponent(token)}`,
    close: async () => {
      await currentRun.end();
      await agents.close();
      await close();
      await store.close();
    },
  };
}

/** What answers agents is loaded when the first one asks. */
function lateAgents(place: AgentPlace, report: (error: unknown) => void): AgentRequests {
  let loaded: Promise<AgentRequests> | undefined;
  return {
    answer: async (request) => {
      loaded ??= import("../mcp/agent-requests.js").then(({ agentRequests }) => agentRequests(place, report));
      return (await loaded).answer(request);
    },
    close: async () => (await loaded)?.close(),
  };
}

/** The first reader need not wait for it. A store that is yet to come, or in use, is no reason not to serve. */
async function openAtOnce(store: KeptStore): Promise<QuintileError | undefined> {
  try {
    await store.read(() => Promise.resolve());
    return undefined;
  } catch (error) {
    if (error instanceof QuintileError && ["NO_SUCH_STORE", "STORE_BUSY"].includes(error.code)) return error;
    await store.close();
    throw error;
  }
}

function requireSafe(host: string, token: string | undefined): void {
  if (token === undefined && !isLoopback(host)) {
    throw new QuintileError("USAGE", `Others can reach ${host}, so ${inputName("token")} is needed.`, {
      hint: `Choose one that cannot be guessed, such as the output of: openssl rand -hex 16. Or leave ${inputName("host")} out, for this machine only.`,
    });
  }
  if (token !== undefined && !/^[\w.~+/=-]+$/.test(token)) {
    throw new QuintileError("USAGE", "The token may hold letters, digits and - . _ ~ + / = only.", {
      hint: "openssl rand -hex 16 makes one.",
    });
  }
  if (token !== undefined && token.length < SHORTEST_TOKEN) {
    throw new QuintileError("USAGE", `The token is shorter than ${SHORTEST_TOKEN} characters.`, {
      hint: "openssl rand -hex 16 makes one.",
    });
  }
}

/** The cause stays on this machine: answers hold none of it. */
function reportOnTerminal(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`INTERNAL: ${printable(message)}\n`);
}
