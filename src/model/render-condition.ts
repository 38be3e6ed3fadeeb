import { CONDITION_PARTS, isRange, limitsOf } from "./condition-values.js";
import type { Condition } from "./segment-model.js";

/**
 * A condition for people, such as `R ≥ 4, F in 2..3, total ≥ 9`. A part that allows every value is left out; a
 * condition without parts is `the rest`.
 */
export function renderCondition(condition: Condition): string {
  const parts = CONDITION_PARTS.flatMap((part) => renderPart(part, condition[part]) ?? []);
  return parts.length === 0 ? "the rest" : parts.join(", ");
}

function renderPart(part: keyof Condition, values: readonly number[] | undefined): string | undefined {
  if (values === undefined) return undefined;
  const { low, high } = limitsOf(part);
  const first = values[0];
  const last = values.at(-1);
  if (!isRange(values) || first === undefined) return `${part} in [${values.join(", ")}]`;
  if (first === low && last === high) return undefined;
  if (first === last) return `${part} = ${first}`;
  if (last === high) return `${part} ≥ ${first}`;
  if (first === low) return `${part} ≤ ${last}`;
  return `${part} in ${first}..${last}`;
}
