import { describe, expect, test } from "vitest";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName } from "./engines.js";
import { mainPlaces, type Options, put } from "./printed.js";

const SALES = [
  ["instants", ["2024-06-30T22:30:00Z", "2024-07-01T21:59:59+01:00"], { timezone: "Europe/Amsterdam" }],
  ["names of months", ["1 août 2024", "31 déc. 2024"], {}],
  ["seconds", ["1704067200", "1704153600"], { timezone: "America/New_York" }],
  ["day numbers", ["45292", "45293.75"], {}],
  ["days of an unknown start", ["1", "2"], { dateFormat: "days since 2000-01-01" }],
] as const satisfies readonly (readonly [string, readonly string[], Options])[];

describe.each(byName(mainPlaces))("SQL that is printed for %s", (_, place) => {
  const { path } = temporaryFolder();

  test.each(SALES)("reads %s as a run does", async (_title, dates, options) => {
    const rows = dates.map((date, index) => [String(index % 2), date, "1.00"]);
    const placed = await put(place, salesTable(rows, { date: "VARCHAR" }), path);
    const published = await placed.run(options);
    expect(published).toHaveLength(2);
    expect(await placed.query(await placed.print(options))).toEqual(published);
  });
});
