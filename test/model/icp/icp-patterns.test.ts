import { expect, test } from "vitest";
import { givenBands } from "../../../src/model/icp/bands.js";
import { icpPatterns } from "../../../src/model/icp/icp-patterns.js";
import { liftCeiling, type Pattern, patternsFrom } from "../../../src/model/icp/patterns.js";
import { type Customers, customersWith } from "./customers.js";

function patternOf(dimension: string, { top, all }: Customers): Pattern {
  return icpPatterns(top, all, { dimensions: [dimension] })[dimension] as Pattern;
}

/** The lines that can be checked by hand. */
function plain({ distribution }: Pattern): unknown[] {
  return distribution.map(({ value, count, support, pct_top, pct_all, lift }) => {
    return [value, count, support, pct_top, pct_all, lift];
  });
}

const of = (values: readonly string[]): { industry: string }[] => values.map((industry) => ({ industry }));

test("shares, lift and lists of a small base", () => {
  // 4 of 10 customers are top performers.
  const customers = customersWith("industry", { Software: [2, 0], Retail: [1, 4], Logistics: [1, 1], Farming: [0, 1] });
  const pattern = patternOf("industry", customers);
  expect(plain(pattern)).toEqual([
    ["Software", 2, 2, 50, 20, 2.5],
    ["Retail", 1, 5, 25, 50, 0.5],
    ["Logistics", 1, 2, 25, 20, 1.25],
  ]);
  expect(pattern).toMatchObject({ primary: ["Software"], secondary: [], negative: [], absent: ["Farming"] });
  expect(pattern.absent_distribution).toMatchObject([
    { value: "Farming", count: 0, support: 1, pct_top: 0, pct_all: 10, lift: 0, lift_low: 0 },
  ]);
});

test("each value carries an interval, p and q", () => {
  const { distribution } = patternOf("cups", customersWith("cups", { milk: [3, 1], tea: [1, 3] }));
  // The lady tasting tea: 34 of 70 ways, for both values.
  for (const { p, log10_p, q } of distribution) {
    expect(p).toBeCloseTo(34 / 70, 12);
    expect(log10_p).toBeCloseTo(Math.log10(34 / 70), 12);
    expect(q).toBeCloseTo(34 / 70, 12);
  }
  expect(distribution).toMatchObject([
    { value: "milk", lift: 1.5, lift_low: 0.82, lift_high: 3.09 },
    { value: "tea", lift: 0.5, lift_low: 0.11, lift_high: 1.21 },
  ]);
});

test("q is over the values of all attributes, not of one", () => {
  const { top, all } = customersWith("cups", { milk: [4, 0], tea: [0, 4] });
  const others = ["one", "two", "three"];
  const many = (records: Customers["all"]): Customers["all"] =>
    records.map((record) => ({ ...record, ...Object.fromEntries(others.map((name) => [name, "same"])) }));
  const alone = icpPatterns(top, all, { dimensions: ["cups"] });
  const among = icpPatterns(many(top), many(all), { dimensions: ["cups", ...others] });
  // p = 2/70 for both cups; the three others have p = 1, so that q = 2/70 · 5/2.
  expect(alone["cups"]?.distribution[0]?.q).toBeCloseTo(2 / 70, 12);
  expect(among["cups"]?.distribution[0]?.q).toBeCloseTo(1 / 14, 12);
  expect(among["cups"]?.absent_distribution[0]?.q).toBeCloseTo(1 / 14, 12);
  expect(among["one"]?.distribution[0]?.q).toBe(1);
});

test("halves are rounded to the even digit: 6.25 to 6.2, 43.75 to 43.8, 1.125 to 1.12", () => {
  expect(plain(patternOf("region", customersWith("region", { North: [9, 7], South: [7, 9] })))).toEqual([
    ["North", 9, 16, 56.2, 50, 1.12],
    ["South", 7, 16, 43.8, 50, 0.88],
  ]);
  expect(plain(patternOf("region", customersWith("region", { North: [15, 15], South: [1, 1] })))).toEqual([
    ["North", 15, 30, 93.8, 93.8, 1],
    ["South", 1, 2, 6.2, 6.2, 1],
  ]);
});

test("the lift comes from the percentages before they are rounded", () => {
  // 1/3 of the top performers and 1/7 of all: 33.3 / 14.3 would be 2.329 as well, 2/30 and 1/70 tell them apart.
  const pattern = patternOf("region", customersWith("region", { North: [2, 0], South: [28, 110] }));
  expect(plain(pattern)).toEqual([
    ["South", 28, 138, 93.3, 98.6, 0.95],
    ["North", 2, 2, 6.7, 1.4, 4.67], // 6.7 / 1.4 = 4.79
  ]);
});

