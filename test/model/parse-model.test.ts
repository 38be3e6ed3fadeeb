import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { parseModel } from "../../src/model/parse-model.js";
import { renderModel } from "../../src/model/render-model.js";
import { classify, segmentMap } from "../../src/model/segment-map.js";
import type { Rule, SegmentModel } from "../../src/model/segment-model.js";
import { casesOf } from "../support/thoroughness.js";

const VIP_FIRST = `name: vip-first
segments:
  - { name: VIP, description: Best customers, action: Personal contact, group: top }   # a group
  - { name: Steady, description: Regular buyers, action: Keep in touch }
  - { name: Rest, description: Everyone else, action: Review manually }
rules:                                             # the first match wins
  - { segment: VIP, when: { R: 4..5, F: 5, total: 13..15 } }   # a number, a range a..b, or a list
  - { segment: Steady, when: { F: [3, 4] } }
fallback: Rest                                     # a segment, or further rules that end in one
`;

function withoutLines(model: SegmentModel): SegmentModel {
  return { ...model, rules: model.rules.map(withoutLine), fallback: model.fallback.map(withoutLine) };
}

function withoutLine({ segment, when }: Rule): Rule {
  return { segment, when };
}

describe("parseModel", () => {
  test("reads the model of the documentation", () => {
    expect(parseModel(VIP_FIRST, "vip.yml")).toEqual({
      name: "vip-first",
      segments: [
        { name: "VIP", description: "Best customers", action: "Personal contact", group: "top" },
        { name: "Steady", description: "Regular buyers", action: "Keep in touch", group: "none" },
        { name: "Rest", description: "Everyone else", action: "Review manually", group: "none" },
      ],
      rules: [
        { segment: "VIP", when: { R: [4, 5], F: [5], total: [13, 14, 15] }, line: 7 },
        { segment: "Steady", when: { F: [3, 4] }, line: 8 },
      ],
      fallback: [{ segment: "Rest", when: {}, line: 9 }],
    });
  });

  test("reads the same model from JSON, indented with tabs", () => {
    const { name, segments } = parseModel(VIP_FIRST);
    const rules = [
      { segment: "VIP", when: { R: "4..5", F: 5, total: "13..15" } },
      { segment: "Steady", when: { F: ["3..4"] } },
    ];
    const json = JSON.stringify({ name, segments, rules, fallback: "Rest" }, null, "\t");
    expect(withoutLines(parseModel(json))).toEqual(withoutLines(parseModel(VIP_FIRST)));
  });

  test("reads a fallback of further rules", () => {
    const text = `name: x
segments: [{ name: A }, { name: B }]
rules: []
fallback:
  - { segment: A, when: { R: 5, M: [1, 3..4] } }
  - B
`;
    expect(parseModel(text).fallback).toEqual([
      { segment: "A", when: { R: [5], M: [1, 3, 4] }, line: 5 },
      { segment: "B", when: {}, line: 6 },
    ]);
    expect(parseModel(text.replace("- B", "- { segment: B }")).fallback[1]).toEqual({
      segment: "B",
      when: {},
      line: 6,
    });
  });

  test("sorts the values of a list, and takes repeated ones once", () => {
    const text = VIP_FIRST.replace("[3, 4]", "[4, 3, 3..4]");
    expect(parseModel(text).rules[1]?.when).toEqual({ F: [3, 4] });
  });

  test("leaves out description, action and group", () => {
    expect(parseModel("name: x\nsegments: [{ name: All }]\nrules: []\nfallback: All").segments).toEqual([
      { name: "All", description: "", action: "Review manually", group: "none" },
    ]);
  });

  test("follows an alias", () => {
    const text = VIP_FIRST.replace("{ F: [3, 4] }", "{ F: &often [3, 4], M: *often }");
    expect(parseModel(text).rules[1]?.when).toEqual({ F: [3, 4], M: [3, 4] });
  });

  test.each([
    ["segment: Steady", "segment: Stedy", 8, '"Stedy" is not among the segments.'],
    ["fallback: Rest", "fallback: Others", 9, '"Others" is not among the segments.'],
    ["F: 5", "F: 6", 7, "F is 6, but lies between 1 and 5."],
    ["F: 5", "F: 0", 7, "F is 0, but lies between 1 and 5."],
    ["F: 5", "F: 4..9", 7, "F is 4..9, but lies between 1 and 5."],
    ["total: 13..15", "total: 13..16", 7, "total is 13..16, but lies between 3 and 15."],
    ["total: 13..15", "total: 2", 7, "total is 2, but lies between 3 and 15."],
    ["R: 4..5", "R: 5..4", 7, "The range 5..4 is reversed."],
    ["R: 4..5", "R: 4.5", 7, "R is a number, a range such as 4..5, or a list of numbers; this is 4.5."],
    ["R: 4..5", "R: high", 7, "R is a number, a range such as 4..5, or a list of numbers; this is high."],
    ["R: 4..5", "R: {}", 7, "R is a number, a range such as 4..5, or a list of numbers; this is a mapping."],
    ["[3, 4]", "[[3], 4]", 8, "F is a number, a range such as 4..5, or a list of numbers; this is a list."],
    ["[3, 4]", "[]", 8, "F allows no value, so that the rule can never match."],
    ["[3, 4]", "[1, 2, 3, 4, 5, 5]", 8, "F lists more values than there are."],
    ["[3, 4]", "", 8, '"F" has no value.'],
    ["fallback: Rest", "", 1, 'A segment model needs the key "fallback".'],
    ["fallback: Rest", "fallback: []", 9, "The fallback does not end in a segment without condition."],
    ["fallback: Rest", "fallback:\n  - { segment: Rest, when: { R: 1 } }", 10, "The fallback does not end in"],
    ["fallback: Rest", "fallback: 3", 9, "A fallback, unless it is a segment's name, is a mapping"],
    ["name: vip-first\n", "", 1, 'A segment model needs the key "name".'],
    ["name: vip-first", "name: 5", 1, "The name is text, and not 5."],
    ["name: vip-first", "name: ' '", 1, "The name is blank."],
    ["name: vip-first", "name: [a]", 1, "The name is text, and not a list."],
    ["name: Steady", "name: VIP", 4, 'The segment "VIP" is listed twice.'],
    ["name: Steady, ", "", 4, 'A segment needs the key "name".'],
    ["group: top", "group: best", 3, 'There is no group "best".'],
    ["action: Keep", "acton: Keep", 4, 'A segment has no key "acton".'],
    ["when: { F: [3, 4] }", "when: { Q: 3 }", 8, 'A condition has no key "Q".'],
    ["when: { F: [3, 4] }", "when: 3", 8, "A condition is a mapping with the keys R, F, M, total."],
    [", when: { F: [3, 4] }", "", 8, 'A rule needs the key "when".'],
    ["{ segment: Steady, when", "{ when", 8, 'A rule needs the key "segment".'],
    ["{ segment: Steady, when: { F: [3, 4] } }", "Steady", 8, "A rule is a mapping with the keys segment, when."],
    ["fallback: Rest", "fallback: Rest\nname: again", 10, "Not valid YAML or JSON: Map keys must be unique"],
    ["fallback: Rest", "fallback: *rest", 9, "Nothing is named &rest."],
    ["{ F: [3, 4] } }", "{ F: [3, 4 }", 8, "Not valid YAML or JSON:"],
  ])("refuses %j turned into %j", (from, to, line, message) => {
    const text = VIP_FIRST.replace(from, to);
    expect(text).not.toBe(VIP_FIRST);
    const refused = (place: string) =>
      expect.objectContaining({ code: "BAD_MODEL", message: expect.stringContaining(`${place}: ${message}`) });
    expect(() => parseModel(text, "vip.yml")).toThrow(refused(`vip.yml:${line}`));
    expect(() => parseModel(text)).toThrow(refused(`line ${line}`));
  });

  test.each([
    ["", "line 1: The text is empty."],
    ["# nothing\n", "line 1: The text is empty."],
    ["just text", "line 1: The text is not a mapping"],
    ["- a\n- b", "line 1: The text is not a mapping"],
    ["name: a\n---\nname: b", "Not valid YAML or JSON"],
    ["name: x\nrules: []\nfallback: A", 'line 1: A segment model needs the key "segments".'],
    ["name: x\nsegments: []\nrules: []\nfallback: A", "line 2: A segment model needs at least one segment."],
    ["name: x\nsegments: A\nrules: []\nfallback: A", 'line 2: "segments" is a list.'],
    ["name: x\nsegments: [{ name: A }]\nfallback: A", 'line 1: A segment model needs the key "rules".'],
    ["name: x\n[a]: b", "line 2: A segment model has no key like this."],
    ["[".repeat(50_000), "line 1: "],
    [" ".repeat(100_001), "line 1: The text is longer than 100000 characters."],
  ])("refuses a text that is no model at all", (text, message) => {
    const refused = expect.objectContaining({ code: "BAD_MODEL", message: expect.stringContaining(message) });
    expect(() => parseModel(text)).toThrow(refused);
  });

  test("refuses aliases that multiply", () => {
    const text = `name: &a x\nsegments: [{ name: A }]\nrules: []\nfallback: [${"*a, ".repeat(101)}A]`;
    expect(() => parseModel(text)).toThrow(
      expect.objectContaining({ code: "BAD_MODEL", message: "line 4: There are more than 100 aliases." }),
    );
  });

  test("says which segment was probably meant", () => {
    const text = VIP_FIRST.replace("segment: Steady", "segment: steadi");
    const hinted = expect.objectContaining({ hint: 'Did you mean "Steady"? Segments: VIP, Steady, Rest.' });
    expect(() => parseModel(text)).toThrow(hinted);
  });

  test("raises nothing but its own error, whatever the text", () => {
    const pieces = fc.constantFrom(
      "name: ",
      "segments:",
      "rules:",
      "fallback: ",
      "{",
      "}",
      "[",
      "]",
      "- ",
      "\n",
      "  ",
      "&a ",
      "*a",
      ": ",
      ", ",
      "..",
      "A",
      "5",
      '"',
      "'",
      "|",
      ">",
      "!!binary ",
      "%YAML 1.1\n",
      "---\n",
      "<<: ",
      "null",
      "~",
      "\t",
      "#",
      "? ",
      "__proto__",
    );
    const cut = fc
      .tuple(fc.nat(VIP_FIRST.length), fc.nat(12), fc.array(pieces, { maxLength: 3 }))
      .map(([at, length, put]) => VIP_FIRST.slice(0, at) + put.join("") + VIP_FIRST.slice(at + length));
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces, { maxLength: 40 }).map((list) => list.join("")),
      cut,
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          expect(segmentMap(parseModel(given))).toHaveLength(125);
        } catch (error) {
          expect(error).toBeInstanceOf(QuintileError);
          expect((error as QuintileError).code).toBe("BAD_MODEL");
          expect((error as QuintileError).message).toMatch(/^line \d+: /);
        }
      }),
      { numRuns: casesOf(5000) },
    );
  });
});

