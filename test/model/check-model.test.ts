import { describe, expect, test } from "vitest";
import { cellIndex } from "../../src/model/cell.js";
import { checkModel } from "../../src/model/check-model.js";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { parseModel } from "../../src/model/parse-model.js";
import { SCORING_PRESETS } from "../../src/model/scoring-presets.js";

const shadowed = parseModel(`name: shadowed
segments: [{ name: Recent }, { name: New }, { name: Ghost }, { name: Rest }, { name: Forgotten }]
rules:
  - { segment: Recent, when: { R: 4..5 } }
  - { segment: New, when: { R: 5, F: 1 } }
  - { segment: Ghost, when: { R: 1, F: 1, M: 1, total: 15 } }
fallback:
  - { segment: New, when: { R: 5 } }
  - { segment: New, when: { R: 1 } }
  - Rest
`);

describe("checkModel", () => {
  test("finds nothing wrong with five-segment", () => {
    expect(checkModel(fiveSegment)).toMatchObject({
      neverMatching: [],
      segmentsWithoutRule: [],
      unreachableSegments: [],
      emptySegments: [],
      cellsPerSegment: [
        { segment: "Champions", cells: 8 },
        { segment: "Loyal Customers", cells: 42 },
        { segment: "Potential Loyalists", cells: 30 },
        { segment: "At Risk", cells: 10 },
        { segment: "Others", cells: 35 },
      ],
    });
  });

  test("counts 29 cells that only the fallback of eleven-segment catches", () => {
    const check = checkModel(elevenSegment);
    expect(check.fallbackCells).toHaveLength(29);
    expect(check.fallbackCells[0]).toEqual({ R: 1, F: 1, M: 5 });
    expect(check.neverMatching).toEqual([]);
    expect(check.segmentsWithoutRule).toEqual([]);
    expect(check.unreachableSegments).toEqual([]);
    expect(check.cellsPerSegment.reduce((sum, { cells }) => sum + cells, 0)).toBe(125);
  });

  test.each([
    ["quintiles", []],
    ["general", []],
    ["b2b-service", ["New Customers", "Promising", "Lost"]],
    ["saas", ["New Customers", "Promising", "Lost"]],
    ["manufacturing", ["New Customers", "Promising", "Lost"]],
  ])("knows which of the eleven segments nobody can reach with %s", (name, unreachable) => {
    const scoring = SCORING_PRESETS.find((preset) => preset.name === name);
    expect(scoring).toBeDefined();
    if (scoring !== undefined) expect(checkModel(elevenSegment, { scoring }).unreachableSegments).toEqual(unreachable);
  });

  test("names rules that are shadowed or impossible, in the fallback too", () => {
    const found = checkModel(shadowed).neverMatching;
    expect(found.map(({ number, fallback, rule }) => [number, fallback, rule.segment, rule.line])).toEqual([
      [2, false, "New", 5],
      [3, false, "Ghost", 6],
      [1, true, "New", 8],
    ]);
  });

  test("does not blame the end of a fallback that nothing falls back to", () => {
    const text = "name: x\nsegments: [{ name: A }, { name: B }]\nrules: [{ segment: A, when: {} }]\nfallback: B";
    const check = checkModel(parseModel(text));
    expect(check.neverMatching).toEqual([]);
    expect(check.fallbackCells).toEqual([]);
    expect(check.unreachableSegments).toEqual(["B"]);
  });

  test("names segments without rule, and those that no cell leads to", () => {
    const check = checkModel(shadowed);
    expect(check.segmentsWithoutRule).toEqual(["Forgotten"]);
    expect(check.unreachableSegments).toEqual(["Ghost", "Forgotten"]);
  });

  test("names segments that a scored base leaves empty", () => {
    const cells = Array.from({ length: 125 }, () => 0);
    cells[cellIndex(5, 5, 5)] = 3;
    cells[cellIndex(1, 1, 1)] = 2;
    expect(checkModel(fiveSegment, { cells }).emptySegments).toEqual([
      "Loyal Customers",
      "Potential Loyalists",
      "At Risk",
    ]);
    expect(() => checkModel(fiveSegment, { cells: [1] })).toThrow(expect.objectContaining({ code: "USAGE" }));
  });
});
