import { describe, expect, test } from "vitest";
import { accepted, freshFolders, HEADER, refusalOf, write } from "./refusal.js";

freshFolders();

const fill = (count: number): string =>
  Array.from({ length: count }, (_, index) => `c${index},2024-01-01,5\n`).join("");

describe("dates that cannot be read", () => {
  test("name a day that does not exist", async () => {
    const days = Array.from({ length: 28 }, (_, index) => `c,${String(index + 1).padStart(2, "0")}/01/2024,5\n`).join(
      "",
    );
    write("sales.csv", `${HEADER}${days}c,31/02/2024,5\n`);
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "TOO_MANY_REJECTS: 29 of 29 rows were rejected (bad_date 29, bad_revenue 0), more than --max-rejects allows; nothing was published.
      Dates in "sale_date" that could not be read look like 99/99/9999 (29). Most fit %d/%m/%Y, but not all: add --date-format '%d/%m/%Y' to read them so. --rejects FILE writes them out.
      exit 1"
    `);
    const { rejected, rows, sales } = await accepted("sales.csv", { dateFormat: "%d/%m/%Y" });
    expect({ rejected, rows, sales }).toMatchObject({ rejected: { bad_date: 1 }, rows: 29, sales: 28 });
  });

  test("may have been turned around by a spreadsheet", async () => {
    write("sales.csv", `${HEADER}a,2024-01-11,5\nb,15/01/2024,5\n`);
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "AMBIGUOUS_DATE: The dates in "sale_date" can be read in 2 ways: '%Y-%d-%m or %d/%m/%Y' or 'ISO 8601 or %d/%m/%Y'.
      Say which one is meant: --date-format '%Y-%d-%m or %d/%m/%Y' or --date-format 'ISO 8601 or %d/%m/%Y'.
      exit 1"
    `);
  });

  test("can be read in two ways", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}a,01/02/2024,5\nb,03/04/2024,5\n`))).toMatchInlineSnapshot(`
      "AMBIGUOUS_DATE: The dates in "sale_date" can be read in 2 ways: %d/%m/%Y or %m/%d/%Y.
      Say which one is meant: --date-format '%d/%m/%Y' or --date-format '%m/%d/%Y'.
      exit 1"
    `);
  });

  test("are not dates", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}a,SECRET,5\nb,yesterday,5\n`))).toMatchInlineSnapshot(`
      "TOO_MANY_REJECTS: 2 of 2 rows were rejected (bad_date 2, bad_revenue 0), more than --max-rejects allows; nothing was published.
      Dates in "sale_date" that could not be read look like AAAAAA (1), AAAAAAAAA (1). Say how they are written with --date-format, such as '%d/%m/%Y', or name another column with --date. --rejects FILE writes them out.
      exit 1"
    `);
  });
});

