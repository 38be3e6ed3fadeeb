import { checkDisplay } from "../operations/inputs/display-inputs.js";
import { withoutDefaults } from "../operations/inputs/read-inputs.js";
import { DEFAULT_STORE } from "../operations/inputs/store-inputs.js";
import type { ValuesOf } from "../operations/inputs/input.js";
import type { Context } from "../operations/operation.js";
import { runInputs } from "../operations/run/inputs.js";
import type { ServeResult } from "../results/serve.js";
import type { serveInputs } from "./operation.js";

/** Serves the dashboard and the HTTP API until it is stopped. */
export async function serve(options: ValuesOf<typeof serveInputs>, context: Context): Promise<ServeResult> {
  const { port, host, token, open, allowWrites, currency, locale, source: sales, ...forRuns } = options;
  const display = checkDisplay({ currency, locale });
  const { isDatabase } = await import("../operations/store/keep-store.js");
  const place = options.store ?? (sales !== undefined && isDatabase(sales) ? sales : DEFAULT_STORE);
  const { startServer } = await import("./start-server.js");
  const server = await startServer({
    host,
    port,
    token: token ?? process.env["QUINTILE_TOKEN"],
    store: place,
    schema: options.schema,
    display: { currency: display.currency ?? undefined, locale: display.locale ?? undefined },
    allowsWrites: allowWrites,
    runs: sales === undefined ? undefined : { ...withoutDefaults(runInputs, forRuns), source: sales, store: place },
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
