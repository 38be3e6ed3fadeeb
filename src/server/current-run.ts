import { QuintileError } from "../errors.js";
import type { KeptStore } from "../operations/store/keep-store.js";
import { snake } from "../operations/inputs/spellings.js";
import type { OptionsOf } from "../operations/inputs/input.js";
import type { Context, Progress } from "../operations/operation.js";
import { type relabelInputs, relabelOperation } from "../operations/relabel/operation.js";
import type { RelabelResult } from "../results/relabel.js";
import { runOperation } from "../operations/run/operation.js";
import type { RunValues } from "../operations/run/inputs.js";
import { toProblem } from "./problem.js";
import type { RunState } from "../results/run-state.js";

/** Runs on the store of this server: one at a time. */
export class CurrentRun {
  readonly #store: KeptStore;
  readonly #watchers = new Set<() => void>();
  #state: RunState = { state: "idle", notes: [] };
  #cancel: AbortController | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(store: KeptStore) {
    this.#store = store;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Starts a run. Raises `RUN_IN_PROGRESS` while another one is at work. */
  start(options: RunValues): RunState {
    this.#requireIdle();
    this.#cancel = new AbortController();
    this.#change({ state: "running", started_at: new Date().toISOString(), share: 0, notes: [] }, true);
    this.#done = this.#run(options, this.#cancel.signal);
    return this.#state;
  }

  /** Publishes another segment model. Raises `RUN_IN_PROGRESS` while a run is at work, and what `relabel` does. */
  relabel(options: OptionsOf<typeof relabelInputs>, context: Pick<Context, "signal">): Promise<RelabelResult> {
    this.#requireIdle();
    return this.#store.duringRun(() => relabelOperation.run(options, { signal: context.signal, spelling: snake }));
  }

  /** Cancels the run that is at work, if there is one; it ends soon after. */
  cancel(): RunState {
    this.#cancel?.abort();
    return this.#state;
  }

  /** Cancels, and resolves when the run has cleaned up. */
  async end(): Promise<void> {
    this.cancel();
    await this.#done;
  }

  /** Calls `notice` at every change until the returned function is called. */
  watch(notice: () => void): () => void {
    this.#watchers.add(notice);
    return () => this.#watchers.delete(notice);
  }

  async #run(options: RunValues, signal: AbortSignal): Promise<void> {
    try {
      const context = { signal, progress: this.#progress(), spelling: snake };
      const result = await this.#store.duringRun(() => runOperation.run(options, context));
      this.#change({ state: "done", result });
    } catch (error) {
      const isCancelled = error instanceof QuintileError && error.kind === "cancelled";
      this.#change({ state: isCancelled ? "cancelled" : "failed", problem: toProblem(error) });
    }
  }

  #requireIdle(): void {
    if (this.#state.state !== "running") return;
    throw new QuintileError("RUN_IN_PROGRESS", "A run is at work already.", {
      hint: "Wait until it is done, or cancel it.",
    });
  }

  #progress(): Progress {
    return {
      stage: (stage) => this.#change({ stage, share: 0 }),
      advance: (share) => this.#change({ share }),
      note: (message) => this.#change({ notes: [...this.#state.notes, message] }),
    };
  }

  #change(change: Partial<RunState>, isNew = false): void {
    this.#state = isNew ? (change as RunState) : { ...this.#state, ...change };
    for (const notice of this.#watchers) notice();
  }
}
