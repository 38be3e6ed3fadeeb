import { QuintileError } from "../../errors.js";

/** How often work is done again when runs keep publishing meanwhile. */
const MOST_ATTEMPTS = 4;

/** What a server tells of its published tables, where it holds no view of several of them. */
export interface ChangingTables {
  /** What to call them in messages. */
  readonly label: string;
  /** A text that changes whenever something is published. */
  state(): Promise<string>;
  /** Looks at the tables anew. */
  reopen(): Promise<void>;
}

/**
 * Does work that reads several tables, and does it again where something was published meanwhile. Work that failed
 * meanwhile is done again too: it may have met a table that was just being replaced. Raises `STORE_BUSY`.
 */
export async function readOneState<T>(tables: ChangingTables, work: (state: string) => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await tables.reopen();
    const before = await tables.state();
    const outcome = await work(before).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const isSame = (await tables.state().catch(() => before)) === before;
    if (isSame && "error" in outcome) throw outcome.error;
    if (isSame && "value" in outcome) return outcome.value;
  }
  throw new QuintileError("STORE_BUSY", `Runs were published to ${tables.label} each time that it was read.`, {
    hint: "Try again when they are done.",
  });
}
