import { createParser } from "eventsource-parser";
import { noAnswer } from "./problem.js";
import { apiAddress, request } from "./request.js";

/** One event of `GET /runs/current/events`. */
export interface RunEvent {
  readonly name: string;
  readonly data: unknown;
}

/**
 * Hears of the current run until the server ends the stream. A fetch rather than an EventSource, which could not carry
 * the token.
 *
 * @throws Problem where the server does not answer; an abort as it is.
 */
export async function followRun(onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<void> {
  const response = await request(apiAddress("/runs/current/events"), {
    headers: { accept: "text/event-stream" },
    signal,
  });
  const parser = createParser({
    onEvent: ({ event, data }) => onEvent({ name: event ?? "message", data: JSON.parse(data) as unknown }),
  });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  const read = (): ReturnType<typeof reader.read> =>
    reader.read().catch((thrown: unknown) => {
      throw signal.aborted ? thrown : noAnswer();
    });
  for (let part = await read(); !part.done; part = await read()) {
    parser.feed(decoder.decode(part.value, { stream: true }));
  }
}
