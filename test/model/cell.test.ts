import { expect, test } from "vitest";
import { cellIndex, CELLS, rfmCode, rfmTotal } from "../../src/model/cell.js";
import { DIMENSIONS, SCORES } from "../../src/model/score.js";

test("scores are 1 to 5 and dimensions in the order of R, F, M", () => {
  expect(SCORES).toEqual([1, 2, 3, 4, 5]);
  expect(DIMENSIONS).toEqual(["recency", "frequency", "monetary"]);
});

test("the 125 cells stand in the order of their index", () => {
  expect(CELLS).toHaveLength(125);
  expect(CELLS.map(({ R, F, M }) => cellIndex(R, F, M))).toEqual(Array.from({ length: 125 }, (_, index) => index));
  expect([CELLS[0], CELLS[1], CELLS[5], CELLS[25], CELLS[124]]).toEqual([
    { R: 1, F: 1, M: 1 },
    { R: 1, F: 1, M: 2 },
    { R: 1, F: 2, M: 1 },
    { R: 2, F: 1, M: 1 },
    { R: 5, F: 5, M: 5 },
  ]);
});

test("a customer with the scores 5, 4, 3 has the code 543 and the total 12", () => {
  expect(rfmCode(5, 4, 3)).toBe("543");
  expect(rfmTotal(5, 4, 3)).toBe(12);
  expect(cellIndex(5, 4, 3)).toBe(117);
});

test.each([
  [0, 1, 1],
  [1, 6, 1],
  [1, 1, 2.5],
  [NaN, 1, 1],
])("%d, %d, %d are no three scores", (r, f, m) => {
  const usage = expect.objectContaining({ name: "QuintileError", code: "USAGE" });
  expect(() => cellIndex(r, f, m)).toThrow(usage);
  expect(() => rfmTotal(r, f, m)).toThrow(usage);
  expect(() => rfmCode(r, f, m)).toThrow(usage);
});
