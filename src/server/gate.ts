import { QuintileError } from "../errors.js";

/** Lets some at a time in, some wait for them, and sends the others away. */
export class Gate {
  readonly #most: number;
  readonly #refusal: string;
  readonly #mostWaiting: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param mostWaiting how many wait until there is room, in the order in which they came. */
  constructor(most: number, refusal: string, mostWaiting = 0) {
    this.#most = most;
    this.#refusal = refusal;
    this.#mostWaiting = mostWaiting;
  }

  /** Does work inside. Raises `TOO_MANY_REQUESTS` where there is no room to work or to wait. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside < this.#most) this.#inside += 1;
    else await this.#wait(); // whoever leaves hands its place over
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside -= 1;
      else next();
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting) {
      throw new QuintileError("TOO_MANY_REQUESTS", this.#refusal, { hint: "Try again in a moment." });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
