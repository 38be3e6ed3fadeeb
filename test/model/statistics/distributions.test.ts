import { expect, test } from "vitest";
import { chiSquaredTail } from "../../../src/model/statistics/chi-squared.js";
import { studentTQuantile } from "../../../src/model/statistics/student-t.js";

// The right values are those of SciPy 1.16 (stats.chi2.sf and stats.t.ppf).

test.each([
  [10.5, 4, 0.03279698999488366],
  [3.2, 1, 0.07363827012030258],
  [80, 30, 1.9756232434910563e-6],
  [0.5, 7, 0.9994464813904249],
  [300, 121, 3.30727047589218e-17],
  [0, 3, 1],
  [5, 0, 1],
])("a chi-squared of %s or more with %s degrees of freedom", (x, degrees, right) => {
  expect(Math.abs(chiSquaredTail(x, degrees) / right - 1)).toBeLessThan(1e-12);
});

test.each([
  [0.975, 19, 2.0930240544083087],
  [0.995, 7, 3.4994832973504924],
  [0.9995, 12, 4.3177912836062475],
  [0.9975, 8, 3.8325186853443576],
  [0.975, 1, 12.706204736432095],
])("Student's t below which %s lie, with %s degrees of freedom", (p, degrees, right) => {
  expect(studentTQuantile(p, degrees)).toBeCloseTo(right, 9);
});
