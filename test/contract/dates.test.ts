import { describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { identifier, sql } from "../../src/sql/fragment.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { DATE_NOTATIONS, type SpelledDate } from "./date-spellings.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

describe.each(byName(mainEngines))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  test("reads every spelling as the moment that a person reads in it", async () => {
    const texts = DATE_NOTATIONS.flatMap(([, , dates]) => dates.map(([text]) => text));
    const rows = texts.map((text, index) => [String(index), text, "1.00"]);
    const store = await engine.newStore(path);
    const located = await engine.sources[0]?.put(salesTable(rows, { date: "VARCHAR" }), path, store);
    if (located === undefined) throw new Error("An engine has a source.");
    await withPlaces(openPlaces({ source: { at: located.source, table: located.table } }), async ({ source }) => {
      const { dialect, relation } = source;
      for (const [reading, zone, dates] of DATE_NOTATIONS) {
        const moment = dialect.readDate(identifier("sale_date"), reading, zone);
        const found = await source.query(
          sql`SELECT coalesce(sale_date, '') AS text, ${dialect.momentText(moment)} AS moment FROM ${relation.from} AS source`,
        );
        const byText = new Map(found.map((row) => [row["text"], row["moment"]]));
        const read = dates.map(([text]): SpelledDate => [text, byText.get(text) as string | null]);
        expect([reading, zone, read]).toEqual([reading, zone, dates]);
      }
    });
  });
});

/** Each engine with a source that has types and, the embedded one, with a text file. */
const WITH_TABLES = mainEngines.flatMap((engine) =>
  engine.sources
    .filter(({ name }) => ["CSV", "Parquet", "a table"].includes(name))
    .map((source) => ({ ...engine, name: `${engine.name}, ${source.name}`, source })),
);

/** A sale whose date is a number. */
function numberOf(date: string): SalesTable {
  return salesTable([["a", date, "1.00"]], { date: "BIGINT" });
}

describe.each(byName(WITH_TABLES))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  /** The days since the last purchase of each customer. */
  async function recency(table: SalesTable, options: Omit<RunValues, "source">): Promise<string[]> {
    const { customers } = await score(engine, path, table, options, engine.source);
    return customers.map((line) => line.split("|").slice(0, 2).join(" "));
  }

  test("turns instants into the clocks of a zone, and leaves other times as they are", async () => {
    const rows = [
      ["a", "2024-06-30T22:30:00Z", "1.00"],
      ["b", "2024-07-01T21:59:59Z", "1.00"],
      ["c", "2024-07-01T22:00:00Z", "1.00"],
    ];
    const table = salesTable(rows, { date: "TIMESTAMPTZ" });
    // In Amsterdam it is two hours later than in UTC.
    const asOf = "2024-07-02";
    expect(await recency(table, { asOf, timezone: "Europe/Amsterdam" })).toEqual(["a 0", "b 0", "c 0"]);
    expect(await recency(table, { asOf })).toEqual(["a 1", "b 0", "c 0"]);
    expect(await recency(table, { asOf, since: "2024-07-01", timezone: "Europe/Amsterdam" })).toHaveLength(3);
    expect(await recency(table, { asOf, since: "2024-07-01" })).toHaveLength(2);
    const offset = { asOf: "2024-07-02T00:00:00+02:00", timezone: "Europe/Amsterdam" };
    expect(await recency(table, offset)).toEqual(["a 0", "b 0", "c 0"]);
  });

  test.each([
    ["seconds", ["1704067200", "1704153600"], {}],
    ["milliseconds", ["1704067200000", "1704153600000"], {}],
    ["day numbers", ["45292", "45293"], {}],
    ["year, month and day", ["20240101", "20240102"], {}],
    ["days of an unknown start", ["1", "2"], { dateFormat: "days since 2000-01-01" }],
  ] as const)("reads %s in columns of numbers and of text", async (_title, [one, other], options) => {
    for (const date of ["BIGINT", "DOUBLE", "VARCHAR"] as const) {
      const table = salesTable(
        [
          ["a", one, "1.00"],
          ["b", other, "1.00"],
        ],
        { date },
      );
      expect([date, await recency(table, options)]).toEqual([date, ["a 2", "b 1"]]);
    }
  });

  test("asks what small numbers are, and refuses numbers that are no dates", async () => {
    await expect(recency(numberOf("711"), {})).rejects.toMatchObject({
      code: "AMBIGUOUS_DATE",
      tries: [{ inputs: { dateFormat: "days since 2000-01-01" } }],
    });
    await expect(recency(numberOf("123456789012"), {})).rejects.toThrow();
  });
});
