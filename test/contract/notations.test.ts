import { describe, expect, test } from "vitest";
import { openPlaces, withPlaces } from "../../src/engines/open-places.js";
import { findNotation, type NotationFound } from "../../src/intake/notations/find-notation.js";
import { numberColumn } from "../../src/intake/notations/number-column.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";

type Expected = Partial<Omit<NotationFound, "currencies">> & {
  readonly currencies?: readonly Partial<NotationFound["currencies"][number]>[];
};

const POINT = { decimal: ".", currencies: [] } as const;
const COMMA = { decimal: ",", currencies: [] } as const;

/** What a column holds, and what that says. */
const COLUMNS: readonly (readonly [title: string, values: readonly (string | null)[], expected: Expected])[] = [
  ["whole numbers", ["5", "-7", "1200"], { verdict: "alike", notation: POINT, witness: undefined, read: 3, places: 0 }],
  [
    "points",
    ["5", "12.50", null],
    { verdict: "shown", notation: POINT, witness: "99.99", filled: 2, read: 2, places: 2 },
  ],
  ["commas", ["5", "12,5"], { verdict: "shown", notation: COMMA, witness: "99,9", places: 1 }],
  ["thousands either way", ["1.250", "5"], { verdict: "open", notation: undefined, read: 2 }],
  ["commas either way", ["1,250", "5"], { verdict: "open", notation: undefined }],
  ["two groups of points", ["1.250", "2.500.000"], { verdict: "shown", notation: COMMA, witness: "9.999.999" }],
  ["two groups of commas", ["1,250", "2,500,000"], { verdict: "shown", notation: POINT, witness: "9,999,999" }],
  ["a leading zero", ["1,250", "0,250"], { verdict: "shown", notation: COMMA, witness: "9,999" }],
  ["four digits before", ["1.250", "1250.500"], { verdict: "shown", notation: POINT, witness: "9999.999" }],
  ["both marks", ["12.50", "12,50"], { verdict: "mixed", notation: undefined }],
  ["no numbers", ["five", "", "-"], { verdict: "none", filled: 2, read: 0, unread: [] }],
  [
    "values that are none",
    ["12.50", "5 pieces", "6 pieces", "n/a"],
    { verdict: "shown", read: 1, filled: 4, unread: [{ shape: "9 AAAAAA", count: 2 }] },
  ],
  [
    "one currency in two spellings",
    ["€ 12,50", "7,00 EUR", "3"],
    { verdict: "shown", notation: { decimal: ",", currencies: ["EUR", "€"] }, currencies: [{ word: "EUR", count: 2 }] },
  ],
  [
    "two currencies",
    ["$12.50", "7.00 EUR", "US$3", "8 USD"],
    {
      verdict: "shown",
      currencies: [
        { word: "$", count: 3 },
        { word: "EUR", count: 1 },
      ],
    },
  ],
];

describe.each(byName(mainEngines))("%s finds the notation of", (_, engine) => {
  const { path } = temporaryFolder();

  test.each(COLUMNS)("%s", async (_title, values, expected) => {
    const rows = values.map((value, index) => [`c${index}`, "2024-03-01", value] as const);
    const store = await engine.newStore(path);
    const located = await engine.sources[0]?.put(salesTable(rows, { revenue: "VARCHAR" }), path, store);
    const found = await withPlaces(
      openPlaces({ source: { at: located?.source ?? "", table: located?.table } }),
      ({ source }) => findNotation(numberColumn(source, "revenue")),
    );
    expect(found).toMatchObject(expected);
  });
});
