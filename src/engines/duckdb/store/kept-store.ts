import { existsSync } from "node:fs";
import { QuintileError } from "../../../errors.js";
import type { KeptStore, ReadKind, Store } from "../../engine.js";
import { explained } from "../../explained.js";
import { explainFailures } from "../explain.js";
import { type CopiedStore, copyStore, markOf } from "./copied-store.js";
import { noStore, requireStoreFile } from "./store-file.js";

/** Milliseconds until a store that is being written is looked at again. */
const LOOK_AGAIN_AFTER = 250;

/** Keeps a store in a file open for many readers. Nothing is opened before the first of them comes. */
export function keepDuckdbStore(file: string): KeptStore {
  return explained(new KeptDuckdbStore(file), explainFailures([]));
}

/**
 * A store in a file that is read from copies: a process that has the file open keeps every run from it, and a run keeps every
 * reader from it (docs/decisions/0008). A copy is taken when the file has changed and no run writes to it.
 */
class KeptDuckdbStore implements KeptStore {
  readonly #file: string;
  #copy: CopiedStore | undefined;
  #copying: Promise<void> | undefined;
  #lookAfter = 0;
  /** Why the store could not be read when it was looked at last; undefined where it was, or a run had it. */
  #failure: unknown;
  #runs = 0;
  readonly #retiring = new Set<Promise<void>>();

  /** Raises `USAGE` for what can be no file. */
  constructor(file: string) {
    requireStoreFile(file);
    this.#file = file;
  }

  async read<T>(work: (store: Store) => Promise<T>, kind: ReadKind = "short"): Promise<T> {
    await this.#refresh();
    if (this.#copy === undefined) throw this.#notYet();
    return this.#copy.sessions.use(kind, work);
  }

  async duringRun<T>(run: () => Promise<T>): Promise<T> {
    this.#runs += 1;
    try {
      await this.#copying;
      return await run();
    } finally {
      this.#runs -= 1;
      this.#lookAfter = 0;
      await this.#refresh().catch(() => undefined); // the next reader is told
    }
  }

  async close(): Promise<void> {
    this.#runs += 1;
    await this.#copying;
    this.#retire();
    await Promise.all(this.#retiring);
  }

  /**
   * Takes another copy where the file has changed since the last. While a run has the file, readers see the copy before it.
   * A store that is gone or damaged raises an error for every reader until it is back.
   */
  async #refresh(): Promise<void> {
    if (this.#runs > 0 || (this.#copy?.mark === markOf(this.#file) && this.#copy !== undefined)) return;
    if (this.#copy === undefined || Date.now() >= this.#lookAfter) {
      this.#copying ??= this.#takeCopy().finally(() => {
        this.#copying = undefined;
      });
      await this.#copying;
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #takeCopy(): Promise<void> {
    try {
      const copy = await copyStore(this.#file);
      this.#retire();
      this.#copy = copy;
      this.#failure = undefined;
    } catch (error) {
      this.#lookAfter = Date.now() + LOOK_AGAIN_AFTER;
      const isBusy = error instanceof QuintileError && error.kind === "busy";
      this.#failure = isBusy && this.#copy !== undefined ? undefined : error;
    }
  }

  #retire(): void {
    const retiring = this.#copy?.sessions.retire().finally(() => this.#retiring.delete(retiring as Promise<void>));
    if (retiring !== undefined) this.#retiring.add(retiring);
    this.#copy = undefined;
  }

  #notYet(): QuintileError {
    if (!existsSync(this.#file)) return noStore(this.#file);
    return new QuintileError(
      "STORE_BUSY",
      `${this.#file} is being written by a run, and nothing was read from it before.`,
      {
        hint: "Wait until the run is done.",
      },
    );
  }
}
