import { QuintileError } from "../errors.js";
import type { ReadKind } from "./engine.js";

/** How many sessions work at a time, and how many wait for one. Long work takes none from the short. */
const LIMITS: Readonly<Record<ReadKind, { readonly sessions: number; readonly waiting: number }>> = {
  short: { sessions: 4, waiting: 256 },
  long: { sessions: 4, waiting: 0 },
};

/** Something that reads a store, and the way to end it. */
export interface PooledSession<T> {
  readonly value: T;
  close(): void | Promise<void>;
}

/** Where sessions come from, and what is done once the last is closed. */
export interface SessionOrigin<T> {
  open(): Promise<PooledSession<T>>;
  closed?(): void | Promise<void>;
}

/** Sessions that are opened when they are needed, kept for the next reader, and given to one reader at a time. */
export class SessionPool<T> {
  readonly #origin: SessionOrigin<T>;
  readonly #idle: PooledSession<T>[] = [];
  readonly #busy: Record<ReadKind, number> = { short: 0, long: 0 };
  readonly #waiting: Record<ReadKind, (() => void)[]> = { short: [], long: [] };
  #isRetired = false;
  #end: (() => void) | undefined;

  constructor(origin: SessionOrigin<T>) {
    this.#origin = origin;
  }

  /** Does work with a session of its own. A session whose work raises an error that `isBroken` says is one is not kept. */
  async use<R>(
    kind: ReadKind,
    work: (value: T) => Promise<R>,
    isBroken: (error: unknown) => boolean = () => false,
  ): Promise<R> {
    await this.#enter(kind);
    let session: PooledSession<T> | undefined;
    let isKept = true;
    try {
      session = this.#idle.pop() ?? (await this.#origin.open());
      return await work(session.value);
    } catch (error) {
      isKept = !isBroken(error);
      throw error;
    } finally {
      if (session !== undefined) await this.#putBack(session, isKept);
      this.#leave(kind);
    }
  }

  /** Takes no more readers, and closes everything once the last one has left. */
  async retire(): Promise<void> {
    if (!this.#isRetired) {
      this.#isRetired = true;
      for (const session of this.#idle.splice(0)) await session.close();
    }
    if (this.#readers > 0) {
      await new Promise<void>((resolve) => {
        this.#end = resolve;
      });
    }
    await this.#origin.closed?.();
  }

  get #readers(): number {
    return this.#busy.short + this.#busy.long + this.#waiting.short.length + this.#waiting.long.length;
  }

  async #enter(kind: ReadKind): Promise<void> {
    if (this.#busy[kind] < LIMITS[kind].sessions) {
      this.#busy[kind] += 1;
      return;
    }
    if (this.#waiting[kind].length >= LIMITS[kind].waiting) {
      throw new QuintileError("TOO_MANY_REQUESTS", "Too many others are reading the store at the moment.", {
        hint: "Try again in a moment.",
      });
    }
    await new Promise<void>((resolve) => {
      this.#waiting[kind].push(resolve); // a reader who leaves hands the place over
    });
  }

  #leave(kind: ReadKind): void {
    const next = this.#waiting[kind].shift();
    if (next === undefined) this.#busy[kind] -= 1;
    else next();
    if (this.#isRetired && this.#readers === 0) this.#end?.();
  }

  async #putBack(session: PooledSession<T>, isKept: boolean): Promise<void> {
    if (isKept && !this.#isRetired && this.#idle.length < LIMITS.short.sessions) this.#idle.push(session);
    else await session.close();
  }
}
