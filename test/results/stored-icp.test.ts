import { describe, expect, test } from "vitest";
import type { QuintileError } from "../../src/errors.js";
import { readIcpResult, writeIcp } from "../../src/results/stored/stored-icp.js";
import { readSegmentName, writeSegment } from "../../src/results/stored/stored-segment.js";

/** What is written to the column patterns. */
const PATTERNS =
  '{"store":"quintile.duckdb","run":1,"model":"five-segment","attributes":"a.csv","top":{"segments":["Champions","Loyal Customers"],"min_total":11},"customers":6,"top_performers":3,"lift_ceiling":2,"matched":{"rows":6,"without_key":0,"repeated_keys":0,"without_customer":0,"customers_without_attributes":0},"patterns":{"industry":{"distribution":[{"value":"Retail","count":2,"support":2,"pct_top":66.7,"pct_all":33.3,"lift":2,"lift_low":0.89,"lift_high":5.33,"small_support":true,"p":0.39999999999999997,"log10_p":-0.3979400086720376,"q":1}],"absent_distribution":[],"primary":["Retail"],"secondary":[],"negative":[],"absent":[]}},"bands":{"age":{"bounds":[1,11],"whole":true,"fitted":true}},"multiple":{},"evidence":"none","tiers":{"tier_1":{"priority":"HIGHEST","matches":1,"criteria":{"industry":["Retail"]}},"tier_2":{"priority":"HIGH","matches":1,"criteria":{"industry":["Retail"]}},"tier_3":{"priority":"SELECTIVE","matches":1,"criteria":{"industry":["Retail"]}},"tier_4":{"priority":"AVOID","matches":0,"criteria":{"industry":["Retail"]},"anti_patterns":{"industry":[]}}},"unsupported":[{"dimension":"industry","value":"Retail","kind":"primary","lacks":["not significant","few customers"]}],"adjusted":[],"flags":{"circular":[],"same_information":[]},"skipped":[],"warnings":["industry: too few top performers to rely on."]}';

const ROW = {
  run: 1,
  created_at: "2026-11-30 13:39:20.012",
  version: "0.1.0",
  attributes: "a.csv",
  options: '{"attributes":"a.csv","dimensions":["industry,age"]}',
  patterns: PATTERNS,
  counts: '{"industry":{"Retail":{"534":1,"545":1}}}',
};

test("a row of patterns is read as what was written, and written as it is read", () => {
  const result = readIcpResult(ROW, "quintile.duckdb");
  expect(result).toMatchObject({
    run: 1,
    top: { segments: ["Champions", "Loyal Customers"], min_total: 11 },
    patterns: { industry: { primary: ["Retail"], distribution: [{ value: "Retail", lift: 2 }] } },
    tiers: { tier_4: { priority: "AVOID", anti_patterns: { industry: [] } } },
  });
  const written = writeIcp({
    run: 1,
    created_at: "2026-11-30 13:39:20.012",
    version: "0.1.0",
    attributes: "a.csv",
    options: { attributes: "a.csv", dimensions: ["industry,age"] },
    result,
    counts: { industry: { Retail: { 534: 1, 545: 1 } } },
  });
  expect(written).toEqual(ROW);
});

test("patterns of an earlier version, without what they rest on, are to be found anew", () => {
  const before = PATTERNS.replace(/"evidence":"none",|"unsupported":\[.*?\}\],"adjusted":\[\],/g, "");
  expect(() => readIcpResult({ ...ROW, patterns: before }, "shop.duckdb")).toThrow(
    expect.objectContaining({
      code: "NO_SUCH_ICP",
      message:
        "shop.duckdb holds patterns of an earlier version of Quintile, which did not say what the figures carry.",
      hint: "Find them anew: quintile icp --attributes FILE.",
    }),
  );
});

describe("patterns that were damaged or changed by hand are refused, with store, table, column and row", () => {
  test.each([
    ["no JSON", PATTERNS.slice(0, 400)],
    ["no tier 4", PATTERNS.replace("tier_4", "tier_5")],
    ["no anti-patterns", PATTERNS.replace("anti_patterns", "others")],
    ["a count as text", PATTERNS.replace('"count":2', '"count":"2"')],
    ["a lift that is missing", PATTERNS.replace('"lift":2,', "")],
    [
      "criteria that are no lists",
      PATTERNS.replace('"criteria":{"industry":["Retail"]}', '"criteria":{"industry":"R"}'),
    ],
    ["another priority", PATTERNS.replace("SELECTIVE", "SOON")],
    ["bands without bounds", PATTERNS.replace('"bounds":[1,11],', "")],
    ["null", null],
  ])("%s", (_, patterns) => {
    let thrown: QuintileError | undefined;
    try {
      readIcpResult({ ...ROW, patterns }, "shop.duckdb");
    } catch (error) {
      thrown = error as QuintileError;
    }
    expect(thrown?.code).toBe("BAD_FILE");
    expect(thrown?.message).toMatch(
      /^shop\.duckdb is damaged, or was changed by hand: the column patterns of rfm_icp \(run 1\) does not hold .*\.$/,
    );
    expect(thrown?.hint).toBe(
      "Restore the row from a backup, or delete it; quintile icp --attributes FILE writes a new one.",
    );
  });
});

test("a segment is written with its place, and its name is read whatever became of its words", () => {
  const segment = { name: "At Risk", description: "Dropped off", action: "Win back", group: "at-risk" } as const;
  expect(writeSegment(segment, 4)).toEqual({
    position: 4,
    segment: "At Risk",
    description: "Dropped off",
    action: "Win back",
    segment_group: "at-risk",
  });
  expect(readSegmentName({ position: 4, segment: "At Risk", description: null }, "shop.duckdb")).toBe("At Risk");
  expect(() => readSegmentName({ position: 4, segment: null }, "shop.duckdb")).toThrow(
    "shop.duckdb is damaged, or was changed by hand: the column segment of rfm_segments (position 4) does not hold a text.",
  );
});