// By Python: round(count / top * 100 / (support / customers * 100), 2)
test.each([
  [1000, 1000, 1000, 2000, 2, "primary"],
  [399, 400, 400, 800, 2, "primary"], // 1.995 is a little more than it looks
  [998, 1000, 1000, 2000, 2, "primary"],
  [997, 1000, 1000, 2000, 1.99, "secondary"],
  [750, 1000, 1000, 2000, 1.5, "secondary"],
  [299, 400, 400, 800, 1.5, "secondary"],
  [748, 1000, 1000, 2000, 1.5, "secondary"],
  [747, 1000, 1000, 2000, 1.49, undefined],
  [500, 1000, 1000, 2000, 1, undefined],
  [250, 1000, 1000, 2000, 0.5, undefined],
  [248, 1000, 1000, 2000, 0.5, undefined],
  [99, 400, 400, 800, 0.49, "negative"], // 0.495 is a little less than it looks
  [247, 1000, 1000, 2000, 0.49, "negative"],
  [1, 1000, 1000, 2000, 0, "negative"],
] as const)("%d of %d top performers and %d of all %d: a lift of %d is %s", (count, top, support, all, lift, list) => {
  const counts = { it: [count, support - count], other: [top - count, all - support - top + count] } as const;
  const { distribution, ...lists } = patternOf("industry", customersWith("industry", counts));
  expect(distribution.find(({ value }) => value === "it")?.lift).toBe(lift);
  const named = (["primary", "secondary", "negative"] as const).filter((name) => lists[name].includes("it"));
  expect(named).toEqual(list === undefined ? [] : [list]);
});

test("values come by their share of the top performers, and ties in order of first appearance among them", () => {
  const top = of(["c", "a", "b", "a", "d", "b", "c", "e", "e", "e"]);
  const all = [...of(["a", "b", "c", "d", "e", "z", "y", "y"]), ...top];
  const { distribution, absent } = patternOf("industry", { top, all });
  expect(distribution.map(({ value }) => value)).toEqual(["e", "c", "a", "b", "d"]);
  expect(absent).toEqual(["y", "z"]);
});

test("lists of values keep the order of the distribution", () => {
  const counts = { i: [1, 0], h: [3, 0], g: [3, 0], f: [1, 30], e: [1, 30], d: [9, 20] } as const;
  const { primary, negative } = patternOf("industry", customersWith("industry", counts));
  expect(primary).toEqual(["h", "g", "i"]);
  expect(negative).toEqual(["f", "e"]);
});

test("percentages that are the same once rounded are a tie", () => {
  const { distribution } = patternOf(
    "industry",
    customersWith("industry", { fewer: [133, 0], more: [134, 0], most: [1733, 100] }),
  );
  expect(distribution.map(({ value, pct_top }) => [value, pct_top])).toEqual([
    ["most", 86.7],
    ["fewer", 6.7],
    ["more", 6.7],
  ]);
});

test("whatever is missing is Unknown: null, undefined, nothing, blanks, NaN, and the word itself", () => {
  const missing = [null, undefined, "", "  ", "\t\n", "\u00a0", NaN, "Unknown", " Unknown "];
  const top = [...missing.map((industry) => ({ industry })), {}, { industry: "Retail" }];
  const all = [...top, { industry: "Retail" }, { industry: null }, { sector: "Retail" }, { industry: " Retail\n" }];
  expect(plain(patternOf("industry", { top, all }))).toEqual([
    ["Unknown", 10, 12, 90.9, 80, 1.14],
    ["Retail", 1, 3, 9.1, 20, 0.45],
  ]);
});

test("nothing, no and the words of other languages are values", () => {
  const values = [0, false, -1.5, 12n, "unknown", "N/A", "null", "０"];
  const records = values.map((value) => ({ value }));
  const { distribution } = patternOf("value", { top: records, all: records });
  expect(distribution.map(({ value }) => value)).toEqual(["0", "false", "-1.5", "12", "unknown", "N/A", "null", "０"]);
});

test("values that differ in case or within are different values", () => {
  const records = of(["Software", "software", "Soft ware"]);
  expect(patternOf("industry", { top: records, all: records }).distribution).toHaveLength(3);
});

test("names that every object has are values like any other", () => {
  const records = of(["__proto__", "constructor", "toString"]);
  const { distribution } = patternOf("industry", { top: records, all: [...records, { industry: "hasOwnProperty" }] });
  expect(distribution.map(({ value, count }) => [value, count])).toEqual([
    ["__proto__", 1],
    ["constructor", 1],
    ["toString", 1],
  ]);
});

test("attributes may have names that every object knows, with bands and without", () => {
  const all: readonly Readonly<Record<string, unknown>>[] = [
    { constructor: 7, ["__proto__"]: "a" },
    { constructor: 8, ["__proto__"]: "b" },
    { toString: null },
  ];
  const dimensions = ["constructor", "__proto__", "toString"];
  const valuesOf = (patterns: ReturnType<typeof icpPatterns>) =>
    dimensions.map((name) => patterns[name]?.distribution.map(({ value }) => value));
  expect(valuesOf(icpPatterns(all, all, { dimensions }))).toEqual([
    ["7", "8", "Unknown"],
    ["a", "b", "Unknown"],
    ["Unknown"],
  ]);
});

