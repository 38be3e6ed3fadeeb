import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Engine, Source } from "../../src/engines/engine.js";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { QuintileError } from "../../src/errors.js";
import { computeMetrics, requireSnapshot } from "../../src/scoring/compute-metrics.js";
import { look } from "../../src/scoring/look.js";
import { prove } from "../../src/scoring/prove.js";
import { join, literal, sql } from "../../src/sql/fragment.js";
import { markOf } from "../oracle/notations.js";
import { type RawSale, scoreSales } from "../oracle/score-sales.js";
import { DATE_WRITERS, type DateWriter, isDayOrMonth } from "../oracle/written-dates.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import "./seed.js";

vi.setConfig({ testTimeout: 300_000 });

const { path } = temporaryFolder();

/** A way to write the amounts of one column. */
interface Notation {
  readonly decimal: "." | ",";
  readonly group: string;
  readonly negative: string;
  readonly money: string;
  readonly places: number;
}

const notations: fc.Arbitrary<Notation> = fc.record({
  decimal: fc.constantFrom<"." | ",">(".", ","),
  group: fc.constantFrom("", "other", "other", " ", "\u00a0", "\u202f", "'", "\u2019"),
  negative: fc.constantFrom("-N", "N-", "\u2212N", "(N)", "- N"),
  money: fc.constantFrom("N", "N", "€ N", "€N", "N EUR", "N\u00a0zł", "R$ N", "kr. N", "CHF N"),
  places: fc.constantFrom(0, 2, 2, 3),
});

/** A sale before it is written: its amount in thousandths, or what is none; its moment in seconds since 2000. */
interface Sale {
  readonly customer: string;
  readonly amount: number | string | null;
  readonly seconds: number | null;
}

