import { expect, test } from "vitest";
import { CELLS } from "../../src/model/cell.js";
import type { CubeCell } from "../../src/model/cube.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { gridRows } from "../../src/web/views/grid/grid-cells.js";
import { cellsOf, selectionOf, titleOf, toggleSegment } from "../../src/web/views/grid/selection.js";

/** As many customers as the code says, so that every sum tells its cells; nobody in 111 to 115. */
const cube: CubeCell[] = CELLS.filter(({ R, F }) => R > 1 || F > 1).map(({ R, F, M }) => ({
  R,
  F,
  M,
  customers: R * 100 + F * 10 + M,
  recency: 0,
  frequency: 0,
  monetary: String((R * 100 + F * 10 + M) * M),
}));

test("a square holds the customers of its five cells, or those of one monetary score", () => {
  const all = gridRows(fiveSegment, cube, undefined);
  expect(all.map((row) => row.map(({ R, F }) => `${R}${F}`).join(" "))).toEqual([
    "51 52 53 54 55",
    "41 42 43 44 45",
    "31 32 33 34 35",
    "21 22 23 24 25",
    "11 12 13 14 15",
  ]);
  expect(all[0]?.[3]).toEqual({
    R: 5,
    F: 4,
    customers: 541 + 542 + 543 + 544 + 545,
    mean: (541 + 542 * 2 + 543 * 3 + 544 * 4 + 545 * 5) / (541 + 542 + 543 + 544 + 545),
    segments: ["Loyal Customers", "Champions"],
  });
  expect(gridRows(fiveSegment, cube, 2)[0]?.[3]).toMatchObject({
    customers: 542,
    mean: 2,
    segments: ["Loyal Customers"],
  });
});

test("a square without customers has no mean", () => {
  expect(gridRows(fiveSegment, cube, undefined)[4]?.[0]).toMatchObject({ customers: 0, mean: null });
});

const cellsAt = (query: string): readonly string[] => cellsOf(selectionOf(new URLSearchParams(query)));

test("the address says which cells are listed", () => {
  expect(cellsAt("")).toEqual([]);
  expect(cellsAt("cell=54")).toEqual(["541", "542", "543", "544", "545"]);
  expect(cellsAt("cell=54&m=2")).toEqual(["542"]);
  expect(cellsAt("m=2")).toHaveLength(25);
  expect(cellsAt("cell=96&m=7")).toEqual([]);
});

const titleAt = (query: string): string => titleOf(selectionOf(new URLSearchParams(query)));

test("a selection is told in words, and a segment is added to it or taken out in the order of the model", () => {
  expect(titleAt("")).toBe("All customers");
  expect(titleAt("segment=A&segment=B&segment=A&segment=")).toBe("A, B");
  expect(titleAt("segment=A&cell=54&m=2")).toBe("A · R 5 · F 4 · M 2");
  expect(toggleSegment(["C"], "A", ["A", "B", "C"])).toEqual(["A", "C"]);
  expect(toggleSegment(["A", "C"], "C", ["A", "B", "C"])).toEqual(["A"]);
  expect(toggleSegment(["gone"], "B", ["A", "B", "C"])).toEqual(["B"]);
});