describe("amounts that cannot be read", () => {
  test("have digits and are no numbers", async () => {
    write("sales.csv", `${HEADER}a,2024-01-01,12.00 SECRET\nb,2024-01-01,1/2\nc,2024-01-01,13.00 secret\n`);
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "TOO_MANY_REJECTS: 3 of 3 rows were rejected (bad_date 0, bad_revenue 3), more than --max-rejects allows; nothing was published.
      Amounts that could not be read look like 99.99 AAAAAA (2), 9/9 (1): name another column or an expression with --revenue. --rejects FILE writes them out.
      exit 1"
    `);
  });

  test("are missing", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}a,2024-01-01,\nb,2024-01-01,\n`))).toMatchInlineSnapshot(`
      "TOO_MANY_REJECTS: 2 of 2 rows were rejected (bad_date 0, bad_revenue 2), more than --max-rejects allows; nothing was published.
      Column "revenue" is empty in every row: name another column with --revenue. Formulas of a workbook look empty until a spreadsheet program has saved their results. --rejects FILE writes them out.
      exit 1"
    `);
  });

  test("are words", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER}a,2024-01-01,SECRET\nb,2024-01-01,much\n`)))
      .toMatchInlineSnapshot(`
        "TOO_MANY_REJECTS: 2 of 2 rows were rejected (bad_date 0, bad_revenue 2), more than --max-rejects allows; nothing was published.
        Many rows have no amount, or one without a digit: name another column with --revenue, or leave those rows out: --where '"revenue" IS NOT NULL'. --rejects FILE writes them out.
        exit 1"
      `);
  });

  test.each(["NaN", "nan", "inf", "-Infinity", "1e400", "1e15", "-100000000000001", "", "five", "0x10", "--5"])(
    "%o is rejected, and nothing else",
    async (amount) => {
      write("sales.csv", `${HEADER}${fill(20)}bad,2024-01-01,${amount}\n`);
      const { rejected, rows, sales, customers } = await accepted("sales.csv");
      expect({ bad: rejected.bad_revenue, rows, sales, customers }).toEqual({
        bad: 1,
        rows: 21,
        sales: 20,
        customers: 20,
      });
    },
  );
});

describe("nobody to score", () => {
  test("since no row has a customer", async () => {
    expect(await refusalOf(write("sales.csv", `${HEADER},2024-01-01,5\n" ",2024-01-01,5\n`))).toMatchInlineSnapshot(`
      "NO_CUSTOMERS: None of the 2 rows of sales.csv is a purchase that can be scored.
      Left out: missing_customer 2. Check the columns, --as-of, --since and --where.
      exit 1"
    `);
  });

  test("since no row meets the condition", async () => {
    expect(await refusalOf(write("sales.csv", HEADER + fill(3)), { where: "revenue > 100" })).toMatchInlineSnapshot(`
      "NO_CUSTOMERS: None of the 3 rows of sales.csv is a purchase that can be scored.
      Check --where: no row meets it.
      exit 1"
    `);
  });

  test("since all sales are later", async () => {
    expect(await refusalOf(write("sales.csv", HEADER + fill(3)), { asOf: "2020-01-01" })).toMatchInlineSnapshot(`
      "NO_CUSTOMERS: None of the 3 rows of sales.csv is a purchase that can be scored.
      Left out: after_snapshot 3. Check the columns, --as-of, --since and --where.
      exit 1"
    `);
  });
});

describe("rejected rows", () => {
  test("are none under --strict", async () => {
    write("sales.csv", `${HEADER}${fill(20)}SECRET,2024-01-01,x\n`);
    expect(await refusalOf("sales.csv", { strict: true })).toMatchInlineSnapshot(`
      "REJECTED_ROWS: 1 of 21 rows were rejected (bad_date 0, bad_revenue 1), and --strict allows none; nothing was published.
      --rejects FILE writes them out.
      exit 3"
    `);
  });

  test("are no more than --max-rejects", async () => {
    write("sales.csv", `${HEADER}${fill(20)}SECRET,2024-01-01,x\nSECRET,2024-01-32,5\n`);
    expect(await refusalOf("sales.csv", { maxRejects: "1" })).toMatchInlineSnapshot(`
      "TOO_MANY_REJECTS: 2 of 22 rows were rejected (bad_date 1, bad_revenue 1), more than --max-rejects allows; nothing was published.
      Dates in "sale_date" that could not be read look like 9999-99-99 (1). Say how they are written with --date-format, such as '%d/%m/%Y', or name another column with --date. --rejects FILE writes them out.
      exit 1"
    `);
  });
});

describe("expressions", () => {
  test("with a column that is not there", async () => {
    expect(await refusalOf(write("sales.csv", HEADER + fill(3)), { revenue: "revenu * 2" })).toMatchInlineSnapshot(`
      "UNKNOWN_COLUMN: sales.csv has no column "revenu".
      Did you mean "revenue"? Columns: customer_id, sale_date, revenue.
      exit 1"
    `);
  });

  test("whose own words are not taken for the engine's", async () => {
    const refusal = await refusalOf(write("sales.csv", HEADER + fill(3)), {
      where: "note <> 'Out of Memory, No space left on device'",
    });
    expect(refusal).toMatch(/^UNKNOWN_COLUMN: sales\.csv has no column "note"\.\n/);
  });

  test("that are no SQL", async () => {
    expect(await refusalOf(write("sales.csv", HEADER + fill(3)), { revenue: "revenue *" })).toMatchInlineSnapshot(`
      "BAD_EXPRESSION: syntax error at or near ")"
      Check the SQL of --customer, --date, --revenue, --order and --where; CAST(column AS type) reads text as a number or date.
      exit 1"
    `);
  });

  test("that try to be two statements", async () => {
    expect(await refusalOf(write("sales.csv", HEADER + fill(3)), { where: "1 = 1; DROP TABLE x" }))
      .toMatchInlineSnapshot(`
      "BAD_EXPRESSION: syntax error at or near ";"
      Check the SQL of --customer, --date, --revenue, --order and --where; CAST(column AS type) reads text as a number or date.
      exit 1"
    `);
  });

  test("that meet a value which does not fit, without showing it", async () => {
    write("sales.csv", `${HEADER}a,2024-01-01,5\nb,2024-01-01,SECRET\n`);
    expect(await refusalOf("sales.csv", { customer: "CAST(revenue AS INTEGER) + 1" })).toMatchInlineSnapshot(`
      "BAD_EXPRESSION: A value does not fit the type that an expression gives it.
      Write TRY_CAST(column AS type) in --customer, --date, --revenue, --order or --where: rows that do not fit are rejected then, and counted.
      exit 1"
    `);
  });

  test("that call for an error with a value, without showing it", async () => {
    write("sales.csv", HEADER + fill(3).replaceAll("c", "SECRET-9876-"));
    expect(await refusalOf("sales.csv", { customer: "error(customer_id || ' is \"odd\"')" })).toMatchInlineSnapshot(`
      "BAD_EXPRESSION: A function in an expression does not take the values that it is given.
      Check the SQL of --customer, --date, --revenue, --order and --where: the types and the number of what each function is given.
      exit 1"
    `);
  });

  test("that give no date", async () => {
    expect(await refusalOf(write("sales.csv", HEADER + fill(3)), { date: "length(sale_date)" })).toMatchInlineSnapshot(`
      "AMBIGUOUS_DATE: "length(sale_date)" holds numbers of at most five digits, which are no dates by themselves.
      If they count days, say so with --date-format: recency is the same whatever day they start from. Else name another column with --date.
      exit 1"
    `);
  });
});

const twoColumns = (): string => write("sales.csv", `${HEADER}a,2024-01-01,5\nb,2024-01-02,7\n`);

describe("an expression", () => {
  test("of words alone is no name of a column", async () => {
    const customer = "CASE WHEN customer_id IS NULL THEN revenue ELSE customer_id END";
    expect((await accepted(twoColumns(), { customer })).customers).toBe(2);
  });

  test("with an aggregate says so, and no name of our own", async () => {
    for (const revenue of ["sum(revenue)", "row_number() OVER ()"]) {
      const refused = await refusalOf(twoColumns(), {
        revenue,
        where: revenue === "sum(revenue)" ? undefined : revenue,
      });
      expect(refused).toMatch(
        /^BAD_EXPRESSION: \w+\(\) looks at many rows, where an expression sees one row at a time\./,
      );
      expect(refused).not.toContain("untouched");
    }
  });

  test.each(["printf('%d', customer_id)", "regexp_extract(customer_id, '(')", "chr(-1)"])(
    "whose function is misused is a bad expression: %s",
    async (customer) => {
      expect(await refusalOf(twoColumns(), { customer })).toMatch(
        /^BAD_EXPRESSION: A function in an expression does not take the values that it is given\./,
      );
    },
  );
});

test("whoever has named the decimal comma is not told to name it", async () => {
  write("sales.csv", "customer_id;sale_date;betrag\na;2024-01-01;1,5,5\nb;2024-01-01;12.34,5\n");
  const refused = await refusalOf("sales.csv", { revenue: "betrag", decimal: "," });
  expect(refused).toContain("Amounts that could not be read look like 9,9,9 (1), 99.99,9 (1)");
  expect(refused).not.toContain("--decimal");
});
