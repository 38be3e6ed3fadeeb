import type { HeldOutValue } from "../model/icp/held-out.js";

/** How patterns fared after the day as of which they were found. */
export interface HoldoutResult {
  /** The moment as of which patterns were found. */
  readonly as_of: string;
  /** All who had bought by then: patterns were found among them, and are checked on them. */
  readonly customers: number;
  /** Those of them who bought after it; their scores by those sales alone say who is on top. */
  readonly bought_later: number;
  /** Those who are top performers by those scores. */
  readonly became_top: number;
  readonly values: readonly HeldOutValue[];
}
