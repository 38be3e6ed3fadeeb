import { expect, test } from "vitest";
import { printable, printableAnswer, printableJson } from "../../src/outputs/printable.js";
import { styleFor } from "../../src/outputs/style.js";
import { renderTable } from "../../src/outputs/table.js";

test("what a terminal would obey is shown", () => {
  expect(printable("a\u001B[2J\u0007\b\r")).toBe("a␛[2J␇␈␍");
  expect(printable("\u009B31m\u007F\u202Eevil")).toBe("<U+009B>31m␡<U+202E>evil");
  expect(printable("Zoë\t✓ 山田 😀\n=1")).toBe("Zoë\t✓ 山田 😀\n=1");
});

test("so are all texts of an answer, and the rest stays as it is", () => {
  const answer = { customers: [{ customer_id: "\u001Bc", recency: 3, note: null }], "\u001B": ["\0"], is: true };
  expect(printableAnswer(answer)).toEqual({
    customers: [{ customer_id: "␛c", recency: 3, note: null }],
    "␛": ["␀"],
    is: true,
  });
});

test("JSON holds the same text as before, escaped", () => {
  const text = printableJson({ id: "\u009B31m\u001B\u202E" });
  expect(text).toBe(String.raw`{"id":"\u009b31m\u001b\u202e"}`);
  expect(JSON.parse(text)).toEqual({ id: "\u009B31m\u001B\u202E" });
});

test("a line end within a value leaves a table its rows", () => {
  const table = renderTable([{ heading: "Customer" }], [["a\nb"], ["c"]], styleFor({}));
  expect(table.split("\n")).toEqual(["Customer", "a␊b", "c"]);
});
