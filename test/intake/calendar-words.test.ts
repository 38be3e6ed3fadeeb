import { expect, test } from "vitest";
import { nobodyIn } from "../../src/intake/ids/nobody-words.js";
import { MONTH_WORDS } from "../../src/sql/dates/month-numbers.js";
import { isWordOfZone } from "../../src/sql/dates/zone-words.js";

test("no word means two months, whatever the language", () => {
  const words = [...MONTH_WORDS.values()].flat();
  expect(words).toHaveLength(new Set(words).size);
  expect(words.every((word) => /^[a-z]{3,12}$/.test(word))).toBe(true);
});

test.each([
  ["CET", "Europe/Amsterdam", true],
  ["CEST", "Europe/Madrid", true],
  ["PDT", "America/Los_Angeles", true],
  ["PST", "America/New_York", false],
  ["GMT", "Europe/London", true],
  ["BST", "Europe/London", true],
  ["CST", "Asia/Shanghai", true],
  ["AEDT", "Australia/Sydney", true],
])("%s is a word of %s: %s", (word, zone, expected) => {
  expect(isWordOfZone(word, zone)).toBe(expected);
});

test.each([
  ["guest", "guests"],
  ["guest@shop.example", "guests"],
  ["walk in customer", "guests"],
  ["consumidor final", "guests"],
  ["laufkunde 12", "guests"],
  ["n/a", "unknown"],
  ["0", "unknown"],
  ["unbekannt", "unknown"],
  ["test-1", "tests"],
  ["mitarbeiter", "staff"],
  ["guesthouse", undefined],
  ["testa", undefined],
  ["10", undefined],
  ["012", undefined],
  ["0-1", undefined],
  ["nancy", undefined],
])("%s is %s", (id, kind) => {
  expect(nobodyIn(id)?.kind).toBe(kind);
});
