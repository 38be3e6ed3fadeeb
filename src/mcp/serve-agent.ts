import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import type { ValuesOf } from "../operations/inputs/input.js";
import type { Context } from "../operations/operation.js";
import { servedPlace } from "../operations/run/served-place.js";
import { keepStore } from "../operations/store/keep-store.js";
import { printable } from "../outputs/printable.js";
import type { McpResult } from "../results/mcp.js";
import { agentServer } from "./agent-server.js";
import type { mcpInputs } from "./operation.js";
import type { AgentPlace } from "./tool.js";

/** Answers one agent over standard input and output, until it is gone or the command is stopped. */
export async function serveAgent(
  { allowWrites, ...served }: ValuesOf<typeof mcpInputs>,
  { signal }: Context,
): Promise<McpResult> {
  const place = servedPlace(served);
  const kept = await keepStore(place.store, place.schema);
  const agent: AgentPlace = { ...place, kept, allowsWrites: allowWrites };
  const transport = new StdioServerTransport();
  const gone = new Promise<void>((resolve) => {
    process.stdin.once("close", resolve).once("end", resolve);
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
  const handle = serveStdio(() => agentServer(agent), {
    transport,
    onerror: (error) => process.stderr.write(`${printable(error.message)}\n`),
  });
  try {
    await gone;
  } finally {
    await handle.close();
    await kept.close();
  }
  return { store: place.store };
}
