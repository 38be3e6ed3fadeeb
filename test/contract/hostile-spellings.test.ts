import { describe, expect, test } from "vitest";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { CURRENCY_WORDS } from "../../src/sql/numbers/currencies.js";
import { identifier, join, literal, sql } from "../../src/sql/fragment.js";
import { readAmount, writeAmount } from "../oracle/amounts.js";
import { random } from "../support/random.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";

const draw = random(11);
const one = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;

/** What numbers are made of, and what only looks like it. */
const PIECES = [
  ..."0123456789".repeat(3),
  ...".,.,.,",
  ..." \u00a0\u202f'\u2019",
  ..."-\u2212+()",
  ..."eExk_%/",
  "000",
  "250",
  "1.250",
  "1,250",
  "€",
  "$",
  "EUR",
  "kr.",
  "kr",
  "zł",
];

/** Numbers as people write them, to be spoilt. */
const WELL = [
  "1,234.56",
  "1.234,56",
  "1 234,5",
  "1'234.50",
  "1,25,000.00",
  "(5.00)",
  "5,00-",
  "\u22125.25",
  "$ 12.50",
  "7,00 EUR",
  "-R$ 10,00",
  "kr. 5",
  "€ -5",
  "12e3",
  "1,5E+2",
  ".5",
  "5.",
  "0.250",
  "1.250.000",
  "100000000000000",
  "99999999999999.99995",
];

/** A spelling that no one person would think of: pieces in a row, or a number with a piece put in or a letter taken out. */
function spelling(): string {
  if (draw() < 0.4) return Array.from({ length: 1 + Math.floor(draw() * 6) }, () => one(PIECES)).join("");
  const well = one(WELL);
  const at = Math.floor(draw() * (well.length + 1));
  if (draw() < 0.5) return well.slice(0, at) + one(PIECES) + well.slice(at);
  return well.slice(0, at) + well.slice(at + 1);
}

const SPELLINGS = [...new Set([...WELL, ...Array.from({ length: 30_000 }, spelling)])]
  .filter((each) => each !== "")
  .slice(0, 10_000);

const MARKS = [".", ","] as const;

describe.each(byName(mainEngines))("%s", (_, engine) => {
  const { path } = temporaryFolder();

  test("reads 10,000 hostile spellings as the oracle does, with either decimal mark", async () => {
    const store = await engine.newStore(path);
    const located = await engine.sources[0]?.put(salesTable([["a", "2024-03-01", "1"]]), path, store);
    const read = await withPlaces(
      openPlaces({ source: { at: located?.source ?? "", table: located?.table } }),
      async ({ source }) => {
        const { dialect } = source;
        const values = join(SPELLINGS.map((text, index) => sql`(${literal(index)}, ${literal(text)})`));
        const amounts = MARKS.map((decimal, index) => {
          const notation = { decimal, currencies: CURRENCY_WORDS };
          const amount = dialect.toAmount(identifier("value"), "text", notation, "wide");
          return sql`CAST(CAST(${amount} AS DECIMAL(38,4)) AS VARCHAR) AS ${identifier(`amount ${index}`)}`;
        });
        const rows = await source.query(
          sql`SELECT id, ${join(amounts)} FROM (VALUES ${values}) AS spellings (id, value)`,
        );
        return new Map(rows.map((row) => [Number(row["id"]), row]));
      },
    );
    expect(SPELLINGS).toHaveLength(10_000);
    for (const [which, decimal] of MARKS.entries()) {
      const wrong = SPELLINGS.flatMap((text, index) => {
        const expected = readAmount(text, decimal);
        const found = read.get(index)?.[`amount ${which}`] ?? null;
        const wanted = expected === undefined ? null : writeAmount(expected);
        return found === wanted ? [] : [{ decimal, text, wanted, found }];
      });
      expect(SPELLINGS.filter((text) => readAmount(text, decimal) !== undefined).length).toBeGreaterThan(1500);
      expect(wrong.slice(0, 20)).toEqual([]);
    }
  });
});
