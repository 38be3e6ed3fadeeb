import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type OracleResult, type RawSale, scoreSales } from "../oracle/score-sales.js";
import { parseCsv } from "../support/csv.js";
import { type SalesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

const file = fileURLToPath(new URL("../fixtures/invoice-lines/invoice-lines.csv", import.meta.url));

const [HEADER = [], ...ROWS] = parseCsv(readFileSync(file, "utf8"));

const LINES: SalesTable = {
  columns: HEADER.map((name) => ({ name, type: typeOf(name) })),
  rows: ROWS.map((row) => row.map((field) => (field === "" ? null : field))),
};

/** The product of two decimals, digit by digit. */
function product(quantity: string, price: string): string {
  const [whole = "", fraction = ""] = price.split(".");
  const digits = BigInt(quantity) * BigInt(`${whole}${fraction}`);
  return `${digits}e-${fraction.length}`;
}

function typeOf(name: string): SalesTable["columns"][number]["type"] {
  if (name === "Quantity") return "BIGINT";
  if (name === "Price" || name === "Customer ID") return "DOUBLE";
  return "VARCHAR";
}

function oracle(orders: boolean): OracleResult | undefined {
  const rows = ROWS.map(([invoice, , , quantity, date, price, customer]): RawSale => {
    const id = customer === "" || customer === undefined ? null : customer;
    return { customer: id, date: date ?? null, revenue: product(quantity ?? "", price ?? ""), order: invoice ?? null };
  });
  return scoreSales(rows, { orders });
}

/** A float that is whole is a whole number. */
function published(lines: readonly string[] | undefined): string[] {
  return (lines ?? []).map((line) => line.replace(".0|", "|"));
}

describe.each(byName(mainEngines))("%s scores invoice lines", (_, engine) => {
  const { path } = temporaryFolder();
  const spelled = (text: string): string => (engine.losesCase === true ? text.toLowerCase() : text);

  test.each(byName(engine.sources))(
    "from %s: quantity times price, by rows and by invoices",
    async (_source, source) => {
      const guessed = await score(engine, path, LINES, {}, source);
      expect(guessed.result.columns).toEqual({
        customer: { from: spelled("Customer ID"), guessed: true },
        date: { from: spelled("InvoiceDate"), guessed: true },
        revenue: { from: spelled('"Quantity" * "Price"'), guessed: true },
        order: null,
      });
      expect(guessed.customers).toEqual(published(oracle(false)?.customers));
      const byInvoice = await score(engine, path, LINES, { revenue: '"Quantity" * "Price"', order: "Invoice" }, source);
      expect(byInvoice.customers).toEqual(published(oracle(true)?.customers));
    },
  );

  // Computed from the file once more in Python: distinct invoices with an amount of at least 0, the cancelled-out customer, sizes, sums and rejects.
  test("as these literals say", async () => {
    const { result, customers } = await score(engine, path, LINES, { order: "Invoice" });
    expect(customers).toEqual([
      "13001|29|9|545.7970|5|5|5|Champions",
      "13038|129|3|69.2950|3|4|2|Loyal Customers",
      "13075|121|3|175.9690|3|4|5|Loyal Customers",
      "13112|16|3|135.4730|5|4|4|Champions",
      "13186|223|2|17.4230|1|2|1|Others",
      "13223|148|3|70.5600|3|4|3|Loyal Customers",
      "13260|237|2|141.5000|1|2|4|Others",
      "13297|64|4|250.3030|4|5|5|Champions",
      "13334|49|2|95.0630|4|2|3|Potential Loyalists",
      "13408|214|1|53.5500|2|1|2|Others",
      "13445|235|1|84.1500|1|1|3|Others",
      "13482|97|1|5.1140|3|1|1|Others",
      "13519|24|2|127.5000|5|2|4|Potential Loyalists",
      "13556|73|3|147.9210|4|4|5|Champions",
      "13593|24|2|53.0100|5|2|1|Potential Loyalists",
      "13630|94|1|92.6500|4|1|3|Potential Loyalists",
      "13667|157|1|123.0100|2|1|4|Others",
      "13741|211|2|63.5470|2|2|2|Others",
      "13778|170|1|0.0210|2|1|1|Others",
      "13815|306|1|62.0500|1|1|2|Others",
      "13999|1|1|0.0000|5|1|1|Potential Loyalists",
    ]);
    expect({
      rows: result.rows,
      sales: result.sales,
      missing: result.rejected.missing_customer,
      snapshot: result.snapshot,
      cutpoints: result.cutpoints,
      segments: result.segments.map(({ segment, customers: count, revenue }) => [segment, count, revenue]),
    }).toEqual({
      cutpoints: {
        frequency: [1, 2, 2, 3],
        monetary: [53.01, 69.295, 95.063, 141.5],
        recency: [29, 94, 148, 214],
      },
      missing: 17,
      rows: 129,
      sales: 112,
      segments: [
        ["Champions", 4, 1079.494],
        ["Loyal Customers", 3, 315.824],
        ["Potential Loyalists", 5, 368.223],
        ["At Risk", 0, 0],
        ["Others", 9, 550.365],
      ],
      snapshot: "2022-12-21T16:40:00",
    });
  });
});
