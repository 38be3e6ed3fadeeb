import { expect, test } from "vitest";
import { momentsBefore, monthsBefore } from "../../src/operations/movement/earlier-moments.js";

test("a month earlier is the same day, or the last one of a shorter month", () => {
  expect(monthsBefore("2024-03-31", 1)).toBe("2024-02-29");
  expect(monthsBefore("2024-01-15T10:30:00", 1)).toBe("2023-12-15T10:30:00");
  expect(monthsBefore("2024-03-31", 15)).toBe("2022-12-31");
});

test("a series goes back in steps from its last moment, so that months do not drift", () => {
  expect(momentsBefore("2024-03-31", "month", 3)).toEqual(["2023-12-31", "2024-01-31", "2024-02-29"]);
  expect(momentsBefore("2024-03-31", "quarter", 2)).toEqual(["2023-09-30", "2023-12-31"]);
  expect(momentsBefore("2024-03-01", "week", 2)).toEqual(["2024-02-16", "2024-02-23"]);
  expect(momentsBefore("2024-03-01T08:00:00", "30", 1)).toEqual(["2024-01-31T08:00:00"]);
  expect(() => momentsBefore("2024-03-01", "fortnight", 2)).toThrow("fortnight is no period");
});
