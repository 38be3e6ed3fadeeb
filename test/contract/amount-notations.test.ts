import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

const DAY = "2024-03-01";

/** Plain amounts of one customer, as the start of a file promises them. */
const manyOf = (amount: string): string[][] => Array.from({ length: 1500 }, () => ["a", DAY, amount]);

const monetary = (lines: readonly string[]): (string | undefined)[] => lines.map((line) => line.split("|")[3]);

describe.each(byName(mainEngines))("%s reads amounts in text,", (_, engine) => {
  const { path } = temporaryFolder();

  async function scored(rows: readonly (readonly (string | null)[])[], options: Omit<RunValues, "source"> = {}) {
    return score(engine, path, salesTable(rows, { revenue: "VARCHAR" }), { refunds: "net", ...options });
  }

  async function asked(rows: readonly (readonly (string | null)[])[], options: Omit<RunValues, "source"> = {}) {
    const error: unknown = await scored(rows, options).catch((reason: unknown) => reason);
    if (!(error instanceof QuintileError)) throw new Error(`Not asked, but: ${JSON.stringify(error)}`);
    return error;
  }

  test.each([
    ["a group after plain amounts", "1.50", "2,500.00", ["2250.0000", "2500.0000"], "."],
    [
      "groups of points after what could be thousands or not",
      "1.500",
      "1.638.000",
      ["2250000.0000", "1638000.0000"],
      ",",
    ],
    ["an amount with places after whole ones", "3", "1.250,5", ["4500.0000", "1250.5000"], ","],
    ["a currency after plain amounts", "1.50", "$ 2,500.00", ["2250.0000", "2500.0000"], "."],
    ["an Indian group after whole amounts", "3", "1,25,000", ["4500.0000", "125000.0000"], "."],
    ["a minus behind", "1,50", "2.500,00-", ["2250.0000", "-2500.0000"], ","],
    ["parentheses", "1.50", "(2,500.00)", ["2250.0000", "-2500.0000"], "."],
  ])("%s, in any order of rows", async (_title, plain, late, expected, decimal) => {
    const rows = [...manyOf(plain), ["b", DAY, late]];
    for (const each of [rows, rows.toReversed()]) {
      const { customers, result } = await scored(each);
      expect(monetary(customers)).toEqual(expected);
      expect(result.rejected.bad_revenue).toBe(0);
      expect(result.reading.decimal).toBe(decimal);
    }
  });

  test("asks whether marks group thousands where all may, and takes either answer", async () => {
    const rows = [
      ["a", DAY, "1.250"],
      ["b", DAY, "5"],
    ];
    const { code, message, tries } = await asked(rows);
    expect(code).toBe("AMBIGUOUS_COLUMN");
    expect(message).toContain('Column "revenue"');
    expect(message).toContain("thousand");
    expect(tries.map(({ inputs }) => inputs)).toEqual([{ decimal: "," }, { decimal: "." }]);
    expect(monetary((await scored(rows, { decimal: "," })).customers)).toEqual(["1250.0000", "5.0000"]);
    expect(monetary((await scored(rows, { decimal: "." })).customers)).toEqual(["1.2500", "5.0000"]);
  });

  test("asks about numbers that no one notation reads, and shows what they look like", async () => {
    const rows = [...manyOf("12.50"), ["b", DAY, "1.234,75"]];
    for (const each of [rows, rows.toReversed()]) {
      const { message, tries } = await asked(each);
      expect(message).toContain("1500 look like 99.99 and 1 like 9.999,99");
      expect(tries[0]?.inputs).toEqual({ decimal: "." });
    }
    const { customers, result } = await scored(rows, { decimal: "." });
    expect(monetary(customers)).toEqual(["18750.0000"]);
    expect(result.rejected.bad_revenue).toBe(1);
  });

  test("asks which of several currencies counts, wherever they stand", async () => {
    const rows = [
      ...manyOf("12.50"),
      ["b", DAY, "€ 3.00"],
      ["c", DAY, "4.00 USD"],
      ["c", DAY, "US$ 5.00"],
      ["c", DAY, "6.00 USD"],
    ];
    for (const each of [rows, rows.toReversed()]) {
      const { message, tries } = await asked(each);
      expect(message).toContain("several currencies: USD (3), € (1)");
      expect(tries.map(({ inputs }) => inputs["where"])).toEqual([
        `("revenue" LIKE '%US$%' OR "revenue" LIKE '%USD%')`,
        `"revenue" LIKE '%€%'`,
      ]);
    }
    const { customers } = await scored(rows, { where: `("revenue" LIKE '%US$%' OR "revenue" LIKE '%USD%')` });
    expect(monetary(customers)).toEqual(["15.0000"]);
    const { tries } = await asked(rows, { where: "customer_id <> 'a'" });
    expect(tries[1]?.inputs).toEqual({ where: `(customer_id <> 'a') AND "revenue" LIKE '%€%'` });
  });

  test("takes what a named point does not forbid, and nothing else", async () => {
    const { customers, result } = await scored(
      [
        ["a", DAY, "1,250"],
        ["b", DAY, "€ 2,500.50"],
        ["c", DAY, "7,5"],
      ],
      { decimal: ".", maxRejects: "50%" },
    );
    expect(monetary(customers)).toEqual(["1250.0000", "2500.5000"]);
    expect(result.rejected.bad_revenue).toBe(1);
  });
});

describe("a file", () => {
  const { path } = temporaryFolder();

  async function notesOn(name: string, text: string) {
    const [source, store, notes] = [path(name), path("store.duckdb"), [] as string[]];
    writeFileSync(source, text);
    const progress = { stage: () => {}, advance: () => {}, note: (note: string) => void notes.push(note) };
    const result = await runOperation.run({ source, store, threads: 1, maxRejects: "90%" }, { progress });
    return { notes, revenue: result.segments.reduce((sum, segment) => sum + segment.revenue, 0) };
  }

  test("that holds digits which are no amounts is told of, by what they look like", async () => {
    const rows = ["1.50", "2.50", "3 pieces", "4 pieces", "7/2", "none", ""].map((amount) => `a,${DAY},${amount}\n`);
    const { notes } = await notesOn("sales.csv", `customer_id,sale_date,revenue\n${rows.join("")}`);
    expect(notes).toContain(
      'Column "revenue" holds 3 values with digits that are no amounts, such as 9 AAAAAA (2), 9/9 (1); their rows are left out.',
    );
  });

  test("of JSON says with its numbers what a point is", async () => {
    const numbers = ["1.125", "2.375", "3"].map(
      (amount) => `{"customer_id":"a","sale_date":"${DAY}","revenue":${amount}}\n`,
    );
    expect((await notesOn("numbers.jsonl", numbers.join(""))).revenue).toBe(6.5);
    const texts = ["1.125", "2.375", "3"].map(
      (amount) => `{"customer_id":"a","sale_date":"${DAY}","revenue":"${amount}"}\n`,
    );
    await expect(notesOn("texts.jsonl", texts.join(""))).rejects.toMatchObject({ code: "AMBIGUOUS_COLUMN" });
  });
});
