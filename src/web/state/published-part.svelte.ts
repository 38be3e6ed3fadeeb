import { neverStill, type Problem } from "../api/problem.js";
import { askStore, type PublishedAnswer } from "../api/request.js";
import { type AskedPart, MOST_TRIES, type Part, published } from "./published.svelte.js";

/**
 * What is shown of the published run beside the overview, and is always of the same run: an answer of another one is not
 * shown before the overview of that run is.
 */
export class PublishedPart<T> implements Part {
  value = $state.raw<T>();
  problem = $state.raw<Problem>();
  loading = $state(false);
  /** The address whose answer is shown; empty before the first answer. */
  shown = $state.raw("");
  isUnanswered = false;
  #asked = "";
  #abort: AbortController | undefined;
  readonly #addressInNewRun: (() => string) | undefined;

  /** @param addressInNewRun what to ask for when another run is shown; default: the same as before. */
  constructor(addressInNewRun?: () => string) {
    this.#addressInNewRun = addressInNewRun;
  }

  get isShown(): boolean {
    return this.value !== undefined || this.problem !== undefined;
  }

  /** Goes along with the published run until the returned function is called. */
  follow(): () => void {
    const leave = published.follow(this);
    return () => {
      leave();
      this.#abort?.abort();
    };
  }

  /** Asks at an address, unless its answer is shown or on its way. What is shown stays until the answer is there. */
  load(address: string): void {
    const isThere = this.shown === address && this.problem === undefined;
    if (address !== this.#asked || !(this.loading || isThere)) void this.#load(address);
  }

  /** Asks at the same address once more. */
  reload(): void {
    if (this.#asked !== "") void this.#load(this.#asked);
  }

  async ask(signal: AbortSignal): Promise<AskedPart> {
    const asked = this.#asked;
    const address = this.#addressInNewRun?.() ?? asked;
    const answer = await askStore<T>(address, signal);
    const show = (): void => {
      if (this.#asked === asked) this.#show(address, answer);
      // Something else was asked for meanwhile, and is on its way; what is shown is of the run before.
      else [this.value, this.shown] = [undefined, ""];
    };
    return { answer, show };
  }

  async #load(address: string): Promise<void> {
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    this.#asked = address;
    this.loading = true;
    try {
      const answer = await this.#answerOfShownRun(address, signal);
      if (signal.aborted) return;
      this.#show(address, answer);
      if (answer.problem?.isNoAnswer === true) published.lose();
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }

  /** An answer of the run that the page shows, which becomes the latest one where the answer is of another. */
  async #answerOfShownRun(address: string, signal: AbortSignal): Promise<PublishedAnswer<T>> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const answer = await askStore<T>(address, signal);
      await published.settled();
      if (signal.aborted || answer.run === null || answer.run === published.run) return answer;
      await published.refresh(); // shows this part too, where it showed something, which ends this load
      if (signal.aborted) return answer;
      if (published.problem !== undefined) return { run: null, problem: published.problem };
    }
    return { run: null, problem: neverStill() };
  }

  #show(address: string, { value, problem }: PublishedAnswer<T>): void {
    this.#abort?.abort();
    this.#asked = address;
    this.loading = false;
    this.isUnanswered = problem?.isNoAnswer === true;
    // What was read there before stays; the page says that the server does not answer.
    if (this.isUnanswered && this.shown === address && this.value !== undefined) return;
    this.shown = address;
    this.problem = problem;
    if (value !== undefined) this.value = value;
  }
}
