import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspect } from "../../src/library.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { onTerminal } from "../support/terminal.js";
import { quintile } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };
const SALES = "Customer ID,Order Date,Total,Note\nada,02/13/2024,5.50,hello\nbob,03/14/2024,7,\n";

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe("inspect", () => {
  test("shows the columns, their kinds, the guessed roles and how dates are read, and no value", async () => {
    const { code, out, err } = await quintile(["inspect", write("sales.csv", SALES), "--quiet"], here);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("");
    const shown = await quintile(["inspect", "sales.csv"], here);
    expect(shown.out).toBe(
      [
        "sales.csv: 4 columns, about 2 rows",
        "",
        "Column       Kind  Type     Holds                   Is the",
        "Customer ID  text  VARCHAR  ids                     customer (guessed)",
        "Order Date   text  VARCHAR  dates, %m/%d/%Y         date (guessed)",
        "Total        text  VARCHAR  numbers, decimal point  revenue (guessed)",
        "Note         text  VARCHAR  text",
        "",
        "Order Date: all 2 values are read; 2 only so, such as 99/99/9999.",
        "Total: all 2 values are read; 1 only so, such as 9.99; a decimal comma reads 1.",
        "",
        'The customer: "Customer ID" has a header that usually names the customer.',
        'The date: "Order Date" has a header that usually names the date.',
        'The revenue: "Total" has a header that usually names the revenue.',
        "",
        "Columns: customer = Customer ID (guessed), date = Order Date (guessed), revenue = Total (guessed)",
        "Dates are read as %m/%d/%Y",
        "",
        "Of 2 rows, 2 are sales of 2 customers.",
        "",
      ].join("\n"),
    );
  });

  test("shows the first rows on a terminal, and elsewhere only where they are asked for", async () => {
    const file = write("private.csv", SALES);
    const { screen } = await onTerminal(["inspect", file], { cwd: folder });
    expect(screen).toContain("hello");
    expect((await quintile(["inspect", file, "--json"], here)).out).not.toContain("ada");
    const { out } = await quintile(["inspect", file, "--json", "--rows", "1"], here);
    expect((JSON.parse(out) as { first_rows: unknown }).first_rows).toEqual([["ada", "02/13/2024", "5.50", "hello"]]);
  });

  test("obeys no escape sequence that stands in a header or the name of a file", async () => {
    const file = write("escape.csv", "customer_id,sale_date,revenue,\u001B[2Jnote\nada,2024-01-13,5,x\n");
    expect((await quintile(["inspect", file], here)).out).toContain("\n␛[2Jnote ");
    const missing = await quintile(["inspect", "\u001B[2J.csv"], here);
    expect(missing.err).toContain("There is no file ␛[2J.csv.");
    expect(missing.err).not.toContain("\u001B");
  });

  test("tells what a run would ask, with the answers, and is no failure", async () => {
    const file = write("doubtful.csv", "customer_id,sale_date,revenue\n1,02/03/2024,5\n");
    const { code, out } = await quintile(["inspect", file, "--json"], here);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      roles: { customer: { from: "customer_id", guessed: true }, order: null },
      date_format: null,
      doubts: [
        {
          code: "AMBIGUOUS_DATE",
          try: [{ inputs: { dateFormat: "%d/%m/%Y" } }, { inputs: { dateFormat: "%m/%d/%Y" } }],
        },
      ],
    });
    const answered = await quintile(["inspect", file, "--json", "--date-format", "%d/%m/%Y"], here);
    expect(JSON.parse(answered.out)).toMatchObject({ date_format: "%d/%m/%Y", doubts: [] });
  });

  test("reads all rows, and says what becomes of each", async () => {
    const rows = "ada,2024-01-01,5\n,2024-01-01,5\nbob,soon,5\nbob,2024-01-02,x\nbob,2024-01-03,-1\nbob,2024-01-02,7\n";
    const file = write("account.csv", `customer_id,sale_date,revenue\n${rows}`);
    const { out } = await quintile(
      ["inspect", file, "--json", "--where", "revenue <> '5' OR sale_date <> 'soon'"],
      here,
    );
    expect(JSON.parse(out)).toMatchObject({
      account: {
        rows: 6,
        sales: 3,
        customers: 2,
        rejected: { left_out: 1, missing_customer: 1, bad_date: 0, bad_revenue: 1, ignored_refund: 0 },
      },
      reading: { date_format: "ISO 8601", refunds: "amount-only", columns: { customer: { from: "customer_id" } } },
      doubts: [],
    });
    const { out: text } = await quintile(["inspect", file], here);
    expect(text).toContain(
      "Of 6 rows, 3 are sales of 2 customers. Left out: 1 without a customer; 1 without a readable date; 1 without a readable amount.",
    );
  });

  test("shows the options that answer a doubt", async () => {
    const file = write("either.csv", "customer_id,sale_date,revenue\n1,02/03/2024,5\n");
    const { out } = await quintile(["inspect", file], here);
    expect(out).toContain("  --date-format %d/%m/%Y  # dates are %d/%m/%Y: day first\n");
  });

  test("shows the columns of a source of which no role is known", async () => {
    const { code, out } = await quintile(["inspect", write("odd.csv", "a,b\n1,2\n")], here);
    expect(code).toBe(0);
    expect(out).toMatch(/^a +text +VARCHAR +numbers$/m);
    expect(out).toContain("UNKNOWN_COLUMN:");
  });

  test("of typed columns names the engine's types", async () => {
    const answer = await inspect({
      source: join(folder, write("typed.jsonl", '{"customer_id":1,"sale_date":"2024-01-01","revenue":2.5}\n')),
    });
    expect(answer.columns.map(({ name }) => name)).toEqual(["customer_id", "sale_date", "revenue"]);
    expect(answer.first_rows).toBeNull();
  });
});
