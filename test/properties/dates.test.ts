import { expect, test } from "vitest";
import { momentOf } from "../../src/analysis/sales/sales.js";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { QuintileError } from "../../src/errors.js";
import { firstDateRule } from "../../src/intake/notations/date-rules.js";
import { identifier, literal, sql } from "../../src/sql/fragment.js";
import { DATE_WRITERS } from "../oracle/written-dates.js";
import { isThorough } from "../support/thoroughness.js";
import { random } from "../support/random.js";

/** Every writing four times where there is time, and once otherwise. */
const COLUMNS = isThorough ? 500 : DATE_WRITERS.length;
const ROWS = 20;

test("any dates in any writing read as themselves, or are asked about", async () => {
  const next = random(20_240_301);
  const columns = Array.from({ length: COLUMNS }, (_, index) => {
    const writer = DATE_WRITERS[index % DATE_WRITERS.length] as (typeof DATE_WRITERS)[number];
    // Every fifth column has no day above 12, which leaves numbers in doubt.
    const days = index % 5 === 0 ? 12 : 28;
    const moments = Array.from(
      { length: ROWS },
      () =>
        new Date(
          Date.UTC(2000 + Math.floor(next() * 40), Math.floor(next() * 12), 1 + Math.floor(next() * days)) +
            Math.floor(next() * 86_400) * 1000,
        ),
    );
    return { writer, moments };
  });
  const asked: string[] = [];
  await withPlaces(openPlaces({}), async ({ engine }) => {
    for (const { writer, moments } of columns) {
      const texts = moments.map((each) => writer.write(each)).join("|");
      const dates = sql`SELECT unnest(string_split(${literal(texts)}, '|')) AS sale_date`;
      try {
        const { name } = writer;
        const column = { name, label: name, kind: "text", all: dates, start: dates, database: engine } as const;
        const rule = await firstDateRule(column, undefined);
        const moment = engine.dialect.momentText(momentOf(identifier("sale_date"), "text", rule, engine.dialect));
        const read = await engine.query(sql`SELECT ${moment} AS moment FROM (${dates}) AS mapped`);
        const found = read.map((row) => String(row["moment"]));
        const expected = moments.map((each) => new Date(each.getTime() - (each.getTime() % writer.unit)).toISOString());
        expect([writer.name, found.toSorted()]).toEqual([
          writer.name,
          expected.map((text) => text.slice(0, 19)).toSorted(),
        ]);
      } catch (error) {
        if (!(error instanceof QuintileError) || error.code !== "AMBIGUOUS_DATE") throw error;
        expect([writer.name, writer.isNumeric]).toEqual([writer.name, true]);
        asked.push(writer.name);
      }
    }
  });
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThan(COLUMNS / 5);
});
