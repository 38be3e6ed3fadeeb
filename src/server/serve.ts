import type { ValuesOf } from "../operations/inputs/input.js";
import type { Context } from "../operations/operation.js";
import { servedPlace } from "../operations/run/served-place.js";
import type { ServeResult } from "../results/serve.js";
import type { serveInputs } from "./operation.js";

/** Serves the dashboard and the HTTP API until it is stopped. */
export async function serve(options: ValuesOf<typeof serveInputs>, context: Context): Promise<ServeResult> {
  const { port, host, token, open, allowWrites, ...served } = options;
  const { configuredRun, ...place } = servedPlace(served);
  const { startServer } = await import("./start-server.js");
  const server = await startServer({
    ...place,
    host,
    port,
    token: token ?? process.env["QUINTILE_TOKEN"],
    allowsWrites: allowWrites,
    runs: configuredRun,
  });
  try {
    if (server.pending !== undefined) context.progress?.note(server.pending.message);
    context.progress?.note(`Quintile is at ${server.url} (Ctrl-C stops it)`);
    if (open) await openBrowser(server.link);
    await stopped(context.signal);
  } finally {
    await server.close();
  }
  return { url: server.url };
}

async function openBrowser(link: string): Promise<void> {
  const { default: open } = await import("open");
  await open(link).catch(() => undefined); // the address is on the screen
}

function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
}