const awkwardText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom("4..5", "yes", "null", "- a", "a: b", "# c", "'; drop", "a\nb", "üñ😀", "*a", "{", "0x10", " "),
);
const names = fc.uniqueArray(
  awkwardText.filter((name) => name.trim() !== ""),
  { minLength: 1, maxLength: 5 },
);
const scores = fc.subarray([1, 2, 3, 4, 5] as const, { minLength: 1 });
const totals = fc.subarray([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], { minLength: 1 });
const conditions = fc.record({ R: scores, F: scores, M: scores, total: totals }, { requiredKeys: [] });

const models: fc.Arbitrary<SegmentModel> = names.chain((segmentNames) => {
  const rule = fc.record({ segment: fc.constantFrom(...segmentNames), when: conditions });
  const segments = segmentNames.map((name) =>
    fc.record({
      name: fc.constant(name),
      description: awkwardText,
      action: awkwardText,
      group: fc.constantFrom("top" as const, "at-risk" as const, "low-value" as const, "none" as const),
    }),
  );
  return fc.record({
    name: awkwardText.filter((name) => name.trim() !== ""),
    segments: fc.tuple(...segments),
    rules: fc.array(rule, { maxLength: 6 }),
    fallback: fc
      .tuple(fc.array(rule, { maxLength: 3 }), fc.constantFrom(...segmentNames))
      .map(([rules, segment]) => rules.concat({ segment, when: {} })),
  });
});

