import { asProblem, type Problem } from "../api/problem.js";

/** Something that is loaded: its last value, whether it is being loaded, and what went wrong. */
export class Resource<T> {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  loading = $state(false);
  #abort: AbortController | undefined;

  /** Loads anew. An earlier load that is still under way is given up; the old value stays until the new one is there. */
  async load(read: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    try {
      const value = await read(abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.problem = undefined;
    } catch (thrown) {
      if (abort.signal.aborted) return;
      this.problem = asProblem(thrown);
    }
    this.loading = false;
  }

  /** Gives up what is under way. */
  stop(): void {
    this.#abort?.abort();
    this.loading = false;
  }
}
