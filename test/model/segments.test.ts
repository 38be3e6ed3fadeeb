import { describe, expect, test } from "vitest";
import { CELLS } from "../../src/model/cell.js";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { matchRule } from "../../src/model/match-rule.js";
import { renderCondition } from "../../src/model/render-condition.js";
import {
  isAtRisk,
  isLowValue,
  isTopPerformer,
  listSegments,
  recommendedAction,
  segmentInfo,
} from "../../src/model/segment-info.js";
import { classify, segmentMap } from "../../src/model/segment-map.js";
import type { SegmentModel } from "../../src/model/segment-model.js";
import { findModel, SEGMENT_MODELS } from "../../src/model/segment-models.js";

function fiveByHand(r: number, f: number, m: number): string {
  if (r >= 4 && f >= 4 && m >= 4) return "Champions";
  if (f >= 4) return "Loyal Customers";
  if (r >= 4) return "Potential Loyalists";
  if (r <= 2 && f >= 3) return "At Risk";
  return "Others";
}

function elevenByHand(r: number, f: number, m: number): string {
  const total = r + f + m;
  if (r >= 4 && f >= 4 && total >= 13) return "Champions";
  if (r <= 2 && f >= 4 && total >= 10) return "Can't Lose Them";
  if (r <= 2 && f >= 3 && total >= 8) return "At Risk";
  if (r >= 3 && f >= 3 && total >= 11) return "Loyal Customers";
  if (r === 5 && f === 1 && total >= 8) return "New Customers";
  if (r === 4 && f === 1 && total >= 7) return "Promising";
  if (r >= 4 && f >= 2 && f <= 3 && total >= 9) return "Potential Loyalists";
  if (r === 3 && f >= 2 && f <= 3 && total >= 7 && total <= 10) return "Need Attention";
  if (r >= 2 && r <= 3 && f >= 1 && f <= 2 && total >= 5 && total <= 8) return "About to Sleep";
  if (r === 1 && f === 1 && total <= 4) return "Lost";
  if (r <= 2 && f <= 2 && total <= 6) return "Hibernating";
  if (r >= 4) return "Potential Loyalists";
  if (f >= 3) return "At Risk";
  return "Need Attention";
}

const count = (map: readonly string[], name: string) => map.filter((segment) => segment === name).length;

describe("five-segment", () => {
  test.each(CELLS)("puts $R$F$M where its table does", ({ R, F, M }) => {
    expect(classify(fiveSegment, R, F, M)).toBe(fiveByHand(R, F, M));
  });

  test("lists five segments, best first", () => {
    expect(listSegments(fiveSegment).map(({ name, group }) => [name, group])).toEqual([
      ["Champions", "top"],
      ["Loyal Customers", "top"],
      ["Potential Loyalists", "none"],
      ["At Risk", "at-risk"],
      ["Others", "none"],
    ]);
  });

  test("has a meaning and an action for every segment", () => {
    for (const { description, action } of listSegments(fiveSegment)) {
      expect(description).not.toBe("");
      expect(action).not.toBe("");
    }
    expect(recommendedAction(fiveSegment, "At Risk")).toBe(
      "Win-back, personal re-engagement, lapsed-customer discounts",
    );
  });

  test("has 8 champions and 42 loyal cells", () => {
    expect(count(segmentMap(fiveSegment), "Champions")).toBe(8);
    expect(count(segmentMap(fiveSegment), "Loyal Customers")).toBe(42);
  });
});

describe("eleven-segment", () => {
  test.each(CELLS)("puts $R$F$M where its table does", ({ R, F, M }) => {
    expect(classify(elevenSegment, R, F, M)).toBe(elevenByHand(R, F, M));
  });

  test("lists eleven segments with description, action and group", () => {
    expect(listSegments(elevenSegment)).toEqual([
      {
        name: "Champions",
        description: "Best customers, highest value",
        action: "Reward loyalty, ask for referrals",
        group: "top",
      },
      {
        name: "Loyal Customers",
        description: "Consistent, engaged customers",
        action: "Cross-sell, maintain relationship",
        group: "top",
      },
      {
        name: "Potential Loyalists",
        description: "Recent buyers who could grow",
        action: "Nurture with targeted content",
        group: "none",
      },
      {
        name: "New Customers",
        description: "Just acquired, high potential",
        action: "Exceptional onboarding",
        group: "none",
      },
      {
        name: "Promising",
        description: "Recent single purchase, promising",
        action: "Second purchase incentive",
        group: "none",
      },
      {
        name: "Need Attention",
        description: "Average customers, slipping",
        action: "Re-engagement campaigns",
        group: "none",
      },
      {
        name: "About to Sleep",
        description: "Haven't purchased recently",
        action: "Win-back campaigns",
        group: "none",
      },
      {
        name: "At Risk",
        description: "Were good, slipping away",
        action: "Urgent outreach, investigate",
        group: "at-risk",
      },
      {
        name: "Can't Lose Them",
        description: "High value but dormant",
        action: "Executive outreach, service recovery",
        group: "at-risk",
      },
      {
        name: "Hibernating",
        description: "Long time since purchase",
        action: "Low-cost re-engagement",
        group: "low-value",
      },
      {
        name: "Lost",
        description: "Gone, unlikely to return",
        action: "Remove from active campaigns",
        group: "low-value",
      },
    ]);
  });
});

