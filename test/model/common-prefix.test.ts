import { expect, test } from "vitest";
import { commonPrefixLength } from "../../src/model/common-prefix.js";

test.each([
  ["", "", 0],
  ["", "a", 0],
  ["a", "b", 0],
  ["ab", "ab", 2],
  ["ab", "abc", 2],
  ["abd", "abc", 2],
  ["\u{1F600}a", "\u{1F600}b", 1],
  ["\u{1F600}", "\u{1F601}", 0],
  ["e\u0301x", "e\u0301y", 2],
])("%j and %j share %i characters", (one, other, length) => {
  expect(commonPrefixLength(one, other)).toBe(length);
  expect(commonPrefixLength(other, one)).toBe(length);
});
