import { expect, test } from "vitest";
import { bandLabels, bandOf, type Bands, givenBands } from "../../../src/model/icp/bands.js";

const GIVEN = givenBands([1, 11, 51, 201, 501]);
const PRICES = givenBands([0.5, 10]);
const FITTED: Bands = { bounds: [3, 8, 9, 40], whole: true, fitted: true };
const FITTED_PRICES: Bands = { bounds: [1.5, 2, 10], whole: false, fitted: true };

test.each<[string, Bands, string[]]>([
  ["whole bounds", GIVEN, ["below 1", "1-10", "11-50", "51-200", "201-500", "501+"]],
  ["bounds with a point", PRICES, ["below 0.5", "0.5 to <10", "10+"]],
  [
    "whole bounds below zero",
    givenBands([-20, -10, -9, 0, 5]),
    ["below -20", "-20 to -11", "-10", "-9 to -1", "0-4", "5+"],
  ],
  ["one bound", givenBands([100]), ["below 100", "100+"]],
  ["fitted whole bounds", FITTED, ["3-7", "8", "9-39", "40+"]],
  ["fitted bounds with a point", FITTED_PRICES, ["<2", "2 to <10", "10+"]],
  ["one fitted bound", { bounds: [7], whole: true, fitted: true }, ["7+"]],
  ["whole bounds of numbers with a point", givenBands([1, 2], false), ["below 1", "1 to <2", "2+"]],
])("the names of bands of %s", (_, bands, labels) => {
  expect(bandLabels(bands)).toEqual(labels);
});

test.each<[Bands, number, string]>([
  [GIVEN, -Infinity, "below 1"],
  [GIVEN, 0, "below 1"],
  [GIVEN, 1, "1-10"],
  [GIVEN, 10, "1-10"],
  [GIVEN, 10.9, "1-10"],
  [GIVEN, 11, "11-50"],
  [GIVEN, 500, "201-500"],
  [GIVEN, 501, "501+"],
  [GIVEN, Infinity, "501+"],
  [PRICES, 0.49, "below 0.5"],
  [PRICES, 0.5, "0.5 to <10"],
  [PRICES, 9.999, "0.5 to <10"],
  [PRICES, 10, "10+"],
  [FITTED, 1, "3-7"],
  [FITTED, 3, "3-7"],
  [FITTED, 7, "3-7"],
  [FITTED, 8, "8"],
  [FITTED, 9, "9-39"],
  [FITTED, 1e9, "40+"],
  [FITTED_PRICES, -4, "<2"],
  [FITTED_PRICES, 1.99, "<2"],
  [FITTED_PRICES, 2, "2 to <10"],
])("of %j, %d belongs to %s", (bands, value, label) => {
  expect(bandOf(value, bands)).toBe(label);
});

test("bounds that are all whole make whole bands, and one that is not makes all of them decimal", () => {
  expect(givenBands([1, 11])).toEqual({ bounds: [1, 11], whole: true, fitted: false });
  expect(givenBands([1, 11.5])).toEqual({ bounds: [1, 11.5], whole: false, fitted: false });
});

const refusal = expect.objectContaining({ name: "QuintileError", code: "USAGE" }) as Error;

test.each([[[]], [[1, 1]], [[2, 1]], [[1, NaN]], [[NaN]], [[1, Infinity]], [[1, 11, 5]]])(
  "%j are no bounds",
  (bounds) => {
    expect(() => givenBands(bounds)).toThrow(refusal);
  },
);

test("NaN belongs to no band", () => {
  expect(() => bandOf(NaN, GIVEN)).toThrow(refusal);
});
