import { expect, test } from "vitest";
import { displayFormat } from "../../src/display/display-format.js";

test("amounts of a currency without coins have no places, and short ones neither", () => {
  const { amount, shortAmount } = displayFormat("JPY", "en-US");
  expect([50.5, 7.17, 999.4, 12_345].map(shortAmount)).toEqual(["¥51", "¥7", "¥999", "¥12.3K"]);
  expect(amount("1234.5")).toBe("¥1,235");
});

test("amounts of other currencies keep three digits where they are short", () => {
  const { shortAmount } = displayFormat("EUR", "de-DE");
  expect([50.5, 1234, 1_234_567].map((value) => shortAmount(value).replaceAll(/\s/g, " "))).toEqual([
    "50,5 €",
    "1230 €",
    "1,23 Mio. €",
  ]);
});
