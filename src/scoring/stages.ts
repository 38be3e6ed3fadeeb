import type { ProgressListener } from "../engines/engine.js";
import type { Progress } from "../operations/operation.js";
import type { Stage } from "../results/stage.js";

/** Tells progress which stage runs, and keeps how long each took. */
export class Stages {
  readonly #started = performance.now();
  readonly #progress: Progress | undefined;
  readonly #milliseconds: Partial<Record<Stage, number>> = {};

  constructor(progress: Progress | undefined) {
    this.#progress = progress;
  }

  /** Does the work of a stage. */
  async run<T>(stage: Stage, work: (listener: ProgressListener) => Promise<T>, rows?: number): Promise<T> {
    this.#progress?.stage(stage, rows);
    const start = performance.now();
    try {
      return await work((share) => this.#progress?.advance(share));
    } finally {
      this.#milliseconds[stage] = (this.#milliseconds[stage] ?? 0) + Math.round(performance.now() - start);
    }
  }

  get timings(): Partial<Record<Stage, number>> & { total: number } {
    return { ...this.#milliseconds, total: Math.round(performance.now() - this.#started) };
  }
}