describe("renderModel", () => {
  test("writes the model of the documentation", () => {
    expect(renderModel(parseModel(VIP_FIRST))).toBe(`name: vip-first
segments:
  - { name: VIP, description: Best customers, action: Personal contact, group: top }
  - { name: Steady, description: Regular buyers, action: Keep in touch, group: none }
  - { name: Rest, description: Everyone else, action: Review manually, group: none }
rules:
  - { segment: VIP, when: { R: 4..5, F: 5, total: 13..15 } }
  - { segment: Steady, when: { F: 3..4 } }
fallback: Rest
`);
  });

  test.each([fiveSegment, elevenSegment])("writes $name so that it reads back as the same", (model) => {
    expect(withoutLines(parseModel(renderModel(model)))).toEqual(model);
  });

  test("writes any model so that it reads back as the same", () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(withoutLines(parseModel(renderModel(model)))).toEqual(withoutLines(model));
      }),
      { numRuns: casesOf(1000) },
    );
  });

  test("writes models that put every cell in one of their segments", () => {
    fc.assert(
      fc.property(models, scores, scores, scores, (model, [r = 1], [f = 1], [m = 1]) => {
        expect(model.segments.map(({ name }) => name)).toContain(classify(model, r, f, m));
      }),
      { numRuns: casesOf(1000) },
    );
  });
});
