import { describe, expect, test } from "vitest";
import type { QuintileError } from "../../src/errors.js";
import type { SalesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

/** Invoices of six customers, two lines each, and whatever is to be told apart. */
function invoices(header: string, valueOf: (line: number) => string): SalesTable {
  const columns = ["rechnung", "kundennummer", "rechnungsdatum", "betrag", header].map((name) => ({
    name,
    type: name === "betrag" ? ("DECIMAL(18,4)" as const) : ("VARCHAR" as const),
  }));
  const rows = Array.from({ length: 24 }, (_, line) => {
    const invoice = Math.floor(line / 2);
    const day = String(10 + invoice);
    return [`R${invoice}`, `K${invoice % 6}`, `2024-03-${day}`, `${line + 1}.25`, valueOf(line)];
  });
  return { columns, rows };
}

describe.each(byName(mainEngines))("%s proves a guess from further headers on all rows", (_, engine) => {
  const { path } = temporaryFolder();
  const [source] = engine.sources;

  async function doubtOf(table: SalesTable, options = {}): Promise<QuintileError> {
    return score(engine, path, table, options, source).then(
      () => expect.unreachable("It was scored."),
      (error: unknown) => error as QuintileError,
    );
  }

  test("rows with one invoice number are one purchase", async () => {
    const { result } = await score(engine, path, invoices("artikel", String), {}, source);
    expect(result).toMatchObject({ customers: 6, sales: 24, columns: { order: { from: "rechnung", guessed: true } } });
  });

  test("several currencies are a question, and each answer is of one of them", async () => {
    const table = invoices("waehrung_currency", String);
    const currencies = {
      ...table,
      columns: table.columns.map((c) => ({ ...c, name: c.name.replace("waehrung_", "") })),
    };
    const rows = currencies.rows.map((row, line) => [...row.slice(0, 4), line === 23 ? "USD" : "EUR"]);
    const { code, tries } = await doubtOf({ ...currencies, rows });
    expect([code, tries.map(({ inputs }) => inputs)]).toEqual([
      "AMBIGUOUS_COLUMN",
      [{ where: `"currency" = 'EUR'` }, { where: `"currency" = 'USD'` }],
    ]);
    const { result } = await score(engine, path, { ...currencies, rows }, { ...tries[0]?.inputs }, source);
    expect(result.sales).toBe(23);
  });

  test("a status that says that nothing was sold is a question; one that says it of no row is none", async () => {
    const cancelled = invoices("status", (line) => (line > 21 ? "storniert" : "bezahlt"));
    const { tries } = await doubtOf(cancelled);
    expect(tries[0]?.inputs).toEqual({ where: `"status" IN ('bezahlt')` });
    expect(tries.at(-1)?.inputs).toMatchObject({ customer: "kundennummer", order: "rechnung" });
    const sales = await Promise.all(
      tries.map(async ({ inputs }) => (await score(engine, path, cancelled, { ...inputs }, source)).result.sales),
    );
    expect(sales).toEqual([22, 24]);
    const paid = invoices("status", (line) => (line > 20 ? "geliefert" : "bezahlt"));
    expect((await score(engine, path, paid, {}, source)).result.sales).toBe(24);
  });

  test("what was paid back is a question", async () => {
    const { tries } = await doubtOf(invoices("refunded", (line) => (line === 3 ? "1.00" : "0.00")));
    expect(tries.map(({ inputs }) => inputs)).toEqual([{ revenue: '"betrag" - "refunded"' }, { revenue: "betrag" }]);
  });

  test("a total that repeats on the lines of its order is never added up", async () => {
    const table = invoices("zeilenbetrag", String);
    const rows = table.rows.map((row, line) => row.with(3, `${Math.floor(line / 2)}.50`));
    const { message, tries } = await doubtOf({
      ...table,
      rows: rows.map((row) => row.with(4, "1")),
      columns: table.columns.map((c) => ({ ...c, name: c.name === "betrag" ? "rechnungsbetrag" : c.name })),
    });
    expect(message).toContain("total of the order");
    expect(tries[0]?.inputs).toEqual({ revenue: "zeilenbetrag" });
  });

  test("an id that is new in every row makes room for one that repeats; where none does, it is a question", async () => {
    const table = invoices("e-mail", (line) => `${line % 6}@example.net`);
    const rows = table.rows.map((row, line) => row.with(1, `G${line}`));
    const { result } = await score(engine, path, { ...table, rows }, {}, source);
    expect(result).toMatchObject({ customers: 6, columns: { customer: { from: "e-mail" } } });
    const { code } = await doubtOf({ ...table, rows: rows.map((row, line) => row.with(4, `${line}@example.net`)) });
    expect(code).toBe("AMBIGUOUS_COLUMN");
  });
});