test("without others named, the attributes are industry, employee_count, company_revenue, and region from state_region", () => {
  const one = {
    industry: "a",
    employee_count: 10,
    company_revenue: "1M",
    state_region: "Ohio",
    region: "West",
    more: 1,
  };
  const patterns = icpPatterns([one], [one, {}]);
  expect(Object.keys(patterns)).toEqual(["industry", "employee_count", "company_revenue", "region"]);
  expect(Object.values(patterns).map(({ distribution }) => distribution.map(({ value }) => value))).toEqual([
    ["a"],
    ["10"],
    ["1M"],
    ["Ohio"],
  ]);
});

test("region is read from its own name where no record has state_region", () => {
  const all = [{ region: "West" }, { region: "East" }];
  expect(icpPatterns(all, all)["region"]?.distribution.map(({ value }) => value)).toEqual(["West", "East"]);
});

test("any other attributes can be named, in any order, and each is compared for itself", () => {
  const all = [
    { plan: "pro", colour: "red" },
    { plan: "free", colour: "red" },
    { plan: "free", colour: "blue", shape: null },
  ];
  const patterns = icpPatterns(all.slice(0, 1), all, { dimensions: ["plan", "colour", "shape"] });
  expect(Object.keys(patterns)).toEqual(["plan", "colour", "shape"]);
  expect(Object.values(patterns).map(plain)).toEqual([
    [["pro", 1, 1, 100, 33.3, 3]],
    [["red", 1, 2, 100, 66.7, 1.5]],
    [["Unknown", 1, 3, 100, 100, 1]],
  ]);
});

test("numbers of an attribute with bands are counted by band, and text stays as it is", () => {
  const all = [3, 10, "11", " 12 ", 200, null, "many"].map((employee_count) => ({ employee_count }));
  const patterns = icpPatterns(all, all, {
    dimensions: ["employee_count"],
    bands: { employee_count: givenBands([1, 11, 51]) },
  });
  expect(patterns["employee_count"]?.distribution.map(({ value, count }) => [value, count])).toEqual([
    ["1-10", 2],
    ["11-50", 2],
    ["51+", 1],
    ["Unknown", 1],
    ["many", 1],
  ]);
});

test("a lift rests on too few where fewer than five have the value and fewer than five were to be expected", () => {
  const { distribution } = patternOf(
    "industry",
    customersWith("industry", { four: [4, 4], five: [5, 0], rare: [1, 99], plenty: [90, 297] }),
  );
  // A fifth are top performers: of those with `four` 1.6 were to be expected, of those with `rare` 20.
  expect(distribution.map(({ value, small_support }) => [value, small_support])).toEqual([
    ["plenty", false],
    ["five", false],
    ["four", true],
    ["rare", false],
  ]);
});

test("records and named lists are left as they are", () => {
  const all = Object.freeze([Object.freeze({ industry: "b" }), Object.freeze({ industry: "a" })]);
  expect(() => icpPatterns(all, all)).not.toThrow();
});

test("top performers who are not among all customers are refused", () => {
  const refusal = expect.objectContaining({ name: "QuintileError", code: "USAGE" }) as Error;
  expect(() => icpPatterns([{ industry: "a" }], [{ industry: "b" }, { industry: "c" }])).toThrow(refusal);
  expect(() => icpPatterns([{}, {}], [{}])).toThrow(refusal);
});

test("a value that nobody has has a lift of 0", () => {
  const patterns = patternsFrom({ industry: [{ value: "a", count: 0, support: 0 }] }, { top: 2, customers: 5 });
  expect(patterns["industry"]?.absent_distribution).toMatchObject([
    { value: "a", pct_top: 0, pct_all: 0, lift: 0, lift_low: null, lift_high: null, p: 1, q: 1 },
  ]);
});

test.each([
  [0, 10, null],
  [10, 10, 1],
  [3, 10, 3.33],
  [1, 1, 1],
  [1333, 5000, 3.75],
  [16, 18, 1.12], // 1.125
  [0, 0, null],
])("where %d of %d customers are top performers, no lift exceeds %d", (top, customers, ceiling) => {
  expect(liftCeiling({ top, customers })).toBe(ceiling);
});

test("a dimension that no record has is an error with those they have, and the one that was most likely meant", () => {
  const records = [
    { industry: "Retail", region: "North" },
    { industry: "Trade", region: null },
  ];
  expect(() => icpPatterns(records, records, { dimensions: ["industry", "regoin"] })).toThrow(
    expect.objectContaining({
      code: "USAGE",
      message: 'No record has the dimension "regoin".',
      hint: 'Did you mean "region"? They have industry, region.',
    }) as Error,
  );
  expect(() => icpPatterns(records, records, { dimensions: ["headcount"] })).toThrow(
    expect.objectContaining({
      code: "USAGE",
      message: 'No record has the dimension "headcount".',
      hint: "They have industry, region.",
    }) as Error,
  );
  expect(Object.keys(icpPatterns([], [], { dimensions: ["regoin"] }))).toEqual(["regoin"]);
});
