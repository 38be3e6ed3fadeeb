import { QuintileError } from "../errors.js";

/** Lets some at a time in, and sends the others away. */
export class Gate {
  readonly #most: number;
  readonly #refusal: string;
  #inside = 0;

  constructor(most: number, refusal: string) {
    this.#most = most;
    this.#refusal = refusal;
  }

  /** Does work inside. Raises `TOO_MANY_REQUESTS` where there is no room. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#most) {
      throw new QuintileError("TOO_MANY_REQUESTS", this.#refusal, { hint: "Try again in a moment." });
    }
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
    }
  }
}
