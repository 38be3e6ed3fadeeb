import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { QuintileError } from "../../src/errors.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { type Field, parseCsv } from "../support/csv.js";
import type { SalesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { type Scored, score } from "./score.js";

/** Invoices of six customers, two lines each, and whatever is to be told apart. */
function invoices(
  header: string,
  valueOf: (line: number) => Field,
  amountOf = (line: number) => `${line + 1}.25`,
): SalesTable {
  const columns = ["rechnung", "kundennummer", "rechnungsdatum", "betrag", header].map((name) => ({
    name,
    type: name === "betrag" ? ("DECIMAL(18,4)" as const) : ("VARCHAR" as const),
  }));
  const rows = Array.from({ length: 24 }, (_, line) => {
    const invoice = Math.floor(line / 2);
    return [`R${invoice}`, `K${invoice % 6}`, `2024-03-${10 + invoice}`, amountOf(line), valueOf(line)];
  });
  return { columns, rows };
}

function renamed(table: SalesTable, from: string, to: string): SalesTable {
  return {
    ...table,
    columns: table.columns.map((column) => (column.name === from ? { ...column, name: to } : column)),
  };
}

/** Id, frequency and amount of each customer. */
function facts({ customers }: Scored): string[] {
  return customers.map((line) => line.split("|")).map(([id, , frequency, amount]) => `${id} ${frequency} ${amount}`);
}

describe.each(byName(mainEngines))("%s decides from all rows, once they are grouped,", (_, engine) => {
  const { path } = temporaryFolder();
  const [source] = engine.sources;

  /** Scores with the defaults: an order is looked for. */
  const scored = (table: SalesTable, options: Omit<RunValues, "source"> = {}): Promise<Scored> =>
    score(engine, path, table, { order: undefined, ...options }, source);

  async function doubtOf(table: SalesTable, options: Omit<RunValues, "source"> = {}): Promise<QuintileError> {
    return scored(table, options).then(
      () => expect.unreachable("It was scored."),
      (error: unknown) => error as QuintileError,
    );
  }

  test("rows with one invoice number are one purchase, unless every row is to be one", async () => {
    const orders = await scored(invoices("artikel", String));
    expect(orders.result).toMatchObject({
      customers: 6,
      sales: 24,
      columns: { order: { from: "rechnung", guessed: true } },
    });
    // K0 has the lines 1.25, 2.25, 13.25 and 14.25.
    expect(facts(orders)[0]).toBe("K0 2 31.0000");
    const rows = await scored(invoices("artikel", String), { order: "none" });
    expect(rows.result.columns.order).toBeNull();
    expect(facts(rows)[0]).toBe("K0 4 31.0000");
  });

  test("an order id of many customers is none, and this is told", async () => {
    const table = invoices("artikel", String);
    const rows = table.rows.map((row, line) => row.with(0, `R${line % 5}`));
    const { result } = await scored({ ...table, rows });
    expect(result.columns.order).toBeNull();
    expect(result.reading.account).toEqual([
      '"rechnung" is not taken for an order id: too many of the 5 values that repeat have more than one customer and more than one day. Every row is a purchase.',
    ]);
  });

  test("several currencies are a question, and each answer counts one of them", async () => {
    const table = invoices("currency", (line) => (line === 23 ? "usd" : line === 22 ? null : "EUR"));
    const { code, tries } = await doubtOf(table);
    expect([code, tries.map(({ inputs }) => inputs)]).toEqual([
      "AMBIGUOUS_COLUMN",
      [{ currency: "EUR" }, { currency: "USD" }],
    ]);
    const euros = await scored(table, { currency: "eur" });
    // The line without a currency belongs to the order of the dollars.
    expect(euros.result).toMatchObject({ sales: 22, rejected: { other_currency: 2 }, reading: { currency: "EUR" } });
    const rated = await scored(table, { rates: "EUR=1,USD=0.5" });
    expect(rated.result).toMatchObject({
      sales: 24,
      reading: { currency: "EUR", rates: { EUR: "1", USD: "0.5" } },
    });
    // K5: 11.25 + 12.25 + 23.25 + 24.25 × 0.5.
    expect(facts(rated)[5]).toBe("K5 2 58.8750");
    await expect(scored(table, { rates: "EUR=1,GBP=2" })).rejects.toMatchObject({ code: "USAGE" });
    await expect(scored(table, { rates: "EUR=2,USD=2" })).rejects.toMatchObject({ code: "USAGE" });
    await expect(scored(table, { currency: "GBP" })).rejects.toMatchObject({ code: "USAGE" });
  });

  test("what was not sold is left out and told, by known words and by given ones", async () => {
    const table = invoices("status", (line) => (line > 21 ? "storniert" : line > 19 ? "Bezahlt" : null));
    const { result, customers } = await scored(table);
    expect(result).toMatchObject({ sales: 22, rejected: { not_sold: 2 }, snapshot: "2024-03-21" });
    expect(customers).toHaveLength(6);
    expect(result.reading.account).toContain('Not sold by "status", and left out: storniert (2).');
    expect(result.reading.account).toContain('20 rows without "status" count as sold.');
    expect((await scored(table, { status: "none" })).result).toMatchObject({ sales: 24, rejected: { not_sold: 0 } });
    expect((await scored(table, { sold: "STORNIERT" })).result).toMatchObject({ sales: 22, rejected: { not_sold: 2 } });
    await expect(scored(table, { sold: "shipped" })).rejects.toMatchObject({ code: "USAGE" });
    const paid = await scored(invoices("status", (line) => (line > 20 ? "geliefert" : "bezahlt")));
    expect(paid.result).toMatchObject({ sales: 24, rejected: { not_sold: 0 } });
  });

  test("a column is a status by its values, where its header may name one; a region is none", async () => {
    const states = await scored(invoices("state", (line) => (line > 21 ? "canceled" : "complete")));
    expect(states.result).toMatchObject({ sales: 22, rejected: { not_sold: 2 } });
    expect(states.result.reading.account).toContain('Not sold by "state", and left out: canceled (2).');
    const regions = await scored(invoices("state", (line) => ["CA", "NY", "TX"][line % 3] as string));
    expect(regions.result).toMatchObject({ sales: 24, rejected: { not_sold: 0 } });
  });

  test("yes under a word for what was not sold leaves a row out, and is told", async () => {
    const flags = await scored(invoices("storniert", (line) => (line > 21 ? "ja" : line > 10 ? "nein" : null)));
    expect(flags.result).toMatchObject({ sales: 22, rejected: { not_sold: 2 } });
    expect(flags.result.reading.account).toContain('Not sold by "storniert", and left out: ja (2).');
    const marks = await scored(invoices("is_refunded", (line) => (line > 19 ? "1" : "0")));
    expect(marks.result).toMatchObject({ sales: 20, rejected: { not_sold: 4 } });
  });

  test("a yes or no beside the statuses, or several of them, leave rows out too, and are told", async () => {
    const table = invoices("status", (line) => (line > 21 ? "cancelled" : "paid"));
    const columns = [
      ...table.columns,
      ...["is_test", "paid", "deleted_at"].map((name) => ({ name, type: "VARCHAR" as const })),
    ];
    const rows = table.rows.map((row, line) => [
      ...row,
      line < 2 ? "true" : "false",
      line < 4 ? "no" : "yes",
      line === 4 ? "2024-05-01" : null,
    ]);
    const { result } = await scored({ columns, rows });
    expect(result).toMatchObject({
      sales: 17,
      rejected: { not_sold: 7 },
      reading: { flags: ["is_test", "paid", "deleted_at"] },
    });
    expect(result.reading.account).toContain(
      'Not sold by "status", and left out: cancelled (2), is_test: true (2), paid: no (2), deleted_at (1).',
    );
    const flagsAlone = await scored({ columns: columns.toSpliced(4, 1), rows: rows.map((row) => row.toSpliced(4, 1)) });
    expect(flagsAlone.result).toMatchObject({ sales: 19, rejected: { not_sold: 5 } });
    const named = await scored({ columns, rows }, { where: "is_test <> 'never'", status: "status" });
    expect(named.result).toMatchObject({ sales: 22, rejected: { not_sold: 2 }, reading: { flags: [] } });
  });

  test("of a refund that a yes tells, an amount beside it says how much it was", async () => {
    const table = invoices("refunded", (line) => (line < 4 ? "yes" : "no"));
    expect((await scored(table)).result).toMatchObject({ sales: 20, rejected: { not_sold: 4 } });
    const columns = [
      ...table.columns,
      ...["status", "refunded_amount"].map((name) => ({ name, type: "VARCHAR" as const })),
    ];
    const rows = table.rows.map((row, line) => [...row, "paid", line === 0 ? "0.25" : line === 2 ? "3.25" : null]);
    const some = await scored({ columns, rows });
    // The second line of R0 and of R1 says yes, and no amount.
    expect(some.result).toMatchObject({ sales: 22, rejected: { not_sold: 2 } });
    // K0 has 1.25 - 0.25, 13.25 and 14.25; of K1 the first line, 3.25, was paid back, and the other invoice has 15.25 and 16.25.
    expect(facts(some).slice(0, 2)).toEqual(["K0 2 28.5000", "K1 1 31.5000"]);
  });

  test("a condition that names the status has decided about it; one that names something alike has not", async () => {
    const table = invoices("status", (line) => (line === 23 ? "cancelled" : "paid"));
    const alike = await scored(table, { where: "kundennummer <> 'statusless'" });
    expect(alike.result).toMatchObject({ sales: 23, rejected: { not_sold: 1 } });
    const named = await scored(table, { where: "status IN ('paid', 'cancelled')" });
    expect(named.result).toMatchObject({ sales: 24, rejected: { not_sold: 0 } });
  });

  test("words that nobody knows are told, and a question where they have much of the money", async () => {
    const few = await scored(invoices("status", (line) => (line === 0 ? "parked" : "paid")));
    expect(few.result.sales).toBe(24);
    expect(few.result.reading.account).toContain('Not known, and counted as sold by "status": parked (1).');
    const { tries } = await doubtOf(invoices("status", (line) => (line % 4 === 0 ? "parked" : "paid")));
    expect(tries.map(({ inputs }) => inputs)).toEqual([{ sold: "paid" }, { sold: "paid,parked" }, { status: "none" }]);
  });

  test("of stages only the won ones count, and of events only the purchases", async () => {
    const stages = await scored(invoices("status", (line) => (line < 4 ? "Negotiation" : "Closed Won")));
    expect(stages.result).toMatchObject({ sales: 20, rejected: { not_sold: 4 } });
    const events = await scored(invoices("status", (line) => ["view", "cart", "purchase"][line % 3] as string));
    expect(events.result).toMatchObject({ sales: 8, rejected: { not_sold: 16 } });
  });

  test("what was paid back is subtracted from a guessed amount; all of it, and there was no purchase", async () => {
    const table = invoices("refunded", (line) =>
      line === 0 ? "1.00" : line > 21 ? "99.00" : line === 4 ? null : "0.00",
    );
    const guessed = await scored(table);
    // K0 had 31.00; the last invoice of K5, 23.25 and 24.25, was paid back: 23.50 − 2 × 99 + 47.50.
    expect(facts(guessed).filter((line) => !/K[1-4]/.test(line))).toEqual(["K0 2 30.0000", "K5 1 -127.0000"]);
    expect(guessed.result.snapshot).toBe("2024-03-21");
    const given = await scored(table, { revenue: "betrag" });
    expect(facts(given)[0]).toBe("K0 2 31.0000");
    expect(facts(await scored(table, { refunded: "none" }))[0]).toBe("K0 2 31.0000");
  });

  test("refunded without an amount of the refund is not sold", async () => {
    const table = invoices("status", (line) => (line > 21 ? "refunded" : "paid"));
    expect((await scored(table)).result).toMatchObject({ sales: 22, rejected: { not_sold: 2 } });
    const columns = [...table.columns, { name: "refunded", type: "VARCHAR" as const }];
    const rows = table.rows.map((row, line) => [...row, line === 23 ? "4.25" : null]);
    const { result } = await scored({ columns, rows });
    expect(result).toMatchObject({ sales: 23, rejected: { not_sold: 1 } });
  });

  test("a total that repeats on the lines of its order counts once", async () => {
    const table = invoices("artikel", String, (line) => `${Math.floor(line / 2) + 1}.50`);
    const totals = await scored(renamed(table, "betrag", "rechnungsbetrag"));
    expect(totals.result).toMatchObject({ sales: 12, rejected: { order_line: 12 }, reading: { amount_of: "order" } });
    // K0 has the invoices 1.50 and 7.50.
    expect(facts(totals)[0]).toBe("K0 2 9.0000");
    const added = await scored(renamed(table, "betrag", "rechnungsbetrag"), { amountOf: "line" });
    expect(facts(added)[0]).toBe("K0 2 18.0000");
  });

  test("further lines without amount and status count with their order, and are no rejects", async () => {
    const table = invoices(
      "status",
      (line) => (line % 2 === 1 ? null : line < 4 ? "cancelled" : "paid"),
      (line) => (line % 2 === 1 ? (null as unknown as string) : "5.00"),
    );
    const { result } = await scored(table, { strict: true });
    expect(result).toMatchObject({ sales: 10, rejected: { not_sold: 4, order_line: 10, bad_revenue: 0 } });
  });

  test("rows that were not sold, and further lines, are no rejects in the file either", async () => {
    const amounts = ["5.00", null, null, null, "n/a", "7.00"];
    const table: SalesTable = {
      columns: ["customer_id", "order_date", "revenue", "order_id", "status"].map((name) => ({
        name,
        type: "VARCHAR" as const,
      })),
      rows: amounts.map((amount, line) => [
        "a",
        line === 5 ? "never" : "2024-03-01",
        amount,
        ["x", "x", null, "y", "z", "w"][line] ?? null,
        line === 3 || line === 5 ? "cancelled" : "paid",
      ]),
    };
    const rejects = path("rejects.csv");
    const { result } = await scored(table, { rejects, maxRejects: "50%", order: "order_id" });
    expect(result.rejected).toMatchObject({ not_sold: 2, order_line: 1, bad_date: 0, bad_revenue: 2 });
    const reasons = parseCsv(readFileSync(rejects, "utf8"))
      .slice(1)
      .map((row) => row.join("|"));
    expect(reasons.map((row) => row.replace(/^.*(?=bad_)/, ""))).toEqual([
      "bad_revenue|a|2024-03-01|||paid",
      "bad_revenue|a|2024-03-01|n/a|z|paid",
    ]);
  });

  test("a column of counts says how many purchases a row stands for", async () => {
    const table: SalesTable = {
      columns: ["customer_id", "order_date", "revenue", "orders"].map((name) => ({ name, type: "VARCHAR" as const })),
      rows: [
        ["a", "2024-03-01", "10.00", "3"],
        ["b", "2024-03-02", "20.00", "0"],
        ["c", "2024-03-03", "30.00", "1.5"],
        ["d", "2024-03-04", "40.00", "-1"],
        ["e", "2024-03-05", "50.00", "12"],
      ],
    };
    const found = await scored(table, { frequency: "orders", maxRejects: "50%" });
    expect(facts(found)).toEqual(["a 3 10.0000", "e 12 50.0000"]);
    expect(found.result).toMatchObject({ sales: 3, rejected: { bad_frequency: 2, no_purchase: 1 } });
  });

  test("an id that is new in every row makes room for one that repeats; where none does, it is a question", async () => {
    const table = invoices("e-mail", (line) => `${line % 6}@example.net`);
    const rows = table.rows.map((row, line) => row.with(1, `G${line}`));
    const { result } = await scored({ ...table, rows });
    expect(result).toMatchObject({ customers: 6, columns: { customer: { from: "e-mail" } } });
    const { code } = await doubtOf({ ...table, rows: rows.map((row, line) => row.with(4, `${line}@example.net`)) });
    expect(code).toBe("AMBIGUOUS_COLUMN");
  });
});
