import { displayInputs } from "../operations/inputs/display-inputs.js";
import { DEFAULT_STORE } from "../operations/inputs/store-inputs.js";
import type { Inputs } from "../operations/inputs/input.js";
import { defineOperation } from "../operations/operation.js";
import { runInputs } from "../operations/run/inputs.js";

const { source, store, ...settings } = runInputs;

/** What `mcp` can be told; the settings of `run` hold for the runs that an agent starts, and for how sales are read. */
export const mcpInputs = {
  store: {
    ...store,
    description: `The store to ask about: a .duckdb file, or a postgres:// or trino:// address. Default: ${DEFAULT_STORE}; for sales on a server, where they are`,
  },
  allowWrites: {
    type: "flag",
    description: "Let agents publish: offers the tool run. Default: agents only read",
  },
  ...displayInputs,
  source: {
    type: source.type,
    placeholder: source.placeholder,
    holds: "address",
    setting: true,
    description: "The sales that agents may look at and score; all further options are for reading them. Default: none",
  },
  ...settings,
} as const satisfies Inputs;

/** Serves the agent interface over standard input and output until the agent is done. */
export const mcpOperation = defineOperation({
  name: "mcp",
  summary: "Let an agent ask about a store (Model Context Protocol)",
  description:
    "Speaks the Model Context Protocol over standard input and output, for agents that start it themselves (docs/agents.md): tools for the overview, customers, movement, models, the ideal customer profile and prospects. Agents set no path, no address and no SQL, and only read unless --allow-writes is given. quintile serve answers the same at /mcp.",
  inputs: mcpInputs,
  effect: "publishes",
  isText: true,
  render: () => Promise.resolve(() => ""),
  load: async () => (await import("./serve-agent.js")).serveAgent,
});
