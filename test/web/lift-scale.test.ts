import { expect, test } from "vitest";
import { liftScale } from "../../src/web/views/icp/lift-scale.js";

test("a lift of one stands in the middle, and equal factors are equally far from it", () => {
  const { place, ticks } = liftScale([0.4, 1, 3]);
  expect(ticks).toEqual([0.25, 0.5, 1, 2, 4]);
  expect(ticks.map((tick) => place(tick))).toEqual([0, 25, 50, 75, 100]);
});

test("lifts beyond the scale, zero and infinity stand at its edges", () => {
  const { place, ticks } = liftScale([0, 40, Infinity]);
  expect(ticks).toEqual([0.0625, 0.25, 1, 4, 16]);
  expect([place(0), place(0.01), place(40), place(Infinity)]).toEqual([0, 0, 100, 100]);
});
