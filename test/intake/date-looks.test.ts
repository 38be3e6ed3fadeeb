import { expect, test } from "vitest";
import { areSmallNumbers, likelyCandidates } from "../../src/intake/notations/date-looks.js";

const formatsOf = (texts: readonly string[], share = 1): string[] =>
  likelyCandidates(texts, share).map(({ format }) => format);

test("texts that look alike have few likely notations, those of all or of most", () => {
  expect(formatsOf(["Mon Mar  4 10:00:00 2024"])).toEqual(["%a %b %d %H:%M:%S %Y"]);
  expect(formatsOf(["2024-W10-1", "2020-W53-7"])).toEqual(["%G-W%V-%u"]);
  expect(formatsOf(["12. März 2024", "1. Mai 2024"])).toContain("%d. %B %Y");
  expect(formatsOf(["25.03.2024", "25.03.2024", "soon"])).toEqual([]);
  expect(formatsOf(["25.03.2024", "25.03.2024", "soon"], 0.5)).toEqual(["%d.%m.%Y", "%m.%d.%Y"]);
});

test("numbers of at most five digits are small", () => {
  expect(areSmallNumbers(["1", "711.0", " 99999 "])).toBe(true);
  expect(areSmallNumbers(["1", "100000"])).toBe(false);
  expect(areSmallNumbers([])).toBe(false);
});
