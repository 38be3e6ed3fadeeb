import { describe, expect, test } from "vitest";
import { AS_PANDAS, goldenNames, readGolden, tellingNames } from "../support/golden.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { byName, isOnCluster, mainEngines } from "./engines.js";
import { score } from "./score.js";

describe.each(byName(mainEngines))("%s agrees with pandas", (_, engine) => {
  const { path } = temporaryFolder();
  const isInPlace = !engine.name.includes(" as source");
  const names = isThorough || isInPlace ? goldenNames : tellingNames;
  // On a cluster, ways to carry results have one look at the telling cases, and a model has too: a map of cells is one everywhere.
  const again = isOnCluster && !isInPlace ? [] : names.filter((name) => isThorough || tellingNames.includes(name));

  test.each(names)("on every customer of %s", async (name) => {
    const { sales, facts, expected } = readGolden(name);
    const { result, customers } = await score(engine, path, sales, AS_PANDAS);
    expect(customers).toEqual(expected);
    expect({
      customers: result.customers,
      sales: result.sales,
      rows: result.rows,
      snapshot: result.snapshot,
      collapsed: result.collapsed,
      segments: countsOf(result.segments),
    }).toEqual({
      customers: facts.customers,
      sales: facts.transactions,
      rows: facts.transactions,
      snapshot: facts.snapshot,
      collapsed: facts.pandas_raises,
      segments: facts.segments,
    });
    expect(result.cutpoints).toEqual({
      recency: facts.recency_lower_order_statistics,
      frequency: facts.frequency_lower_order_statistics,
      monetary: facts.monetary_cents_lower_order_statistics.map((cents) => cents / 100),
    });
  });

  test.each(again)("on %s when ties of frequency are broken by customer id", async (name) => {
    const { sales, facts, expected, expectedFirst } = readGolden(name);
    const { result, customers } = await score(engine, path, sales, { ...AS_PANDAS, ties: ["frequency=first"] });
    expect(customers).toEqual(expectedFirst);
    expect(countsOf(result.segments)).toEqual(facts.segments_first);
    expect(result.split).toEqual({ recency: 0, frequency: splitByFrequency(expectedFirst), monetary: 0 });
    expect(expected).toHaveLength(customers.length);
  });

  test.each(isOnCluster ? again.filter((name) => tellingNames.includes(name)) : again)(
    "on %s in eleven segments",
    async (name) => {
      const { sales, facts, expectedEleven } = readGolden(name);
      const { result, customers } = await score(engine, path, sales, { ...AS_PANDAS, model: "eleven-segment" });
      expect(customers).toEqual(expectedEleven);
      expect(countsOf(result.segments)).toEqual(facts.segments_eleven);
    },
  );

  test.each(byName(engine.sources).slice(1))("when the sales come from %s", async (_source, source) => {
    for (const name of tellingNames) {
      const { sales, facts, expected } = readGolden(name);
      const { result, customers } = await score(engine, path, sales, AS_PANDAS, source);
      expect(customers).toEqual(expected);
      expect(result.snapshot).toBe(facts.snapshot);
      expect(result.sales).toBe(facts.transactions);
    }
  });

  test("when ids are text that sorts by code point, and recency and monetary are ranked too", async () => {
    const { sales } = readGolden("text-ids");
    const { result, customers } = await score(engine, path, sales, { ...AS_PANDAS, ties: ["first"] });
    // Ranks 1 to n have no equal values, so that groups of five differ by one customer at most.
    for (const column of [4, 5, 6]) {
      const sizes = ["1", "2", "3", "4", "5"].map(
        (each) => customers.filter((line) => fields(line)[column] === each).length,
      );
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
    expect(result.split.frequency).toBe(splitByFrequency(customers));
  });
});

/** Segments with customers, as pandas counts them. */
function countsOf(segments: readonly { segment: string; customers: number }[]): Record<string, number> {
  return Object.fromEntries(
    segments.filter(({ customers }) => customers > 0).map(({ segment, customers }) => [segment, customers]),
  );
}

/** Customers who have the frequency of somebody with another score. */
function splitByFrequency(lines: readonly string[]): number {
  const rows = lines.map((line) => fields(line));
  const scoresOf = (frequency: string | undefined): Set<string | undefined> =>
    new Set(rows.filter((row) => row[2] === frequency).map((row) => row[5]));
  return rows.filter((row) => scoresOf(row[2]).size > 1).length;
}

/** The last seven columns hold no `|`; the id may. */
function fields(line: string): string[] {
  const parts = line.split("|");
  return [parts.slice(0, -7).join("|"), ...parts.slice(-7)];
}