const sales = fc.array(
  fc.record<Sale>({
    customer: fc.constantFrom("a", "b", "c"),
    amount: fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }) },
      { weight: 6, arbitrary: fc.integer({ min: -9_999, max: 9_999 }) },
      { weight: 1, arbitrary: fc.constantFrom(null, " ", "n/a", "5 kg", "-", "1/2", "Total") },
    ),
    seconds: fc.oneof(
      { weight: 20, arbitrary: fc.integer({ min: 0, max: 1_260_000_000 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  }),
  { minLength: 1, maxLength: 15 },
);

const shops = fc.record({
  notation: notations,
  writer: fc.constantFrom(...DATE_WRITERS),
  // A third of the shops sold on the first twelve days of months alone, which leaves numbers in doubt.
  isEarly: fc.constantFrom(true, false, false),
  sales,
});

function writeAmount(thousandths: number, { decimal, group, negative, money, places }: Notation): string {
  const [whole = "", rest = ""] = (Math.abs(thousandths) / 1000).toFixed(places).split(".");
  const mark = group === "other" ? (decimal === "." ? "," : ".") : group;
  const digits = mark === "" ? whole : whole.replaceAll(/\B(?=(\d{3})+$)/g, mark);
  const number = places === 0 ? digits : `${digits}${decimal}${rest}`;
  return money.replace("N", () => (thousandths < 0 ? negative.replace("N", () => number) : number));
}

function momentOf(seconds: number, isEarly: boolean): Date {
  const moment = new Date(Date.UTC(2000, 0, 1) + seconds * 1000);
  if (isEarly) moment.setUTCDate(1 + (moment.getUTCDate() % 12));
  return moment;
}

/** The same sales as people write them, and as programs do. */
function written(
  each: readonly Sale[],
  notation: Notation,
  writer: DateWriter,
  isEarly: boolean,
): { people: RawSale[]; programs: RawSale[] } {
  const rows = each.map(({ customer, amount, seconds }) => {
    const moment = seconds === null ? null : momentOf(seconds, isEarly);
    const rounded = moment && new Date(Math.floor(moment.getTime() / writer.unit) * writer.unit);
    const isAmount = typeof amount === "number";
    const exact = isAmount ? `${amount < 0 ? "-" : ""}${(Math.abs(amount) / 1000).toFixed(notation.places)}` : amount;
    return {
      people: {
        customer,
        date: moment && writer.write(moment),
        revenue: isAmount ? writeAmount(amount, notation) : amount,
      },
      programs: {
        customer,
        date: rounded && rounded.toISOString().slice(0, writer.hasTime ? 19 : 10),
        revenue: exact,
      },
    };
  });
  return { people: rows.map(({ people }) => people), programs: rows.map(({ programs }) => programs) };
}

/** Rows as a source of text that an open engine already holds. */
function sourceOf(source: Source, rows: readonly RawSale[]): Source {
  const values = join(
    rows.map(({ customer, date, revenue }) => sql`(${literal(customer)}, ${literal(date)}, ${literal(revenue)})`),
  );
  const from = sql`(SELECT customer_id::VARCHAR AS customer_id, sale_date::VARCHAR AS sale_date, revenue::VARCHAR AS revenue
    FROM (VALUES ${values}) AS texts (customer_id, sale_date, revenue))`;
  return { ...source, relation: { ...source.relation, from }, start: from, estimatedRows: rows.length };
}

/** Id, recency, frequency and monetary of each customer; none where nobody bought. */
async function metricsOf(engine: Engine, source: Source): Promise<string[]> {
  const given = { asOf: undefined, since: undefined, dateFormat: undefined, timezone: undefined };
  const open = { decimal: undefined, sold: undefined, currency: undefined, rates: undefined, amountOf: undefined };
  const understanding = await look(source, { columns: {}, reading: { ...given, ...open, refunds: "net" } });
  const read = await prove(engine, understanding, () => {});
  if (read.customers === 0) return [];
  const metrics = await computeMetrics(engine, read, requireSnapshot(read));
  const rows = await engine.query(sql`SELECT customer_id || '|' || recency || '|' || frequency || '|' ||
    CAST(CAST(monetary AS DECIMAL(38,4)) AS VARCHAR) AS line FROM ${metrics} ORDER BY 1`);
  return rows.map(({ line }) => String(line));
}

test("sales written in any notation and any order are scored as they were meant, or asked about", async () => {
  const file = path("empty.csv");
  writeFileSync(file, "customer_id,sale_date,revenue\na,2024-03-01,1\n");
  const seen = { ".": 0, ",": 0, either: 0, "asked about amounts": 0, "asked about dates": 0, neither: 0 };
  await withPlaces(openPlaces({ source: { at: file }, threads: 1 }), async ({ engine, source }) => {
    await fc.assert(
      fc.asyncProperty(shops, async ({ notation, writer, isEarly, sales: each }) => {
        const { people, programs } = written(each, notation, writer, isEarly);
        const mark = markOf(people.map(({ revenue }) => revenue));
        const inDoubt = [
          ...(mark === "ask" ? ["AMBIGUOUS_COLUMN"] : []),
          ...(isDayOrMonth(people.map(({ date }) => date)) ? ["AMBIGUOUS_DATE"] : []),
        ];
        if (mark === "ask") seen["asked about amounts"] += 1;
        else seen[mark] += 1;
        seen[inDoubt.includes("AMBIGUOUS_DATE") ? "asked about dates" : "neither"] += 1;
        const reading = metricsOf(engine, sourceOf(source, people));
        if (inDoubt.length > 0) {
          const error: unknown = await reading.catch((reason: unknown) => reason);
          expect(error).toBeInstanceOf(QuintileError);
          expect(inDoubt).toContain((error as QuintileError).code);
          return;
        }
        const lines = scoreSales(programs, { refunds: "net" })?.customers ?? [];
        expect(await reading).toEqual(lines.map((line) => line.split("|").slice(0, 4).join("|")));
      }),
      { numRuns: isThorough ? 2000 : 500 },
    );
  });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(4);
});
