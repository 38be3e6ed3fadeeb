import type { Node } from "yaml";
import { closestName } from "./closest-name.js";
import { CONDITION_PARTS, limitsOf, wholeNumbers } from "./condition-values.js";
import type { Score } from "./score.js";
import { DEFAULT_ACTION } from "./segment-info.js";
import {
  type Condition,
  type Rule,
  type Segment,
  SEGMENT_GROUPS,
  type SegmentGroup,
  type SegmentModel,
} from "./segment-model.js";
import { YamlDocument } from "./yaml-document.js";

const RANGE = /^(\d+)(?:\s*\.\.\s*(\d+))?$/;

/**
 * Reads a segment model from YAML or JSON. A condition's part is a number, a range `a..b`, or a list of those. A
 * description is "", an action "Review manually" and a group `none` where it is left out. The fallback is a segment, or
 * a list of rules that ends in a segment. Every rule keeps its line.
 *
 * @param file named in messages; none for text that is not from a file.
 * @throws QuintileError `BAD_MODEL`, with the line, for text that is no such model: syntax, unknown or missing keys,
 *   unknown or repeated segments, unknown groups, scores outside 1..5, totals outside 3..15, reversed ranges, no
 *   fallback.
 */
export function parseModel(text: string, file?: string): SegmentModel {
  const document = new YamlDocument(text, "BAD_MODEL", file);
  const fields = document.fields(document.root, ["name", "segments", "rules", "fallback"], "A segment model");
  const field = (key: keyof typeof fields) => required(document, fields[key], document.root, "A segment model", key);
  const name = document.name(field("name"), "The name");
  const segments = parseSegments(document, field("segments"));
  const names = segments.map((segment) => segment.name);
  const rules = document.items(field("rules"), '"rules"').map((item) => parseRule(document, item, names));
  const fallback = parseFallback(document, field("fallback"), names);
  return { name, segments, rules, fallback };
}

function required(document: YamlDocument, node: Node | undefined, at: Node, what: string, key: string): Node {
  if (node === undefined) throw document.error(at, `${what} needs the key "${key}".`);
  return node;
}

function parseSegments(document: YamlDocument, node: Node): readonly Segment[] {
  const segments: Segment[] = [];
  for (const item of document.items(node, '"segments"')) {
    const segment = parseSegment(document, item);
    if (segments.some(({ name }) => name === segment.name)) {
      throw document.error(item, `The segment "${segment.name}" is listed twice.`);
    }
    segments.push(segment);
  }
  if (segments.length === 0) throw document.error(node, "A segment model needs at least one segment.");
  return segments;
}

function parseSegment(document: YamlDocument, item: Node): Segment {
  const { name, description, action, group } = document.fields(
    item,
    ["name", "description", "action", "group"],
    "A segment",
  );
  return {
    name: document.name(required(document, name, item, "A segment", "name"), "A segment's name"),
    description: description === undefined ? "" : document.text(description, "A description"),
    action: action === undefined ? DEFAULT_ACTION : document.text(action, "An action"),
    group: group === undefined ? "none" : parseGroup(document, group),
  };
}

function parseGroup(document: YamlDocument, node: Node): SegmentGroup {
  const text = document.show(node);
  const group = SEGMENT_GROUPS.find((known) => known === document.scalar(node));
  if (group !== undefined) return group;
  throw document.error(node, `There is no group "${text}".`, `Groups: ${SEGMENT_GROUPS.join(", ")}.`);
}

function parseRule(document: YamlDocument, item: Node, names: readonly string[]): Rule {
  const { segment, when } = document.fields(item, ["segment", "when"], "A rule");
  return {
    segment: parseSegmentName(document, required(document, segment, item, "A rule", "segment"), names),
    when: parseCondition(document, required(document, when, item, "A rule", "when")),
    line: document.lineOf(item),
  };
}

function parseFallback(document: YamlDocument, node: Node, names: readonly string[]): readonly Rule[] {
  const items = document.isList(node) ? document.items(node, '"fallback"') : [node];
  const rules = items.map((item) => parseFallbackRule(document, item, names));
  const last = rules.at(-1);
  if (last !== undefined && CONDITION_PARTS.every((part) => last.when[part] === undefined)) return rules;
  throw document.error(items.at(-1) ?? node, "The fallback does not end in a segment without condition.");
}

function parseFallbackRule(document: YamlDocument, item: Node, names: readonly string[]): Rule {
  const line = document.lineOf(item);
  if (document.isText(item)) return { segment: parseSegmentName(document, item, names), when: {}, line };
  const { segment, when } = document.fields(item, ["segment", "when"], "A fallback, unless it is a segment's name,");
  return {
    segment: parseSegmentName(document, required(document, segment, item, "A rule", "segment"), names),
    when: when === undefined ? {} : parseCondition(document, when),
    line,
  };
}

function parseSegmentName(document: YamlDocument, node: Node, names: readonly string[]): string {
  const name = document.text(node, "A segment");
  if (names.includes(name)) return name;
  const meant = closestName(name, names);
  const hint = `${meant === undefined ? "" : `Did you mean "${meant}"? `}Segments: ${names.join(", ")}.`;
  throw document.error(node, `"${document.show(node)}" is not among the segments.`, hint);
}

function parseCondition(document: YamlDocument, node: Node): Condition {
  const fields = document.fields(node, CONDITION_PARTS, "A condition");
  const { R, F, M, total } = fields;
  return {
    ...(R === undefined ? {} : { R: parseScores(document, R, "R") }),
    ...(F === undefined ? {} : { F: parseScores(document, F, "F") }),
    ...(M === undefined ? {} : { M: parseScores(document, M, "M") }),
    ...(total === undefined ? {} : { total: parseValues(document, total, "total") }),
  };
}

function parseScores(document: YamlDocument, node: Node, letter: "R" | "F" | "M"): readonly Score[] {
  return parseValues(document, node, letter) as readonly Score[];
}

function parseValues(document: YamlDocument, node: Node, part: keyof Condition): readonly number[] {
  const items = document.isList(node) ? document.items(node, part) : [node];
  if (items.length === 0) throw document.error(node, `${part} allows no value, so that the rule can never match.`);
  const { low, high } = limitsOf(part);
  // Also keeps short what aliases can repeat.
  if (items.length > high - low + 1) throw document.error(node, `${part} lists more values than there are.`);
  const values = new Set(items.flatMap((item) => parseRange(document, item, part)));
  return [...values].toSorted((a, b) => a - b);
}

function parseRange(document: YamlDocument, node: Node, part: keyof Condition): readonly number[] {
  const shown = document.show(node);
  const match = RANGE.exec(String(document.scalar(node)));
  if (match === null) {
    throw document.error(node, `${part} is a number, a range such as 4..5, or a list of numbers; this is ${shown}.`);
  }
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  const { low, high } = limitsOf(part);
  if (from > to) throw document.error(node, `The range ${shown} is reversed.`, `Write ${to}..${from}.`);
  if (from < low || to > high) throw document.error(node, `${part} is ${shown}, but lies between ${low} and ${high}.`);
  return wholeNumbers(from, to);
}
