/** A customer's state at a moment: the code of a cell, such as `543`; null without any purchase so far (absent). */
export type State = string | null;

/** How many customers went the same way between two moments, and what they add up to. All that is told of movement follows from it. */
export interface MovementCount {
  /** The cell at the first moment, by cutpoints of that moment. */
  readonly before: State;
  /** The cell at the second moment, by the cutpoints of the first. */
  readonly frozen: State;
  /** The cell at the second moment, by cutpoints of that moment. */
  readonly after: State;
  /** True where there was a purchase or a refund between the moments. */
  readonly bought: boolean;
  readonly customers: number;
  /** Exact sum of the amounts between the moments, as decimal text. */
  readonly revenue: string;
  /** Exact sum of the monetary values at the second moment, as decimal text. */
  readonly monetary: string;
}
