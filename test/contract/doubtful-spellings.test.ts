import { describe, expect, test } from "vitest";
import type { QuintileError } from "../../src/errors.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

/** What a column holds, what the error says, and what its first answer makes of it: the snapshot, or the sum of the first customer. */
const AMOUNTS: readonly (readonly [said: string, values: readonly string[], sums: readonly string[]])[] = [
  ["CR and DR", ["1,100.00 CR", "50.00 DR", "7.25cr"], ["1100.0000", "-50.0000", "7.2500"]],
  ["thousands (k) and millions (M)", ["1.2k", "3M", "500"], ["1200.0000", "3000000.0000", "500.0000"]],
  ["Arabic or Persian digits", ["١٢٫٥٠", "١٬٢٥٠٫٠٠", "٧"], ["12.5000", "1250.0000", "7.0000"]],
  ["in place of a decimal mark", ["12€50", "7€00", "3€05"], ["12.5000", "7.0000", "3.0500"]],
];

const DATES: readonly (readonly [said: string, values: readonly string[], snapshot: string])[] = [
  ["names a month", ["2024-03", "2024-12"], "2024-12-02"],
  ["names a month", ["03/2024", "12/2024"], "2024-12-02"],
  ["names a month", ["Mär 2024", "Dezember 2024"], "2024-12-02"],
  ["names a quarter", ["2024-Q1", "2024-Q4"], "2024-10-02"],
  ["names a quarter", ["Q1 2024", "Q4 2024"], "2024-10-02"],
  ["names a week", ["2024-W10", "2024W12"], "2024-03-19"],
  ["names a year", ["2023", "2024"], "2024-01-02"],
  ["Arabic or Persian digits", ["٢٠٢٤-٠٣-٠١", "۲۰۲۴-۰۳-۰۲"], "2024-03-03"],
];

/** Customers of refunds alone are published, too. */
const NET: Omit<RunValues, "source"> = { refunds: "net" };

describe.each(byName(mainEngines))("%s is asked about", (_, engine) => {
  const { path } = temporaryFolder();

  /** The error of a run over text, and what its first answer gives. */
  async function asked(rows: readonly (readonly [string, string, string])[]) {
    const table = salesTable(rows, { date: "VARCHAR", revenue: "VARCHAR" });
    const error = await score(engine, path, table).then(
      () => expect.unreachable("a question was due"),
      (raised: QuintileError) => raised,
    );
    const [answer] = error.tries;
    return { error, ...(await score(engine, path, table, { ...NET, ...answer?.inputs })) };
  }

  /** The snapshot of two sales, and what each customer brought in. */
  async function read(dates: readonly [string, string], amounts: readonly [string, string]) {
    const rows = [0, 1].map((index) => [`c${index}`, dates[index] ?? "", amounts[index] ?? ""]);
    const { result, customers } = await score(
      engine,
      path,
      salesTable(rows, { date: "VARCHAR", revenue: "VARCHAR" }),
      NET,
    );
    return [result.snapshot, ...customers.map((line) => line.split("|")[3])];
  }

  test.each(AMOUNTS)("amounts: %s", async (said, values, sums) => {
    const { error, customers } = await asked(values.map((value, index) => [`c${index}`, "2024-03-01", value]));
    expect(error.hint).toContain(said);
    expect(customers.map((line) => line.split("|")[3])).toEqual(sums);
  });

  test.each(DATES)("dates: %s: %j", async (said, values, snapshot) => {
    const { error, result } = await asked(values.map((value, index) => [`c${index}`, value, "5.00"]));
    expect(error.hint).toContain(said);
    expect(result).toMatchObject({ snapshot, rejected: { bad_date: 0 } });
  });

  test("and reads dashes for cents, two notations of dates, weekdays behind and zones in brackets", async () => {
    const days = ["2024-03-21", "2024/03/22"] as const;
    expect(await read(days, ["12.-", "-1'250.--"])).toEqual(["2024-03-23", "12.0000", "-1250.0000"]);
    expect(await read(["2024-03-21", "22.03.2024"], ["€ 12,--", "8,– €"])).toEqual(["2024-03-23", "12.0000", "8.0000"]);
    expect(await read(["2024-03-21 (Thu)", "2024-03-22 (Fri)"], ["5", "6"])).toEqual([
      "2024-03-23",
      "5.0000",
      "6.0000",
    ]);
    const zoned = ["2024-03-21T23:30:00-01:00[America/Nuuk]", "2024-03-21T10:00:00+01:00[Europe/Berlin]"] as const;
    expect(await read(zoned, ["5", "6"])).toEqual(["2024-03-23T00:30:00", "5.0000", "6.0000"]);
  });
});
