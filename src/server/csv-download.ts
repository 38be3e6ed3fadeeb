import { cancelled, type QuintileError } from "../errors.js";
import type { TakeText } from "../operations/customers/csv.js";
import type { Context } from "../operations/operation.js";

/** Milliseconds that a client may leave a download untouched; it holds a session of the engine meanwhile. */
const PATIENCE = 30_000;

/**
 * A file that is written while it is downloaded. A failure before the first byte is an error response; after it, the connection
 * breaks off, so that half a file is not taken for a whole one.
 */
export async function csvDownload(
  name: string,
  context: Context & { readonly signal: AbortSignal },
  write: (context: Context, begin: () => TakeText) => Promise<void>,
): Promise<Response> {
  const gone = new AbortController();
  const signal = AbortSignal.any([context.signal, gone.signal]);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  writer.closed.catch(() => gone.abort());
  const encoder = new TextEncoder();
  const goneAway = (): QuintileError => cancelled(signal, "The client has gone away.");
  signal.addEventListener("abort", () => void writer.abort(goneAway()).catch(() => undefined), { once: true });
  const take: TakeText = async (text) => {
    const timer = setTimeout(() => gone.abort(), PATIENCE);
    try {
      await writer.write(encoder.encode(text)); // resolves when the client has taken it
    } catch {
      throw goneAway();
    } finally {
      clearTimeout(timer);
    }
  };
  await new Promise<void>((resolve, reject) => {
    const begin = (): TakeText => {
      resolve();
      return take;
    };
    write({ ...context, signal }, begin).then(
      () => writer.close().catch(() => undefined),
      (error: unknown) => {
        reject(error as Error); // of no effect where the download has begun
        return writer.abort(error).catch(() => undefined);
      },
    );
  });
  return csvResponse(name, readable);
}

/** CSV that browsers keep under a name. */
export function csvResponse(name: string, body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="${name}"` },
  });
}
