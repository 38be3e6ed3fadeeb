import type { ProgressListener } from "../sql/database.js";
import type { Stage, Timings } from "../results/stage.js";

/** Receives how far the work has come. */
export interface StageListener {
  /** A stage begins; `rows` is about how many rows it will read, where that is known. */
  stage(stage: Stage, rows?: number): void;
  /** The share of the current stage that is done, 0 to 1. */
  advance(share: number): void;
}

/** Tells a listener which stage runs, and keeps how long each took. */
export class Stages {
  readonly #started = performance.now();
  readonly #listener: StageListener | undefined;
  readonly #milliseconds: Partial<Record<Stage, number>> = {};

  constructor(listener: StageListener | undefined) {
    this.#listener = listener;
  }

  /** Does the work of a stage. */
  async run<T>(stage: Stage, work: (listener: ProgressListener) => Promise<T>, rows?: number): Promise<T> {
    this.#listener?.stage(stage, rows);
    const start = performance.now();
    try {
      return await work((share) => this.#listener?.advance(share));
    } finally {
      this.#milliseconds[stage] = (this.#milliseconds[stage] ?? 0) + Math.round(performance.now() - start);
    }
  }

  /** Milliseconds per stage so far, and since the beginning. */
  get timings(): Timings {
    return { ...this.#milliseconds, total: Math.round(performance.now() - this.#started) };
  }
}
