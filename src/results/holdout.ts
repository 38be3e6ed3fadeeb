import type { PatternValue } from "../model/icp/patterns.js";

/** How patterns fared after the day as of which they were found. */
export interface HoldoutResult {
  /** The moment as of which patterns were found. */
  readonly as_of: string;
  /** Customers who were not yet top performers then, and could become some; later customers among them. */
  readonly customers: number;
  /** Those of them who are top performers now. */
  readonly became_top: number;
  readonly values: readonly HeldOutValue[];
}

/** A pattern as it was found, and what became of it. */
export interface HeldOutValue {
  /** The name of the attribute. */
  readonly dimension: string;
  readonly value: string;
  readonly found: "primary" | "secondary" | "negative";
  /** The lift as of the day of the holdout. */
  readonly lift: number;
  /** The same value among the customers who became top performers later; null where none of those customers has it. */
  readonly later: PatternValue | null;
  /** The later lift lies on the same side of 1. */
  readonly holds: boolean;
}
