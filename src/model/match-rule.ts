import { QuintileError } from "../errors.js";
import { rfmTotal } from "./cell.js";
import { requireScore } from "./score.js";
import type { Condition, Rule, SegmentModel } from "./segment-model.js";

/** The rule that decides a cell. */
export interface RuleMatch {
  readonly rule: Rule;
  /** The 1-based position among the model's rules; undefined when only the fallback matched. */
  readonly number: number | undefined;
  readonly fallback: boolean;
}

/**
 * The first rule that a cell meets, or else the first of the fallback.
 *
 * @throws QuintileError `USAGE` when a score is not one of 1 to 5; `BAD_MODEL` when a model written in code leaves the
 *   cell to nobody because its fallback ends in a condition.
 */
export function matchRule(model: SegmentModel, r: number, f: number, m: number): RuleMatch {
  const position = model.rules.findIndex(({ when }) => meets(when, r, f, m));
  const rule = model.rules[position];
  if (rule !== undefined) return { rule, number: position + 1, fallback: false };
  const last = model.fallback.find(({ when }) => meets(when, r, f, m));
  if (last !== undefined) return { rule: last, number: undefined, fallback: true };
  throw new QuintileError("BAD_MODEL", `The model "${model.name}" has no rule for ${r}${f}${m}.`, {
    hint: "End the fallback in a rule without condition.",
  });
}

function meets({ R, F, M, total }: Condition, r: number, f: number, m: number): boolean {
  return (
    allows(total, rfmTotal(r, f, m)) &&
    allows(R, requireScore("R", r)) &&
    allows(F, requireScore("F", f)) &&
    allows(M, requireScore("M", m))
  );
}

function allows(values: readonly number[] | undefined, value: number): boolean {
  return values === undefined || values.includes(value);
}
