import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

/** The rows of text as customers, each with how often they bought and for how much. */
async function scored(
  text: string,
  options: Omit<Parameters<typeof runOperation.run>[0], "source">,
  name = "sales.csv",
): Promise<readonly string[]> {
  const source = path(name);
  const store = path("store.duckdb");
  writeFileSync(source, text);
  await runOperation.run({ source, store, threads: 1, ...options });
  const rows = await queryDuckdb(
    store,
    "SELECT customer_id || ' ' || frequency || ' ' || monetary AS line FROM customer_rfm ORDER BY ALL",
  );
  return rows.map(({ line }) => String(line));
}

const lines = (header: string, rows: readonly string[]): string => [header, ...rows, ""].join("\n");

describe("ids keep every digit and zero", () => {
  const stores = lines("store,no,date,amount", ["1,007,2024-01-01,1", "1,7,2024-01-01,2", "2,7,2024-01-01,4"]);
  const long = lines(
    "cust,date,amount",
    [1, 2, 3].map((last) => `90071992547409930${last},2024-01-01,${last}`),
  );

  test("in what is put together", async () => {
    expect(await scored(stores, { customer: "store || '-' || no" })).toEqual([
      "1-007 1 1.0000",
      "1-7 1 2.0000",
      "2-7 1 4.0000",
    ]);
  });

  test("in a cast to a whole number", async () => {
    expect(await scored(long, { customer: "CAST(cust AS BIGINT)" })).toEqual([
      "900719925474099301 1 1.0000",
      "900719925474099302 1 2.0000",
      "900719925474099303 1 3.0000",
    ]);
  });

  test("in orders of 16 and 17 digits", async () => {
    const orders = lines("customer,date,amount,order_no", [
      "a,2024-01-01,1,9007199254740993",
      "a,2024-01-01,2,9007199254740992",
      "a,2024-01-01,4,9007199254740992",
    ]);
    for (const order of ["'x' || order_no", "coalesce(order_no, 'none')", "order_no || ''"]) {
      expect(await scored(orders, { order }), order).toEqual(["a 2 7.0000"]);
    }
  });
});

describe("a condition means the same whatever the other rows hold", () => {
  const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, "K10"].map((id) => `${id},2024-01-01,1`);
  const others = lines("customer,date,amount", ids);

  test("over ids of a CSV file", async () => {
    const customers = await scored(others, { where: "customer <> '3'" });
    expect(customers).toHaveLength(9);
    expect(customers).toContain("K10 1 1.0000");
  });

  test("over ids of JSON", async () => {
    const json = ["0003", "0004", "A12", "3"].map((customer) =>
      JSON.stringify({ customer, date: "2024-01-01", amount: 1 }),
    );
    expect(await scored(lines(json[0] ?? "", json.slice(1)), { where: "customer <> '3'" }, "sales.jsonl")).toEqual([
      "0003 1 1.0000",
      "0004 1 1.0000",
      "A12 1 1.0000",
    ]);
  });

  test("over codes in a list, beside seven columns of numbers", async () => {
    const codes = lines("customer,date,amount,code,a,b,c,d,e,f,g", [
      "1,2024-01-01,1,007,1,1,1,1,1,1,1",
      "2,2024-01-01,1,7,1,1,1,1,1,1,1",
      "3,2024-01-01,1,X,1,1,1,1,1,1,1",
    ]);
    const where = "code IN ('007', 'X') AND a + b + c + d + e + f + g = 7";
    expect(await scored(codes, { where })).toEqual(["1 1 1.0000", "3 1 1.0000"]);
  });

  test("and counts the rows of which it cannot tell", async () => {
    const source = path("odd.csv");
    writeFileSync(
      source,
      lines("customer,date,amount,qty", ["1,2024-01-01,1,5", "2,2024-01-01,1,n/a", "3,2024-01-01,1,"]),
    );
    const { rejected, rows } = await runOperation.run({ source, store: path("s.duckdb"), where: "qty > 1" });
    expect({ rows, unknown: rejected.unknown_where, left_out: rejected.left_out }).toEqual({
      rows: 3,
      unknown: 2,
      left_out: 0,
    });
  });
});

