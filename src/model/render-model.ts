import { Document, isCollection, isSeq } from "yaml";
import { CONDITION_PARTS, isRange } from "./condition-values.js";
import type { Condition, Rule, SegmentModel } from "./segment-model.js";

/** A segment model as a YAML file, one line per segment and rule. `parseModel` reads it back as the same model. */
export function renderModel(model: SegmentModel): string {
  const [only, ...further] = model.fallback;
  const document = new Document({
    name: model.name,
    segments: model.segments.map(({ name, description, action, group }) => ({ name, description, action, group })),
    rules: model.rules.map(({ segment, when }) => ({ segment, when: plainCondition(when) })),
    fallback: further.length === 0 ? only?.segment : model.fallback.map(plainFallback),
  });
  for (const key of ["segments", "rules", "fallback"]) {
    const list = document.get(key);
    if (isSeq(list)) for (const item of list.items) if (isCollection(item)) item.flow = true;
  }
  return document.toString({ lineWidth: 0 });
}

function plainFallback({ segment, when }: Rule): unknown {
  const condition = plainCondition(when);
  return Object.keys(condition).length === 0 ? segment : { segment, when: condition };
}

function plainCondition(condition: Condition): Record<string, unknown> {
  const parts = CONDITION_PARTS.flatMap((part) => {
    const values = condition[part];
    return values === undefined ? [] : [[part, plainValues(values)]];
  });
  return Object.fromEntries(parts);
}

function plainValues(values: readonly number[]): unknown {
  if (values.length === 1) return values[0];
  return isRange(values) ? `${values[0]}..${values.at(-1)}` : values;
}
