import type { Condition, Rule, Segment, SegmentModel } from "../../../model/segment-model.js";

/** The two lists of rules that a model has. */
export type RuleList = "rules" | "fallback";

/** A condition in which one part allows these values; none means that the part is not looked at. */
export function withValues(when: Condition, part: keyof Condition, values: readonly number[]): Condition {
  const { [part]: _, ...others } = when;
  return values.length === 0 ? others : { ...others, [part]: values.toSorted((a, b) => a - b) };
}

/** Puts a rule in the place of another. */
export function replaceRule(model: SegmentModel, list: RuleList, place: number, rule: Rule): SegmentModel {
  return { ...model, [list]: model[list].with(place, rule) };
}

/** Moves a rule up (-1) or down (+1); the model as it is where the rule is at the end already. */
export function moveRule(model: SegmentModel, list: RuleList, place: number, step: -1 | 1): SegmentModel {
  const [rule, other] = [model[list][place], model[list][place + step]];
  if (rule === undefined || other === undefined) return model;
  return { ...model, [list]: model[list].with(place, other).with(place + step, rule) };
}

/** Takes a rule away. */
export function removeRule(model: SegmentModel, list: RuleList, place: number): SegmentModel {
  return { ...model, [list]: model[list].toSpliced(place, 1) };
}

/** Adds a rule for the most recent customers and the first segment, to be changed, after the others. */
export function addRule(model: SegmentModel): SegmentModel {
  const segment = (model.segments[0] as Segment).name;
  return { ...model, rules: [...model.rules, { segment, when: { R: [5] } }] };
}

/** Gives the cells that nothing else catches to a segment. */
export function replaceFallback(model: SegmentModel, segment: string): SegmentModel {
  return { ...model, fallback: [...model.fallback.slice(0, -1), { segment, when: {} }] };
}

/** Changes a segment; a new name is carried into the rules. */
export function replaceSegment(model: SegmentModel, place: number, segment: Segment): SegmentModel {
  const old = model.segments[place]?.name;
  const renamed = (rule: Rule): Rule => (rule.segment === old ? { ...rule, segment: segment.name } : rule);
  return {
    ...model,
    segments: model.segments.with(place, segment),
    rules: model.rules.map(renamed),
    fallback: model.fallback.map(renamed),
  };
}

/** Adds a segment under a name that is still free, after the others. */
export function addSegment(model: SegmentModel): SegmentModel {
  const names = model.segments.map(({ name }) => name);
  let number = model.segments.length + 1;
  while (names.includes(`Segment ${number}`)) number += 1;
  const segment: Segment = { name: `Segment ${number}`, description: "", action: "Review manually", group: "none" };
  return { ...model, segments: [...model.segments, segment] };
}

/** Takes a segment away with its rules; where it closed the model, the last that is left does. One always stays. */
export function removeSegment(model: SegmentModel, place: number): SegmentModel {
  const removed = model.segments[place]?.name;
  const segments = model.segments.toSpliced(place, 1);
  const last = segments.at(-1);
  if (removed === undefined || last === undefined) return model;
  const stays = ({ segment }: Rule): boolean => segment !== removed;
  const closing = model.fallback.at(-1) as Rule;
  return {
    ...model,
    segments,
    rules: model.rules.filter(stays),
    fallback: [
      ...model.fallback.slice(0, -1).filter(stays),
      stays(closing) ? closing : { segment: last.name, when: {} },
    ],
  };
}

/** Why a name cannot be given to the segment at a place; undefined where it can. */
export function refusedName(model: SegmentModel, place: number, name: string): string | undefined {
  if (name.trim() === "") return "A segment needs a name.";
  const taken = model.segments.some((segment, other) => other !== place && segment.name === name.trim());
  return taken ? `There is a segment "${name.trim()}" already.` : undefined;
}
