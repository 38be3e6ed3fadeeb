import { describe, expect, test } from "vitest";
import { scoreValue } from "../../src/model/cutpoints.js";
import { parseScoring } from "../../src/model/parse-scoring.js";
import type { Dimension } from "../../src/model/score.js";
import { boundsRule, reachableScores, type Scoring, thresholdCutpoints } from "../../src/model/scoring.js";
import { findScoring, SCORING_PRESETS } from "../../src/model/scoring-presets.js";

function preset(name: string): Scoring {
  const found = findScoring(name);
  if (found === undefined) throw new Error(name);
  return found;
}

function thresholdScore(dimension: Dimension, scoring: Scoring, value: number): number {
  const cutpoints = thresholdCutpoints(dimension, scoring);
  if (cutpoints === undefined) throw new Error("no thresholds");
  return scoreValue(value, cutpoints, boundsRule(dimension, scoring));
}

describe("the presets", () => {
  test("are those of the table", () => {
    expect(SCORING_PRESETS).toEqual([
      {
        name: "quintiles",
        recency: { method: "quintiles" },
        frequency: { method: "quintiles" },
        monetary: { method: "quintiles" },
      },
      {
        name: "general",
        recency: { method: "thresholds", bounds: [30, 90, 180, 365] },
        frequency: { method: "thresholds", bounds: [10, 5, 3, 2] },
        monetary: { method: "percentiles" },
      },
      {
        name: "b2b-service",
        recency: { method: "thresholds", bounds: [60, 180, 365, 730] },
        frequency: { method: "thresholds", bounds: [5, 3, 2, 1] },
        monetary: { method: "percentiles" },
      },
      {
        name: "saas",
        recency: { method: "thresholds", bounds: [30, 60, 90, 180] },
        frequency: { method: "thresholds", bounds: [5, 3, 2, 1] },
        monetary: { method: "percentiles" },
      },
      {
        name: "manufacturing",
        recency: { method: "thresholds", bounds: [90, 365, 730, 1095] },
        frequency: { method: "thresholds", bounds: [8, 4, 2, 1] },
        monetary: { method: "percentiles" },
      },
    ]);
    expect(findScoring("b2b")).toBeUndefined();
  });

  test.each([
    [0, 5],
    [30, 5],
    [31, 4],
    [90, 4],
    [91, 3],
    [180, 3],
    [365, 2],
    [366, 1],
  ])("general scores %d days with %d", (days, score) => {
    expect(thresholdScore("recency", preset("general"), days)).toBe(score);
  });

  test.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 3],
    [5, 4],
    [9, 4],
    [10, 5],
  ])("general scores %d purchases with %d", (purchases, score) => {
    expect(thresholdScore("frequency", preset("general"), purchases)).toBe(score);
  });

  test.each(["b2b-service", "saas", "manufacturing"])("%s gives a single purchase 2", (name) => {
    expect(thresholdScore("frequency", preset(name), 1)).toBe(2);
    expect(reachableScores("frequency", preset(name))).toEqual([2, 3, 4, 5]);
    expect(reachableScores("recency", preset(name))).toEqual([1, 2, 3, 4, 5]);
    expect(reachableScores("monetary", preset(name))).toEqual([1, 2, 3, 4, 5]);
  });
});

test("quintiles are passed above a cutpoint, percentiles and thresholds on reaching it", () => {
  expect(boundsRule("recency", preset("quintiles"))).toEqual({ best: "low", bounds: "above" });
  expect(boundsRule("recency", preset("general"))).toEqual({ best: "low", bounds: "above" });
  expect(boundsRule("frequency", preset("quintiles"))).toEqual({ best: "high", bounds: "above" });
  expect(boundsRule("frequency", preset("general"))).toEqual({ best: "high", bounds: "reached" });
  expect(boundsRule("monetary", preset("general"))).toEqual({ best: "high", bounds: "reached" });
});

