import type { CurrentRun } from "./current-run.js";
import type { RunState } from "../results/run-state.js";

/** Milliseconds after which a silent stream says that it is still there. */
const HEARTBEAT = 15_000;

/**
 * The run of this server as server-sent events, until it ends or the client goes away: the state first, then what
 * changes. A slow client gets the latest progress rather than all of it.
 */
export function runEvents(run: CurrentRun, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const changes = changesOf(run, signal);
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { value, done } = await changes.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: async () => {
        await changes.return();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}

async function* changesOf(run: CurrentRun, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  let wake: (() => void) | undefined;
  const unwatch = run.watch(() => wake?.());
  const stop = (): void => wake?.();
  signal.addEventListener("abort", stop, { once: true });
  try {
    let shown = run.state;
    yield event("state", shown);
    while (!signal.aborted && shown.state === "running") {
      if (run.state === shown && !(await changed())) {
        yield ": still here\n\n";
        continue;
      }
      const { state } = run;
      yield eventsBetween(shown, state);
      shown = state;
    }
  } finally {
    unwatch();
    signal.removeEventListener("abort", stop);
  }

  /** True at a change, false when there was none for a while. */
  function changed(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, HEARTBEAT, false);
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}

function eventsBetween(before: RunState, after: RunState): string {
  const notes = after.notes.slice(before.notes.length).map((message) => event("note", { message }));
  const hasMoved = after.stage !== undefined && (after.stage !== before.stage || after.share !== before.share);
  const progress = hasMoved ? [event("progress", { stage: after.stage, share: after.share ?? 0 })] : [];
  return [...notes, ...progress, ...endOf(after)].join("");
}

function endOf({ state, result, problem }: RunState): string[] {
  if (state === "done") return [event("done", { result })];
  return state === "failed" || state === "cancelled" ? [event("failed", { problem })] : [];
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
