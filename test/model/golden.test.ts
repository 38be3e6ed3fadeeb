import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { fitCutpoints, scoreValue } from "../../src/model/cutpoints.js";
import { fiveSegment } from "../../src/model/five-segment.js";
import { isCollapsedSorted } from "../../src/model/quantile-ranks.js";
import { classify } from "../../src/model/segment-map.js";

const golden = new URL("../fixtures/golden/", import.meta.url);

/** Everything after the customer id, which may hold commas, quotes and line breaks. */
const ROW = new RegExp(
  [
    /,(?<recency>\d+),(?<frequency>\d+),(?<monetary>-?[\d.]+),(?<R>\d),(?<F>\d),(?<M>\d)/,
    /,(?<segment>[^,\n]+),(?<first>\d),(?<segmentFirst>[^,\n]+),(?<eleven>[^,\r\n]+)\r?$/,
  ]
    .map(({ source }) => source)
    .join(""),
  "gm",
);

test.each(readdirSync(golden))("scores and segments of %s are those of pandas", (name) => {
  const text = readFileSync(new URL(`${name}/expected.csv`, golden), "utf8");
  const rows = [...text.matchAll(ROW)].map(({ groups }) => groups ?? {});
  const column = (key: string, factor = 1) => rows.map((row) => Math.round(Number(row[key]) * factor));
  const recency = column("recency");
  const frequency = column("frequency");
  const cents = column("monetary", 100);
  const facts = JSON.parse(readFileSync(new URL(`${name}/case.json`, golden), "utf8"));
  expect(rows.length).toBe(facts.customers);

  expect(fitCutpoints(recency)).toEqual(facts.recency_lower_order_statistics);
  expect(fitCutpoints(frequency)).toEqual(facts.frequency_lower_order_statistics);
  expect(fitCutpoints(cents)).toEqual(facts.monetary_cents_lower_order_statistics);
  expect(recency.map((days) => scoreValue(days, fitCutpoints(recency), { best: "low" }))).toEqual(column("R"));
  expect(frequency.map((count) => scoreValue(count, fitCutpoints(frequency)))).toEqual(column("F"));
  expect(cents.map((amount) => scoreValue(amount, fitCutpoints(cents)))).toEqual(column("M"));

  const raises = ([recency, frequency, cents] as const).map((values) =>
    isCollapsedSorted(values.toSorted((a, b) => a - b)),
  );
  expect(raises).toEqual([facts.pandas_raises.recency, facts.pandas_raises.frequency, facts.pandas_raises.monetary]);

  for (const row of rows) {
    const [r, f, m, first] = [Number(row.R), Number(row.F), Number(row.M), Number(row.first)];
    expect(classify(fiveSegment, r, f, m)).toBe(row.segment);
    expect(classify(fiveSegment, r, first, m)).toBe(row.segmentFirst);
    expect(classify(elevenSegment, r, f, m)).toBe(row.eleven);
  }
});