test("scores that no customer can have are not reachable", () => {
  const scoring = parseScoring("name: x\nrecency: [0, 1, 2, 3]\nfrequency: [4, 2, 1, 0]\nmonetary: [3, 2, 1, 0]");
  expect(reachableScores("recency", scoring)).toEqual([1, 2, 3, 4, 5]);
  expect(reachableScores("frequency", scoring)).toEqual([3, 4, 5]);
  expect(reachableScores("monetary", scoring)).toEqual([1, 2, 3, 4, 5]);
  expect(reachableScores("frequency", preset("general"))).toEqual([1, 2, 3, 4, 5]);
  expect(reachableScores("frequency", preset("quintiles"))).toEqual([1, 2, 3, 4, 5]);
});

describe("parseScoring", () => {
  test("reads bounds, best first, and methods", () => {
    const text = [
      "name: my-shop",
      "recency: [30, 90, 180, 365]",
      "frequency: percentiles",
      "monetary: [1000, 500.5, 100, -0.0001]",
    ].join("\n");
    expect(parseScoring(text)).toEqual({
      name: "my-shop",
      recency: { method: "thresholds", bounds: [30, 90, 180, 365] },
      frequency: { method: "percentiles" },
      monetary: { method: "thresholds", bounds: [1000, 500.5, 100, -0.0001] },
    });
  });

  test("takes quintiles for what is left out", () => {
    expect(parseScoring('{ "name": "plain", "frequency": "quintiles" }')).toEqual({
      name: "plain",
      recency: { method: "quintiles" },
      frequency: { method: "quintiles" },
      monetary: { method: "quintiles" },
    });
  });

  test.each([
    [
      "name: x\nrecency: percentiles",
      "shop.yml:2: recency is quintiles or a list of four bounds; this is percentiles.",
    ],
    [
      "name: x\nmonetary: median",
      "shop.yml:2: monetary is quintiles, percentiles or a list of four bounds; this is median.",
    ],
    [
      "name: x\nfrequency:\n  - 10\n  - 5\n  - 7\n  - 2",
      "shop.yml:5: The bounds of frequency are best first, so descending; 7 follows 5.",
    ],
    ["name: x\nrecency: [365, 180, 90, 30]", "shop.yml:2: The bounds of recency are best first, so ascending; 180"],
    ["name: x\nrecency: [30, 30, 90, 180]", "30 follows 30"],
    ["name: x\nrecency: [30, 90, 180]", "shop.yml:2: recency has 3 bounds instead of four"],
    ["name: x\nrecency: [1, 2, 3, 4, 5]", "recency has 5 bounds instead of four"],
    ["name: x\nfrequency: [5, 3, 2, 1.5]", "A bound of frequency is a whole number of at least 0; this is 1.5."],
    ["name: x\nrecency: [-1, 2, 3, 4]", "A bound of recency is a whole number of at least 0; this is -1."],
    ["name: x\nmonetary: [1, 0.5, 0.25, 0.00001]", "an amount with up to 4 places; this is 0.00001."],
    ["name: x\nmonetary: [.inf, 3, 2, 1]", "an amount with up to 4 places; this is Infinity."],
    ["name: x\nmonetary: [a, 3, 2, 1]", "an amount with up to 4 places; this is a."],
    ["recency: quintiles", 'shop.yml:1: A scoring needs the key "name".'],
    ["name: x\nrecencies: quintiles", 'shop.yml:2: A scoring has no key "recencies".'],
    ["name: x\nrecency:", 'shop.yml:2: "recency" has no value.'],
    ["", "shop.yml:1: The text is empty."],
  ])("refuses %j", (text, message) => {
    const refused = expect.objectContaining({ code: "BAD_SCORING", message: expect.stringContaining(message) });
    expect(() => parseScoring(text, "shop.yml")).toThrow(refused);
  });

  test("says which key was probably meant", () => {
    const hinted = expect.objectContaining({
      hint: 'Did you mean "recency"? Keys: name, recency, frequency, monetary.',
    });
    expect(() => parseScoring("name: x\nrecencey: quintiles")).toThrow(hinted);
  });
});
