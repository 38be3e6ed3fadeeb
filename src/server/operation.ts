import { displayInputs } from "../operations/inputs/display-inputs.js";
import { DEFAULT_STORE } from "../operations/inputs/store-inputs.js";
import type { Inputs } from "../operations/inputs/input.js";
import { defineOperation } from "../operations/operation.js";
import { runInputs } from "../operations/run/inputs.js";

const { source, store, ...settings } = runInputs;

/** What `serve` can be told; the settings of `run` hold for the runs that are started from the dashboard. */
export const serveInputs = {
  store: {
    ...store,
    description: `The store to show: a .duckdb file, or a postgres:// or trino:// address. Default: ${DEFAULT_STORE}; for sales on a server, where they are`,
  },
  port: {
    type: "count",
    placeholder: "PORT",
    least: 0,
    most: 65_535,
    default: 4390,
    description: "Port to listen on; 0 for any that is free",
  },
  host: {
    type: "text",
    placeholder: "ADDRESS",
    default: "127.0.0.1",
    description: "Address to listen on; others than this machine's own demand --token",
  },
  token: {
    type: "text",
    placeholder: "TOKEN",
    description:
      "What requests must carry (Authorization: Bearer TOKEN); at least 16 characters. Default: the variable QUINTILE_TOKEN",
  },
  allowWrites: {
    type: "flag",
    description:
      "Let agents at /mcp publish, and the dashboard publish models also without --source. Default: agents only read",
  },
  open: { type: "flag", description: "Open the dashboard in a browser" },
  ...displayInputs,
  source: {
    type: source.type,
    placeholder: source.placeholder,
    holds: "address",
    setting: true,
    description:
      "Sales for runs that are started from the dashboard; all further options are for these runs. Default: none can be started",
  },
  ...settings,
} as const satisfies Inputs;

/** Serves the dashboard and the HTTP API until it is stopped. */
export const serveOperation = defineOperation({
  name: "serve",
  summary: "Serve the dashboard and the HTTP API",
  description:
    "Serves the dashboard of a store and its HTTP API (docs/server.md) until it is stopped with Ctrl-C. It listens on this machine only unless another --host is named. The store is only read, except by the runs that are started from the dashboard.",
  inputs: serveInputs,
  effect: "publishes",
  render: () => Promise.resolve(() => ""),
  load: async () => (await import("./serve.js")).serve,
});
