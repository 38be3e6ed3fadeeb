import { setTimeout as sleep } from "node:timers/promises";

/** How long to try again, in milliseconds, and how to wait meanwhile. */
export interface Patience {
  /** From the first try until no other one is made. */
  readonly total: number;
  now(): number;
  /** Ends early, in any way, when the signal fires. */
  wait(milliseconds: number, signal: AbortSignal | undefined): Promise<unknown>;
}

/** About as long as a coordinator takes to restart. */
export const USUAL_PATIENCE: Patience = {
  total: 60_000,
  now: () => performance.now(),
  wait: (milliseconds, signal) => sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

const FIRST = 100; // milliseconds
const LONGEST = 5_000;

/** What one try came to; `again` says whether another one may help, and how long the server asks to wait before it. */
export interface Try<T> {
  readonly outcome: T;
  readonly again: { readonly after?: number | undefined } | undefined;
}

/** Tries until it helps no more or patience ends, with growing pauses; gives the last outcome. */
export async function tryPatiently<T>(
  attempt: () => Promise<Try<T>>,
  patience: Patience,
  signal: AbortSignal | undefined,
): Promise<T> {
  const started = patience.now();
  for (let tries = 0; ; tries += 1) {
    const { outcome, again } = await attempt();
    if (again === undefined || signal?.aborted === true) return outcome;
    const pause = Math.max(again.after ?? 0, growing(tries));
    if (patience.now() - started + pause > patience.total) return outcome;
    await patience.wait(pause, signal);
  }
}

/** Doubles from try to try; the random part keeps many clients from coming back at once. */
function growing(tries: number): number {
  const longest = Math.min(FIRST * 2 ** tries, LONGEST);
  return longest * (0.5 + Math.random() / 2);
}

/** The milliseconds of a `Retry-After` header: seconds, or a date; undefined for anything else. */
export function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(date - Date.now(), 0);
}
