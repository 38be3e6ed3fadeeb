import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { checkDisplay } from "../operations/inputs/display-inputs.js";
import type { ValuesOf } from "../operations/inputs/input.js";
import { withoutDefaults } from "../operations/inputs/read-inputs.js";
import { DEFAULT_STORE } from "../operations/inputs/store-inputs.js";
import type { Context } from "../operations/operation.js";
import { runInputs } from "../operations/run/inputs.js";
import { isDatabase, keepStore } from "../operations/store/keep-store.js";
import { printable } from "../outputs/printable.js";
import type { McpResult } from "../results/mcp.js";
import { agentServer } from "./agent-server.js";
import type { mcpInputs } from "./operation.js";
import type { AgentPlace } from "./tool.js";

/** Answers one agent over standard input and output, until it is gone or the command is stopped. */
export async function serveAgent(
  { allowWrites, currency, locale, source: sales, ...forRuns }: ValuesOf<typeof mcpInputs>,
  { signal }: Context,
): Promise<McpResult> {
  const display = checkDisplay({ currency, locale });
  const store = forRuns.store ?? (sales !== undefined && isDatabase(sales) ? sales : DEFAULT_STORE);
  const kept = await keepStore(store, forRuns.schema);
  const place: AgentPlace = {
    kept,
    store,
    schema: forRuns.schema,
    display: { currency: display.currency ?? undefined, locale: display.locale ?? undefined },
    configuredRun: sales === undefined ? undefined : { ...withoutDefaults(runInputs, forRuns), source: sales, store },
    allowsWrites: allowWrites,
  };
  const transport = new StdioServerTransport();
  const gone = new Promise<void>((resolve) => {
    process.stdin.once("close", resolve).once("end", resolve);
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  const handle = serveStdio(() => agentServer(place), {
    transport,
    onerror: (error) => process.stderr.write(`${printable(error.message)}\n`),
  });
  try {
    await gone;
  } finally {
    await handle.close();
    await kept.close();
  }
  return { store };
}