describe("numbers are read in the notation of their column", () => {
  const quantities = lines("customer,date,Quantity,Price", ['1,2024-01-01,1.250,"6,95"', '2,2024-01-01,2.500,"0,10"']);

  test("that is given, in a product that was guessed and in one that was not", async () => {
    for (const revenue of [undefined, "Quantity * Price"]) {
      expect(await scored(quantities, { decimal: ",", ...(revenue !== undefined && { revenue }) }), revenue).toEqual([
        "1 1 8687.5000",
        "2 1 250.0000",
      ]);
    }
  });

  test("that their values show, each column by itself", async () => {
    const mixed = lines("customer,date,Preis,rate", ['1,2024-01-01,"1.250,50",1.5', '2,2024-01-01,"6,95",0.25']);
    expect(await scored(mixed, { revenue: "Preis * rate" })).toEqual(["1 1 1875.7500", "2 1 1.7375"]);
  });

  test("or asked about, where they may mean two things", async () => {
    await expect(scored(quantities, { revenue: "Quantity * Price" })).rejects.toMatchObject({
      code: "AMBIGUOUS_COLUMN",
      tries: [{ inputs: { decimal: "," } }, { inputs: { decimal: "." } }],
    });
  });

  test("also of what was paid back, wherever in the file it shows", async () => {
    const rows = ["a;2024-03-01;120.50;0,00", "b;2024-03-02;2500.00;1.250,50", "c;2024-03-03;45.10;45,10"];
    const header = "customer_id;order_date;total;refunded_amount";
    expect(await scored(lines(header, rows), {})).toEqual(["a 1 120.5000", "b 1 1249.5000"]);
    const many = Array.from({ length: 1200 }, () => "a;2024-03-01;1.00;0");
    expect(await scored(lines(header, [...many, ...rows]), {})).toEqual(["a 1201 1320.5000", "b 1 1249.5000"]);
  });

  test("in objects of JSON, too", async () => {
    const json = [
      { c: { id: "007" }, date: "2024-01-01", line: { qty: 3, price: "0.10" } },
      { c: { id: "7" }, date: "2024-01-01", line: { qty: 2, price: "1,250.55" } },
    ].map((row) => JSON.stringify(row));
    expect(
      await scored(
        lines(json[0] ?? "", json.slice(1)),
        { customer: "c.id", revenue: "line.qty * line.price" },
        "n.jsonl",
      ),
    ).toEqual(["007 1 0.3000", "7 1 2501.1000"]);
  });
});

test("times of a zone in words are asked about, wherever the word stands", async () => {
  for (const date of ["2024-03-04 10:00:00 CET", "Mon Mar 04 10:00:00 CET 2024"]) {
    const sales = lines("customer,date,amount", [`a,${date},1`, `b,${date},2`]);
    await expect(scored(sales, {}), date).rejects.toMatchObject({
      code: "AMBIGUOUS_DATE",
      tries: [{ inputs: { timezone: "Europe/Berlin" } }, {}, {}],
    });
    expect(await scored(sales, { timezone: "Europe/Berlin" }), date).toEqual(["a 1 1.0000", "b 1 2.0000"]);
  }
});

describe("arithmetic", () => {
  const sales = lines("customer,date,a,b", [
    "1,2024-01-01,0.1,0.2",
    "2,2024-01-01,12345678.9012345678,1",
    "3,2024-01-01,2,3",
  ]);

  test("is exact, and a quotient is rounded once", async () => {
    expect(await scored(sales, { revenue: "a + b - 0.3" })).toEqual(["1 1 0.0000", "2 1 12345679.6012", "3 1 4.7000"]);
    expect(await scored(sales, { revenue: "a / b" })).toEqual(["1 1 0.5000", "2 1 12345678.9012", "3 1 0.6667"]);
    expect(await scored(sales, { revenue: "a * b", where: "a + b = 0.3" })).toEqual(["1 1 0.0200"]);
  });

  test("that overflows is an error", async () => {
    const digits = "9".repeat(20);
    const wide = lines("customer,date,a", [`1,2024-01-01,${digits}`]);
    await expect(scored(wide, { revenue: "a * a" })).rejects.toMatchObject({ code: "BAD_EXPRESSION" });
  });
});
