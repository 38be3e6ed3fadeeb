import { expect, test } from "vitest";
import { displayFormat } from "../../src/display/display-format.js";
import { writeCutpoint } from "../../src/display/write-cutpoint.js";

const german = displayFormat("EUR", "de-DE");

test("a percentile between two numbers of purchases keeps its places, since a score begins there", () => {
  expect(writeCutpoint("frequency", "6.2", german)).toBe("6,20");
  expect(writeCutpoint("frequency", "6", german)).toBe("6");
});

test("days are whole, and amounts have the currency", () => {
  expect(writeCutpoint("recency", "1290", german)).toBe("1.290");
  expect(writeCutpoint("monetary", "251.7500", german)).toBe("251,75\u00A0€");
});
