import { describe, expect, test } from "vitest";
import { structurePattern } from "../../../src/engines/duckdb/sources/structure-pattern.js";

const ITEMS = ['[{"sku":"VARCHAR","qty":"UBIGINT"}]'];

const matches = (structures: readonly string[], json: string): boolean =>
  new RegExp(`^${structurePattern(structures)}$`, "u").test(json);

describe("the pattern of a structure", () => {
  test.each([
    ['[{"sku":"a","qty":1}]', true],
    ['[{"sku":"a]}\\"","qty":-1.5e3},{"sku":null,"qty":true}]', true],
    ["[]", true],
    ["null", true],
    ['[{"sku":"a"}]', false],
    ['[{"sku":"a","qty":1,"more":2}]', false],
    ['[{"sku":{"a":1},"qty":1}]', false],
    ['[{"sku":"a","qty":[1]}]', false],
    ['{"sku":"a","qty":1}', false],
    ["5", false],
  ])("says of %s that it has it: %s", (json, expected) => {
    expect(matches(ITEMS, json)).toBe(expected);
  });

  test("is that of any of several structures, and none where a key is not written as it stands", () => {
    expect(matches([...ITEMS, '{"$id":"VARCHAR"}'], '{"$id":"x"}')).toBe(true);
    expect(structurePattern([...ITEMS, String.raw`{"a\"b":"VARCHAR"}`])).toBeUndefined();
    expect(structurePattern([])).toBeUndefined();
  });
});
