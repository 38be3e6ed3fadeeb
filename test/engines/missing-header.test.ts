import { expect, test } from "vitest";
import { lacksHeader } from "../../src/engines/files/regions/missing-header.js";
import { looksLikeValue } from "../../src/engines/files/regions/seen-row.js";

function rows(...lines: readonly string[]) {
  return lines.map((line) => line.split("|").map((text) => ({ text, isValue: looksLikeValue(text) })));
}

const SALES = rows("R2|Bob|2024-01-06|7.00", "R3|Ann|2024-01-07|3.25", "R4|Cy|2024-01-08|12");

test.each([
  ["a sale", "R1|Ann|2024-01-05|10.50", true],
  ["a sale on a day of another notation", "R1|Ann|05/01/2024|10", true],
  ["names", "receipt|customer|date|amount", false],
  ["a name for each column but one", "receipt|customer|2024|amount", false],
  ["a day above a column of names", "R1|2024-01-05|2024-01-06|1", false],
  ["no number", "R1|Ann|2024-01-05|amount", false],
])("a table whose first row holds %s", (_, first, lacks) => {
  const [row = []] = rows(first);
  expect(lacksHeader(row, SALES)).toBe(lacks);
});

test("a table of days side by side has a header", () => {
  const [header = [], ...below] = rows("lamp|2024-01-05|2024-01-06|3", "cup|10.00|7.00|4", "pot|3.25|5.50|6");
  expect(lacksHeader(header, below)).toBe(false);
});
