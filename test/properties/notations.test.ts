import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { findNotation } from "../../src/intake/notations/find-notation.js";
import { identifier, join, literal, sql } from "../../src/sql/fragment.js";
import { readAmount, writeAmount } from "../oracle/amounts.js";
import { markOf } from "../oracle/notations.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import "./seed.js";

vi.setConfig({ testTimeout: 300_000 });

const { path } = temporaryFolder();

/** A way to write the numbers of one column. */
const notations = fc.record({
  decimal: fc.constantFrom(".", ",") as fc.Arbitrary<"." | ",">,
  group: fc.constantFrom("", "other", " ", "\u00a0", "\u202f", "'", "\u2019"),
  negative: fc.constantFrom("-N", "N-", "\u2212N", "(N)", "- N"),
  money: fc.constantFrom("N", "N", "€ N", "€N", "N EUR", "N\u00a0zł", "R$ N", "kr. N", "CHF N"),
  places: fc.constantFrom(0, 2, 2, 3),
});

/** Amounts in thousandths, and values that are none. */
const amounts = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: -3_000_000_000, max: 3_000_000_000 }) },
    { weight: 6, arbitrary: fc.integer({ min: -9_999, max: 9_999 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, "", " ", "n/a", "5 kg", "-", "1/2", "Total") },
  ),
  { minLength: 1, maxLength: 12 },
);

interface Notation {
  readonly decimal: "." | ",";
  readonly group: string;
  readonly negative: string;
  readonly money: string;
  readonly places: number;
}

function write(thousandths: number, { decimal, group, negative, money, places }: Notation): string {
  const [whole = "", rest = ""] = (Math.abs(thousandths) / 1000).toFixed(places).split(".");
  const mark = group === "other" ? (decimal === "." ? "," : ".") : group;
  const digits = mark === "" ? whole : whole.replaceAll(/\B(?=(\d{3})+$)/g, mark);
  const number = places === 0 ? digits : `${digits}${decimal}${rest}`;
  return money.replace("N", () => (thousandths < 0 ? negative.replace("N", () => number) : number));
}

test("amounts written in any notation, in any order, read as themselves, or are asked about", async () => {
  const file = path("empty.csv");
  writeFileSync(file, "customer_id,sale_date,revenue\na,2024-03-01,1\n");
  const seen = { ".": 0, ",": 0, either: 0, ask: 0 };
  await withPlaces(openPlaces({ source: { at: file } }), async ({ source }) => {
    await fc.assert(
      fc.asyncProperty(notations, amounts, async (notation, column) => {
        const values = column.map((each) => (typeof each === "number" ? write(each, notation) : each));
        const rows = join(values.map((value) => sql`(${literal(value)})`));
        const found = await findNotation({
          name: "amount",
          label: "a column",
          values: sql`SELECT CAST(value AS VARCHAR) AS value FROM (VALUES ${rows}) AS texts (value)`,
          database: source,
        });
        const mark = markOf(values);
        seen[mark] += 1;
        if (mark === "ask") {
          expect(["open", "mixed"]).toContain(found.verdict);
          return;
        }
        // What was written is not contradicted: a witness is for the notation that it was written in.
        if (mark !== "either") expect(mark).toBe(notation.decimal);
        expect(found.notation?.decimal).toBe(mark === "either" ? "." : mark);
        const amount = source.dialect.toAmount(identifier("value"), "text", found.notation ?? "whole", "wide");
        const numbered = join(values.map((value, index) => sql`(${literal(index)}, ${literal(value)})`));
        const read = await source.query(
          sql`SELECT CAST(${amount} AS VARCHAR) AS amount FROM (SELECT id, CAST(value AS VARCHAR) AS value FROM (VALUES ${numbered}) AS texts (id, value)) AS typed ORDER BY id`,
        );
        const expected = values.map((value) => readAmount(value, mark === "either" ? "." : mark));
        expect(read.map((row) => row["amount"])).toEqual(
          expected.map((each) => (each === undefined ? null : writeAmount(each))),
        );
        const exact = column.map((each) =>
          typeof each === "number"
            ? writeAmount(
                BigInt((each < 0 ? "-" : "") + (Math.abs(each) / 1000).toFixed(notation.places).replace(".", "")) *
                  10n ** BigInt(4 - notation.places),
              )
            : null,
        );
        expect(read.map((row) => row["amount"])).toEqual(exact);
      }),
      { numRuns: 500 },
    );
  });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(4);
});