describe("segmentInfo", () => {
  test("knows the groups", () => {
    const names = listSegments(elevenSegment).map(({ name }) => name);
    expect(names.filter((name) => isTopPerformer(elevenSegment, name))).toEqual(["Champions", "Loyal Customers"]);
    expect(names.filter((name) => isAtRisk(elevenSegment, name))).toEqual(["At Risk", "Can't Lose Them"]);
    expect(names.filter((name) => isLowValue(elevenSegment, name))).toEqual(["Hibernating", "Lost"]);
  });

  test("has nothing on an unknown segment but to review it manually", () => {
    expect(segmentInfo(elevenSegment, "champions")).toBeUndefined();
    expect(recommendedAction(elevenSegment, "champions")).toBe("Review manually");
    expect(isTopPerformer(elevenSegment, "champions")).toBe(false);
    expect(segmentInfo(elevenSegment, "Lost")?.action).toBe("Remove from active campaigns");
  });
});

describe("matchRule", () => {
  test("names the rule by its position", () => {
    expect(matchRule(elevenSegment, 5, 5, 5)).toMatchObject({ number: 1, fallback: false });
    expect(matchRule(elevenSegment, 1, 1, 1)).toMatchObject({ number: 10, rule: { segment: "Lost" } });
  });

  test("says when only the fallback matched", () => {
    const match = matchRule(elevenSegment, 5, 1, 1);
    expect(match.number).toBeUndefined();
    expect(match.fallback).toBe(true);
    expect(match.rule.segment).toBe("Potential Loyalists");
  });

  test("refuses scores that are none", () => {
    expect(() => matchRule(fiveSegment, 6, 1, 1)).toThrow(expect.objectContaining({ code: "USAGE" }));
    expect(() => classify(fiveSegment, 1, 0, 1)).toThrow(expect.objectContaining({ code: "USAGE" }));
  });

  test("refuses a model that leaves cells to nobody", () => {
    const open: SegmentModel = { ...fiveSegment, fallback: [] };
    expect(matchRule(open, 5, 5, 5).rule.segment).toBe("Champions");
    expect(() => segmentMap(open)).toThrow(expect.objectContaining({ code: "BAD_MODEL" }));
  });
});

test("models are found by their exact name, and five-segment comes first", () => {
  expect(SEGMENT_MODELS.map(({ name }) => name)).toEqual(["five-segment", "eleven-segment"]);
  expect(findModel("eleven-segment")).toBe(elevenSegment);
  expect(findModel("eleven")).toBeUndefined();
});

test.each([
  [{ R: [4, 5], F: [2, 3], total: [9, 10, 11, 12, 13, 14, 15] }, "R ≥ 4, F in 2..3, total ≥ 9"],
  [{ R: [5], F: [1] }, "R = 5, F = 1"],
  [{ R: [1, 2], total: [3, 4] }, "R ≤ 2, total ≤ 4"],
  [{ F: [1, 3], M: [1, 2, 3, 4, 5] }, "F in [1, 3]"],
  [{ M: [2, 3, 4] }, "M in 2..4"],
  [{ total: [15] }, "total = 15"],
  [{}, "the rest"],
] as const)("%j reads %s", (condition, text) => {
  expect(renderCondition(condition)).toBe(text);
});

test("the rules of eleven-segment read as in its table", () => {
  expect(elevenSegment.rules.map(({ segment, when }) => `${segment}: ${renderCondition(when)}`)).toEqual([
    "Champions: R ≥ 4, F ≥ 4, total ≥ 13",
    "Can't Lose Them: R ≤ 2, F ≥ 4, total ≥ 10",
    "At Risk: R ≤ 2, F ≥ 3, total ≥ 8",
    "Loyal Customers: R ≥ 3, F ≥ 3, total ≥ 11",
    "New Customers: R = 5, F = 1, total ≥ 8",
    "Promising: R = 4, F = 1, total ≥ 7",
    "Potential Loyalists: R ≥ 4, F in 2..3, total ≥ 9",
    "Need Attention: R = 3, F in 2..3, total in 7..10",
    "About to Sleep: R in 2..3, F ≤ 2, total in 5..8",
    "Lost: R = 1, F = 1, total ≤ 4",
    "Hibernating: R ≤ 2, F ≤ 2, total ≤ 6",
  ]);
});
