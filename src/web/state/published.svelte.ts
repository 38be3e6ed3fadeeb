import { neverStill, noAnswer, type Problem } from "../api/problem.js";
import { apiAddress, askStore, type PublishedAnswer } from "../api/request.js";
import type { Overview } from "../../results/overview.js";
import { type Formats, formatsFor } from "../format/formats.js";

/** Something beside the overview that shows the published run, such as a list of its customers. */
export interface Part {
  /** True where it shows something that another run would make wrong. */
  readonly isShown: boolean;
  /** True where the server did not answer the last request. */
  readonly isUnanswered: boolean;
  /** Asks for what it shows, anew; gives what shows the answer. */
  ask(signal: AbortSignal): Promise<AskedPart>;
  /** Asks for what it last asked for, by itself. */
  reload(): void;
}

/** The answer to a part, which is not shown yet. */
export interface AskedPart {
  readonly answer: PublishedAnswer<unknown>;
  show(): void;
}

/** How often all parts are read again where a run is published between their answers. */
export const MOST_TRIES = 5;

/**
 * The published run, shared by all views. Everything on the page shows the same one: where the server has another, the
 * overview and all parts are asked for it, and are shown together once all are there.
 */
class PublishedRun {
  /** The same object until the server answers something else. */
  value = $state.raw<Overview>();
  /** The run that is shown, by the server's name for it; null before the first answer. */
  run = $state.raw<string | null>(null);
  /** The problem of the last request; the dashboard shows what it read before. */
  problem = $state.raw<Problem>();
  /** False while the server does not answer. */
  isAnswering: boolean = $derived(this.problem?.isNoAnswer !== true);
  /** When the overview that is shown was last heard of. */
  readAt = $state.raw<Date>();
  /** Formats of the configured locale and currency; the browser's until the overview is there. */
  formats: Formats = $derived(formatsFor(this.value?.locale ?? null, this.value?.currency ?? null));

  readonly #parts = new Set<Part>();
  #abort: AbortController | undefined;
  #pending: Promise<void> | undefined;

  /** Takes a part along to every new run, until the returned function is called. */
  follow(part: Part): () => void {
    this.#parts.add(part);
    return () => this.#parts.delete(part);
  }

  /** Asks which run is published, and shows it. A question that is still under way is given up. */
  refresh(): Promise<void> {
    this.#abort?.abort();
    this.#abort = new AbortController();
    const pending = this.#read(this.#abort.signal).finally(() => {
      if (this.#pending === pending) this.#pending = undefined;
    });
    this.#pending = pending;
    return pending;
  }

  /** Resolves once no question is under way. */
  async settled(): Promise<void> {
    while (this.#pending !== undefined) await this.#pending;
  }

  /** A request got no answer. */
  lose(): void {
    this.problem ??= noAnswer();
  }

  async #read(signal: AbortSignal): Promise<void> {
    try {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const overview = await askStore<Overview>(apiAddress("/overview"), signal);
        if (overview.value === undefined) {
          this.problem = overview.problem;
          return;
        }
        const isNew = overview.run !== this.run;
        const parts = isNew ? await this.#askParts(signal) : [];
        const lost = parts.find(({ answer }) => answer.problem?.isNoAnswer === true);
        if (lost !== undefined) {
          this.problem = lost.answer.problem;
          return;
        }
        if (parts.every(({ answer }) => answer.run === null || answer.run === overview.run)) {
          this.#show(overview.value, overview.run, parts);
          return;
        }
      }
      this.problem = neverStill();
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }

  #askParts(signal: AbortSignal): Promise<AskedPart[]> {
    return Promise.all([...this.#parts].filter(({ isShown }) => isShown).map((part) => part.ask(signal)));
  }

  #show(overview: Overview, run: string | null, parts: readonly AskedPart[]): void {
    const isSame = this.value !== undefined && JSON.stringify(this.value) === JSON.stringify(overview);
    if (!isSame) this.value = overview;
    this.run = run;
    this.problem = undefined;
    this.readAt = new Date();
    for (const part of parts) part.show();
    for (const part of this.#parts) if (part.isUnanswered) part.reload();
  }
}

/** The published run. */
export const published = new PublishedRun();
