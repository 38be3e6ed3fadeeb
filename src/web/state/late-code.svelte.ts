import { noAnswer, Problem } from "../api/problem.js";
import { published } from "./published.svelte.js";

/** Code that is asked of the server when it is first needed, and again once a server that was down is back. */
export class LateCode<T> {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  #wanted: (() => Promise<T>) | undefined;

  /** Call it in an effect. What is there already stays. */
  want(load: () => Promise<T>): void {
    const isBack = published.isAnswering;
    if (load === this.#wanted && (this.value !== undefined || !isBack)) return;
    if (load !== this.#wanted) this.value = undefined;
    this.#wanted = load;
    void this.#load(load);
  }

  async #load(load: () => Promise<T>): Promise<void> {
    const wasUnanswered = this.problem?.isNoAnswer === true;
    this.problem = undefined;
    try {
      const value = await load();
      if (load === this.#wanted) this.value = value;
    } catch {
      await published.refresh();
      await published.settled();
      if (load !== this.#wanted) return;
      // A browser may remember that a module did not come, and never ask for it again.
      if (wasUnanswered && published.isAnswering) location.reload();
      else this.problem = published.isAnswering ? outdated() : noAnswer();
    }
  }
}

/** The server is there, and does not have the code. */
function outdated(): Problem {
  return new Problem(
    0,
    "OUTDATED",
    "This part of the dashboard could not be loaded.",
    "Load the page again: the server may have been updated meanwhile.",
  );
}
