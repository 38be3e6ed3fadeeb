import { describe, expect, test } from "vitest";
import { CELLS } from "../../src/model/cell.js";
import type { CubeCell } from "../../src/model/cube.js";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { parseModel } from "../../src/model/parse-model.js";
import { renderModel } from "../../src/model/render-model.js";
import { SCORING_PRESETS } from "../../src/model/scoring-presets.js";
import { segmentMap } from "../../src/model/segment-map.js";
import type { SegmentModel } from "../../src/model/segment-model.js";
import { assessModel } from "../../src/model/assess-model.js";
import {
  addRule,
  addSegment,
  moveRule,
  refusedName,
  removeRule,
  removeSegment,
  replaceFallback,
  replaceRule,
  replaceSegment,
  withValues,
} from "../../src/web/views/model/edit-model.js";
import { findingsOf } from "../../src/display/model-findings.js";

const quintiles = SCORING_PRESETS[0] as (typeof SCORING_PRESETS)[number];
/** One customer in every cell. */
const cube: CubeCell[] = CELLS.map((cell) => ({ ...cell, customers: 1, recency: 10, frequency: 2, monetary: "5.50" }));

const sizes = (model: SegmentModel): Record<string, number> =>
  Object.fromEntries(assessModel(model, cube, quintiles).segments.map((each) => [each.segment, each.customers]));

/** What a saved file says, and so what a run would use. */
const saved = (model: SegmentModel): SegmentModel => parseModel(renderModel(model));

describe("edits of a model", () => {
  test("a wider condition takes cells from the rules below", () => {
    const [champions] = fiveSegment.rules;
    const wider = { segment: "Champions", when: withValues(champions?.when ?? {}, "M", []) };
    expect(sizes(fiveSegment)).toEqual({
      Champions: 8,
      "Loyal Customers": 42,
      "Potential Loyalists": 30,
      "At Risk": 10,
      Others: 35,
    });
    expect(sizes(replaceRule(fiveSegment, "rules", 0, wider))).toEqual({
      Champions: 20,
      "Loyal Customers": 30,
      "Potential Loyalists": 30,
      "At Risk": 10,
      Others: 35,
    });
  });

  test("values are kept ascending, and none at all means that the part is not looked at", () => {
    expect(withValues({ R: [5] }, "F", [5, 3, 4])).toEqual({ R: [5], F: [3, 4, 5] });
    expect(withValues({ R: [5], F: [3] }, "F", [])).toEqual({ R: [5] });
  });

  test("the order of rules decides, and a rule at the end stays there", () => {
    expect(sizes(moveRule(fiveSegment, "rules", 1, -1))).toMatchObject({ Champions: 0, "Loyal Customers": 50 });
    expect(moveRule(fiveSegment, "rules", 0, -1)).toBe(fiveSegment);
    expect(moveRule(fiveSegment, "rules", 3, 1)).toBe(fiveSegment);
  });

  test("a removed rule leaves its cells to the rest", () => {
    expect(sizes(removeRule(fiveSegment, "rules", 3))).toMatchObject({ "At Risk": 0, Others: 45 });
  });

  test("an added rule comes last and wins what is left of its cells", () => {
    const model = addRule(removeRule(fiveSegment, "rules", 2));
    expect(model.rules.at(-1)).toEqual({ segment: "Champions", when: { R: [5] } });
    expect(sizes(model)).toMatchObject({ Champions: 8 + 15 });
  });

  test("a renamed segment keeps its rules and its fallback", () => {
    const model = replaceSegment(elevenSegment, 5, {
      ...(elevenSegment.segments[5] as (typeof elevenSegment.segments)[number]),
      name: "Middle",
    });
    expect(segmentMap(model)).toEqual(
      segmentMap(elevenSegment).map((name) => (name === "Need Attention" ? "Middle" : name)),
    );
    expect(segmentMap(saved(model))).toEqual(segmentMap(model));
  });

  test("a removed segment takes its rules along, and another closes the model", () => {
    const model = removeSegment(fiveSegment, 4);
    expect(model.fallback).toEqual([{ segment: "At Risk", when: {} }]);
    expect(removeSegment(fiveSegment, 1).rules.map(({ segment }) => segment)).not.toContain("Loyal Customers");
    expect(segmentMap(saved(model))).toEqual(segmentMap(model));
  });

  test("the last segment stays", () => {
    let model: SegmentModel = fiveSegment;
    for (let round = 0; round < 9; round += 1) model = removeSegment(model, 0);
    expect(model.segments.map(({ name }) => name)).toEqual(["Others"]);
    expect(sizes(model)).toEqual({ Others: 125 });
  });

  test("an added segment has a name of its own", () => {
    const model = addSegment(addSegment(removeSegment(addSegment(fiveSegment), 0)));
    expect(model.segments.map(({ name }) => name)).toEqual([
      "Loyal Customers",
      "Potential Loyalists",
      "At Risk",
      "Others",
      "Segment 6",
      "Segment 7",
      "Segment 8",
    ]);
  });

  test("the rest can go to any segment", () => {
    expect(sizes(replaceFallback(fiveSegment, "At Risk"))).toMatchObject({ "At Risk": 45, Others: 0 });
    expect(replaceFallback(elevenSegment, "Lost").fallback).toHaveLength(3);
  });

  test("no name is empty or taken", () => {
    expect(refusedName(fiveSegment, 0, " ")).toBe("A segment needs a name.");
    expect(refusedName(fiveSegment, 0, "Others ")).toBe('There is a segment "Others" already.');
    expect(refusedName(fiveSegment, 0, "Champions")).toBeUndefined();
  });
});

describe("the assessment of a model", () => {
  test("counts what each rule wins, the rest included", () => {
    const { wins } = assessModel(fiveSegment, cube, quintiles);
    expect([...fiveSegment.rules, ...fiveSegment.fallback].map((rule) => wins.get(rule))).toEqual([
      { cells: 8, customers: 8 },
      { cells: 42, customers: 42 },
      { cells: 30, customers: 30 },
      { cells: 10, customers: 10 },
      { cells: 35, customers: 35 },
    ]);
  });

  test("puts the findings of the rule check in words, mistakes first", () => {
    const model = addSegment(moveRule(fiveSegment, "rules", 0, 1));
    expect(findingsOf(assessModel(model, cube, quintiles))).toEqual([
      {
        kind: "mistake",
        text: "Rule 2 (Champions: R ≥ 4, F ≥ 4, M ≥ 4) never wins: earlier rules take all its cells.",
      },
      { kind: "mistake", text: "No rule names Segment 6." },
      { kind: "mistake", text: "No customer can be in Champions with this scoring." },
      { kind: "notice", text: "35 of 125 cells match no rule, and go to the fallback." },
    ]);
  });
});
