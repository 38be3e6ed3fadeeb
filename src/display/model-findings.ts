import { renderCondition } from "../model/render-condition.js";
import type { Assessment } from "../model/assess-model.js";

/** Something that the rule check found, in words. */
export interface Finding {
  /** A mistake in the model, or merely something to know. */
  readonly kind: "mistake" | "notice";
  readonly text: string;
}

const mistake = (text: string): Finding => ({ kind: "mistake", text });
const notice = (text: string): Finding => ({ kind: "notice", text });

/** What the rule check says, mistakes first; none where all is well. */
export function findingsOf({ check }: Assessment): readonly Finding[] {
  const unreachable = check.unreachableSegments.filter((name) => !check.segmentsWithoutRule.includes(name));
  const empty = check.emptySegments.filter((name) => !check.unreachableSegments.includes(name));
  return [
    ...check.neverMatching.map(({ rule, number, fallback }) =>
      mistake(
        `${fallback ? "Fallback rule" : "Rule"} ${number} (${rule.segment}: ${renderCondition(rule.when)}) never wins: earlier rules take all its cells.`,
      ),
    ),
    ...check.segmentsWithoutRule.map((name) => mistake(`No rule names ${name}.`)),
    ...unreachable.map((name) => mistake(`No customer can be in ${name} with this scoring.`)),
    ...empty.map((name) => notice(`${name} has no customers in this run.`)),
    ...(check.fallbackCells.length === 0
      ? []
      : [notice(`${check.fallbackCells.length} of 125 cells match no rule, and go to the fallback.`)]),
  ];
}
