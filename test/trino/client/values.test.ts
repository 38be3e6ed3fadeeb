import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAnswer, toValue } from "../../../src/engines/trino/client/values.js";
import { casesOf } from "../../support/thoroughness.js";

describe("an answer is read without loss", () => {
  test.each([
    ["[9007199254740991,-9007199254740991]", [9007199254740991, -9007199254740991]],
    ["[9007199254740992,9007199254740993]", ["9007199254740992", "9007199254740993"]],
    ["[-9007199254740993,9223372036854775807]", ["-9007199254740993", "9223372036854775807"]],
    ["[-9223372036854775808,-0,0]", ["-9223372036854775808", -0, 0]],
    ['["9223372036854775807",9223372036854775807]', ["9223372036854775807", "9223372036854775807"]],
    ['["a\\",9223372036854775807,\\"b",1]', ['a",9223372036854775807,"b', 1]],
    ['["\\\\",9223372036854775807,"\\\\"]', ["\\", "9223372036854775807", "\\"]],
    [
      '{"9223372036854775807":[[{"a":9223372036854775807}]]}',
      { "9223372036854775807": [[{ a: "9223372036854775807" }]] },
    ],
    ["[1.0E300,1.25E17,9223372036854775808.0,1e-7]", [1e300, 125e15, 2 ** 63, 1e-7]],
    ["[1152921504606846976e2,0.1234567890123456]", [2 ** 60 * 100, 0.1234567890123456]],
    ["9223372036854775807", "9223372036854775807"],
    [" [ 9223372036854775807 , 1 ] ", ["9223372036854775807", 1]],
  ])("%s", (text, expected) => {
    expect(parseAnswer(text)).toEqual(expected);
  });

  test.each(['{"a":"9223372036854775807', '"9223372036854775807', "[9223372036854775807", "<html>9223372036854775807"])(
    "and what is no JSON is none: %s",
    (text) => {
      expect(() => parseAnswer(text)).toThrow(SyntaxError);
    },
  );

  test("whole numbers of any size, anywhere, beside text that looks like them", () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'"\\,:[]{}-+.eE0123456789nu\n\u2028 ä😀') });
    const digits = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const near = fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }).chain((n) => fc.constantFrom(n, -n));
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.oneof(digits, near),
        hostile,
        digits.map(String),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("tree")),
        fc.dictionary(hostile, tie("tree")),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom("", " ", "\n\t "), (value, blank) => {
        expect(plain(parseAnswer(write(value, blank)))).toEqual(plain(value));
      }),
      { numRuns: casesOf(5_000) },
    );
  });

  test("long texts and many escapes", () => {
    const text = `9223372036854775807${'\\"'.repeat(2_000_000)}`;
    expect(parseAnswer(JSON.stringify([text, 1]))).toEqual([text, 1]);
  });
});

describe("a value in a row", () => {
  test.each([
    [1, "tinyint", 1],
    [-32768, "smallint", -32768],
    [2147483647, "integer", 2147483647],
    [7, "bigint", "7"],
    ["9223372036854775807", "bigint", "9223372036854775807"],
    ["1.50", "decimal(10, 2)", "1.50"],
    [1e300, "double", "1e+300"],
    [100, "double", "100"],
    [-0, "double", "-0"],
    [1.1, "real", "1.1"],
    ["NaN", "double", "NaN"],
    ["-Infinity", "real", "-Infinity"],
    ["2020-01-31", "date", "2020-01-31"],
    ["2020-01-31 10:00:00.123456", "timestamp(6)", "2020-01-31 10:00:00.123456"],
    ["12", "varchar(5)", "12"],
    ["a    ", "char(5)", "a    "],
    [true, "boolean", true],
    [false, "boolean", false],
    [null, "integer", null],
    [null, "unknown", null],
    [[1, "x", null], "row(integer, varchar(1), integer)", '[1,"x",null]'],
    [{ a: ["9223372036854775807"] }, "map(varchar(1), array(bigint))", '{"a":["9223372036854775807"]}'],
    ['{"a":1}', "json", '{"a":1}'],
  ])("%j of type %s", (json, type, expected) => {
    expect(toValue(json, type)).toBe(expected);
  });
});

type Tree = bigint | string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree };

/** JSON with whole numbers digit by digit. */
function write(value: Tree, blank: string): string {
  if (typeof value === "bigint") return `${blank}${value}${blank}`;
  if (Array.isArray(value)) return `[${value.map((each: Tree) => write(each, blank)).join(`${blank},`)}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}${blank}:${write(each, blank)}`);
    return `{${pairs.join(",")}}`;
  }
  // Trino writes every double with a point, and never as a whole number of many digits.
  if (typeof value === "number") return value.toExponential().replace(/^(-?\d)e/, "$1.0e");
  return JSON.stringify(value);
}

/** Whole numbers as an object with their digits, whichever way they came. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    return value >= -(2n ** 53n - 1n) && value <= 2n ** 53n - 1n ? plain(Number(value)) : String(value);
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([name, each]) => [name, plain(each)]);
  }
  return typeof value === "number" ? { number: String(value) } : value;
}
