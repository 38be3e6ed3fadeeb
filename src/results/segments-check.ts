import type { ModelCheck } from "../model/check-model.js";

/** What the check of a model found. */
export interface SegmentsCheckResult extends ModelCheck {
  readonly model: string;
  /** The scoring the model was held against; null where none was named. */
  readonly scoring: string | null;
  /** The store whose customers the model was held against; null where none was named. */
  readonly store: string | null;
}
