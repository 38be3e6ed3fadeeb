import { UNKNOWN } from "./attribute-value.js";
import { DISCOVERY } from "./evidence.js";
import { type IcpPatterns, LIFT_BOUNDS, type PatternValue } from "./patterns.js";

/** What the sales after the day say of a pattern. */
export const HOLDOUT_STATUSES = ["holds", "not confirmed", "reversed"] as const;

/** One of {@link HOLDOUT_STATUSES}. */
export type HoldoutStatus = (typeof HOLDOUT_STATUSES)[number];

/** How large a lift was when it was found: as in patterns; `slight` lies between negative and secondary. */
export const FOUND = ["primary", "secondary", "slight", "negative", "absent"] as const;

/** One of {@link FOUND}. */
export type Found = (typeof FOUND)[number];

/** A pattern as it was found, and what became of it. */
export interface HeldOutValue {
  /** The name of the attribute. */
  readonly dimension: string;
  readonly value: string;
  readonly found: Found;
  /** The lift as of the day of the holdout. */
  readonly lift: number;
  /** The same value of the same customers, by the sales after the day; null where none of them bought any more. */
  readonly later: PatternValue | null;
  /** True where `status` is `holds`. */
  readonly holds: boolean;
  /**
   * `holds`: the later interval excludes 1 on the side of the lift, and rests on five customers or more; `reversed`: it does so
   * on the other side; `not confirmed`: neither.
   */
  readonly status: HoldoutStatus;
}

/**
 * Checks all values with q < 0.05 by what the same customers did later. What is not known is no pattern.
 *
 * @param found the patterns as of the day.
 * @param later the same values of the same customers, on top by the sales after the day alone.
 */
export function heldOutValues(found: IcpPatterns, later: IcpPatterns): HeldOutValue[] {
  return Object.entries(found).flatMap(([attribute, { distribution, absent_distribution }]) => {
    const seen = [...(later[attribute]?.distribution ?? []), ...(later[attribute]?.absent_distribution ?? [])];
    return [...distribution, ...absent_distribution]
      .filter(({ value, q }) => q < DISCOVERY && value !== UNKNOWN)
      .map(({ value, lift, count }): HeldOutValue => {
        const now = seen.find((each) => each.value === value) ?? null;
        const status = statusOf(lift, now);
        const kind = count === 0 ? "absent" : foundAt(lift);
        return { dimension: attribute, value, found: kind, lift, later: now, holds: status === "holds", status };
      });
  });
}

function foundAt(lift: number): Found {
  if (lift >= LIFT_BOUNDS.primary) return "primary";
  if (lift >= LIFT_BOUNDS.secondary) return "secondary";
  return lift < LIFT_BOUNDS.negative ? "negative" : "slight";
}

function statusOf(lift: number, later: PatternValue | null): HoldoutStatus {
  if (later === null || later.small_support || later.lift_low === null || later.lift_high === null)
    return "not confirmed";
  if (later.lift_low <= 1 && later.lift_high >= 1) return "not confirmed";
  return later.lift_low > 1 === lift > 1 ? "holds" : "reversed";
}
