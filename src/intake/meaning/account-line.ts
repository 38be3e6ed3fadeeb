/** A sentence about what was left out, subtracted, joined or assumed. */
export interface AccountLine {
  readonly text: string;
  /** The share of the rows or of the money that it is about, whichever is more: 0 to 1. */
  readonly share: number;
}
