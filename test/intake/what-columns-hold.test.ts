import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as library from "../../src/index.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

/** Twenty orders of five people, each day another, the later ones first in half of the files. */
function orders(header: string, valuesOf: (order: number) => readonly unknown[]): string {
  const lines = Array.from({ length: 20 }, (_, order) => valuesOf(order).join(","));
  return `${[header, ...lines].join("\n")}\n`;
}

function dayOf(order: number): string {
  return `2024-03-${String(order + 1).padStart(2, "0")}`;
}

async function run(name: string, text: string, options: Partial<library.RunOptions> = {}) {
  const source = path(name);
  writeFileSync(source, text);
  const notes: string[] = [];
  const onProgress = (event: library.ProgressEvent): void => void (event.type === "note" && notes.push(event.message));
  const result = await library.run({ source, store: null, ...options }, { onProgress });
  const columns = [result.columns.customer, result.columns.date, result.columns.revenue].map((role) => role?.from);
  return { result, columns, notes: notes.join("\n") };
}

/** The inputs of the answers that a question offers. */
async function answersOf(name: string, text: string): Promise<readonly unknown[]> {
  return run(name, text).then(
    () => expect.unreachable("It was scored."),
    (error: unknown) => (error as library.QuintileError).tries.map(({ inputs }) => inputs),
  );
}

describe("what columns hold decides where headers offer several", () => {
  test("an empty column makes room for the next", async () => {
    const text = orders("customer_id,email,order_date,total,amount_paid", (order) => [
      "",
      `p${order % 5}@example.org`,
      dayOf(order),
      " ",
      order + 1,
    ]);
    const { result, columns, notes } = await run("empty.csv", text);
    expect(columns).toEqual(["email", "order_date", "amount_paid"]);
    expect(result).toMatchObject({ customers: 5, sales: 20 });
    expect(notes).toContain('Column "customer_id" is empty, so the customer is "email"');
    expect(notes).toContain('Column "total" is empty, so the revenue is "amount_paid"');
  });

  test("a column of amounts that is empty in every row is named, with others that hold numbers", async () => {
    const text = orders("customer_id,order_date,total,net", (order) => [
      `C${order % 5}`,
      dayOf(order),
      "",
      `${order}.50`,
    ]);
    const error: unknown = await run("nothing.csv", text).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "TOO_MANY_REJECTS",
      hint: expect.stringContaining('Column "total" is empty in every row: name another column') as string,
      tries: [{ inputs: { revenue: "net" } }],
    });
  });

  test("a header that says cents is told of, with the expression for whole units", async () => {
    const text = orders("customer_id,order_date,total_cents", (order) => [`C${order % 5}`, dayOf(order), 100 * order]);
    const { notes } = await run("cents.csv", text, { revenue: "total_cents" });
    expect(notes).toContain('The header "total_cents" says cents');
    expect(notes).toContain("'total_cents / 100'");
    const whole = await run("whole.csv", text, { revenue: "total_cents / 100" });
    expect(whole.notes).not.toContain("says cents");
    expect(whole.result.cutpoints.monetary.at(-1)).toBeLessThan(100);
  });

  test("answers for unknown headers start with what repeats, and end with prices and taxes", async () => {
    const text = orders("Datum;Empfaenger;Zweck;VK-Preis;Netto;USt".replaceAll(";", ","), (order) => [
      dayOf(order),
      `P ${order % 5}`,
      `Rechnung ${order % 17}`,
      `${order + 1}.50`,
      `${3 * (order + 1)}.25`,
      `${order}.75`,
    ]);
    const answers = await answersOf("unknown.csv", text);
    expect(answers[0]).toEqual({ customer: "Empfaenger", revenue: "Netto" });
  });

  test("a column that holds something in the last row alone is not empty", async () => {
    const text = orders("customer_id,email,order_date,total", (order) => [
      order === 19 ? "K1" : "",
      `p${order % 5}@example.org`,
      dayOf(order),
      order + 1,
    ]);
    const { columns } = await run("last.csv", text, { maxRejects: "1" });
    expect(columns).toEqual(["customer_id", "order_date", "total"]);
  });

  test("a column that says the same in every row makes room, where another says more", async () => {
    const header = "customer_id,user_id,order_date,total";
    const { columns } = await run(
      "same.csv",
      orders(header, (order) => [0, order % 5, dayOf(order), order + 1]),
    );
    expect(columns[0]).toBe("user_id");
    const alone = await run(
      "alone.csv",
      orders(header, (order) => [7, "", dayOf(order), order + 1]),
    );
    expect(alone.columns[0]).toBe("customer_id");
  });

  test("a total that is the same in every row is no worse than quantity times price", async () => {
    const text = orders("customer_id,order_date,total,quantity,unit_price", (order) => [
      order % 5,
      dayOf(order),
      50,
      1,
      40,
    ]);
    expect((await run("fixed.csv", text)).columns[2]).toBe("total");
    const xero = orders("ContactName,InvoiceNumber,InvoiceDate,Total,LineAmount,Quantity,UnitAmount", (order) => [
      `C${order % 5}`,
      order,
      dayOf(order),
      50,
      50,
      1,
      40,
    ]);
    expect((await run("xero.csv", xero)).columns[2]).toBe("Total");
  });

  test.each([
    ["an order is one row", "g", 1],
    ["an order has several rows", "o", 2],
  ])("an id that is new in every order makes room for one that repeats: %s", async (_, prefix, lines) => {
    const text = orders("order_id,customer_id,customer_email,order_date,line_total", (row) => {
      const order = Math.floor(row / lines);
      return [order, `${prefix}${order}`, `p${order % 5}@example.org`, dayOf(order), row + 1];
    });
    const { result, columns, notes } = await run("new.csv", text);
    expect(columns[0]).toBe("customer_email");
    expect(result.customers).toBe(5);
    expect(notes).toContain('Column "customer_id" is new in every order, so the customer is "customer_email"');
  });

  test("two people of one name do not make a name the customer", async () => {
    const text = orders("customer_id,customer_name,order_date,total", (order) => [
      `K${order}`,
      order < 2 ? "Ann Hill" : `Person ${order}`,
      dayOf(order),
      order + 1,
    ]);
    expect((await run("names.csv", text)).columns[0]).toBe("customer_id");
  });

  test("two amounts that are the same in every row are one; others are a question", async () => {
    const header = "customer_id,order_date,total,amount_paid";
    const alike = orders(header, (order) => [order % 5, dayOf(order), order + 1, order + 1]);
    expect((await run("alike.csv", alike)).columns[2]).toBe("total");
    const unlike = orders(header, (order) => [order % 5, dayOf(order), order + 1, order]);
    expect(await answersOf("unlike.csv", unlike)).toEqual([{ revenue: "total" }, { revenue: "amount_paid" }]);
  });

  test("a row and a count of orders for each customer is a question", async () => {
    const text = orders("customer_id,last_order_date,orders_count,total_spent", (row) => [row, dayOf(row), 3, row + 1]);
    const roles = { customer: "customer_id", date: "last_order_date", revenue: "total_spent" };
    expect(await answersOf("rows.csv", text)).toEqual([{ ...roles, frequency: "orders_count" }, roles]);
  });

  test("a count of orders beside the orders of customers who come again is no question", async () => {
    const text = orders("customer_id,order_date,orders_count,total", (row) => [row % 5, dayOf(row), 3, row + 1]);
    expect((await run("counts.csv", text)).result.customers).toBe(5);
  });
});

describe("where headers say nothing, contents are a question with commands", () => {
  test("one column of dates, one of money, and those that repeat like an id", async () => {
    const text = orders("f1,f2,f3,f4,f5", (row) => [
      row + 1,
      row % 2 === 0 ? "web" : "shop",
      `${row + 1}.3.2023`,
      `A-${row % 5}`,
      `${row + 1}.50`,
    ]);
    expect(await answersOf("nothing.csv", text)).toEqual([
      { customer: "f4", date: "f3", revenue: "f5" },
      { customer: "f2", date: "f3", revenue: "f5" },
      { customer: "f4", date: "f3", revenue: "f1" },
    ]);
  });

  test("what is known by its header is no part of the question", async () => {
    const text = orders("Asiakas,order_date,Summa", (row) => [`A-${row % 5}`, dayOf(row), `${row + 1}.50`]);
    expect(await answersOf("some.csv", text)).toEqual([{ customer: "Asiakas", revenue: "Summa" }]);
  });
});

test.each(["Shopify", "WooCommerce"])("fields of nested JSON are candidates for the customer: %s", async (shop) => {
  const rows = Array.from({ length: 10 }, (_, order) => ({
    created_at: dayOf(order),
    total_price: `${order}.50`,
    ...(shop === "Shopify"
      ? { customer: { id: order % 5, default_address: { id: order } } }
      : { billing: { first_name: "A", email: `p${order % 5}@example.org` } }),
  }));
  const { result } = await run(`${shop}.json`, JSON.stringify(rows));
  expect(result).toMatchObject({
    customers: 5,
    columns: { customer: { from: shop === "Shopify" ? "customer.id" : "billing.email", guessed: true } },
  });
});

test("a report without buyers says so", async () => {
  const text = orders("amazon-order-id,purchase-date,order-status,sku,item-price", (row) => [
    row,
    dayOf(row),
    "Shipped",
    "S",
    5,
  ]);
  await expect(run("amazon.csv", text)).rejects.toMatchObject({
    code: "UNKNOWN_COLUMN",
    message: expect.stringContaining("Amazon report of all orders") as string,
  });
});

describe("what says that a row is no sale", () => {
  test("a type whose values are all known is a status, and a return with a positive amount a question", async () => {
    const text = orders("receipt,customer,date,type,amount", (order) => [
      order,
      `K${order % 5}`,
      dayOf(order),
      order % 4 === 0 ? "Return" : "Sale",
      "10.00",
    ]);
    expect(await answersOf("types.csv", text)).toContainEqual({ sold: "Sale" });
  });

  test("a type of goods is none", async () => {
    const text = orders("receipt,customer,date,type,amount", (order) => [
      order,
      `K${order % 5}`,
      dayOf(order),
      order % 4 === 0 ? "Return" : "Lamp",
      "10.00",
    ]);
    expect((await run("goods.csv", text)).result).toMatchObject({ customers: 5, sales: 20 });
  });

  test("a header that ends in status is one where its values say so", async () => {
    const text = orders("receipt,customer,date,shop_status,amount", (order) => [
      order,
      `K${order % 5}`,
      dayOf(order),
      order % 4 === 0 ? "voided" : "paid",
      "10.00",
    ]);
    const { result, notes } = await run("status.csv", text);
    expect(result).toMatchObject({ sales: 15, rejected: { not_sold: 5 } });
    expect(notes).toContain('Not sold by "shop_status", and left out: voided (5)');
  });
});

test("a phone that comes again is the customer, beside an id that is new in every order", async () => {
  const text = orders("order_id,customer_id,phone,order_date,total", (order) => [
    order,
    700 + order,
    `0170${String(order % 5)}`,
    dayOf(order),
    order + 1,
  ]);
  const { result, columns } = await run("phones.csv", text);
  expect(columns).toEqual(["phone", "order_date", "total"]);
  expect(result).toMatchObject({ customers: 5, sales: 20 });
});

test("the total of the order comes before that of the line, and counts once", async () => {
  const text = orders("order_id,customer_id,order_date,line_total,order_total", (order) => [
    Math.floor(order / 2),
    `K${Math.floor(order / 2) % 5}`,
    dayOf(Math.floor(order / 2)),
    7,
    20,
  ]);
  const { result, columns } = await run("totals.csv", text);
  expect(columns).toEqual(["customer_id", "order_date", "order_total"]);
  expect(result).toMatchObject({ customers: 5, sales: 10 });
});

test.each([
  ["Date (DD/MM/YYYY)", "%d/%m/%Y"],
  ["Order date [mm/dd/yyyy]", "%m/%d/%Y"],
  ["Datum (TT/MM/JJJJ)", "%d/%m/%Y"],
])("the header %s says which part comes first", async (header, format) => {
  const text = orders(`order_id,customer,${header},total`, (order) => [
    order,
    `K${order % 5}`,
    `0${(order % 4) + 1}/0${(order % 5) + 2}/2024`,
    order + 1,
  ]);
  expect((await run("said.csv", text)).result.date_format).toBe(format);
});

test("an id that many rows lack, as those of guests, makes room for the address that all have", async () => {
  const header = "order_id,customer_id,customer_email,order_date,total";
  const text = (isGuest: (order: number) => boolean) =>
    orders(header, (order) => [
      order,
      isGuest(order) ? "" : order % 5,
      `p${order % 5}@example.org`,
      dayOf(order),
      order + 1,
    ]);
  const { columns, notes } = await run(
    "guests.csv",
    text((order) => order % 3 === 0),
  );
  expect(columns[0]).toBe("customer_email");
  expect(notes).toContain('Column "customer_id" is blank in many rows, so the customer is "customer_email"');
  expect(
    (
      await run(
        "one-guest.csv",
        text((order) => order === 3),
      )
    ).columns[0],
  ).toBe("customer_id");
});

describe("without a status", () => {
  test("a moment of cancellation says that nothing was sold, and a blank one that it was", async () => {
    const text = orders("order_id,customer_id,order_date,total,cancelled_at", (order) => [
      order,
      `K${order % 5}`,
      dayOf(order),
      order + 1,
      order % 4 === 0 ? `${dayOf(order)} 10:00:00` : "",
    ]);
    expect((await run("cancelled.csv", text)).result).toMatchObject({ sales: 15, rejected: { not_sold: 5 } });
  });

  test("a refund beside the gross amount is subtracted", async () => {
    const text = orders("transaction_id,customer,date,gross,refund,net", (order) => [
      order,
      `K${order % 5}`,
      dayOf(order),
      20,
      order % 4 === 0 ? 5 : 0,
      order % 4 === 0 ? 15 : 20,
    ]);
    const { rows } = (await run("refunds.csv", text)).result;
    const sums: number[] = [];
    for await (const { monetary } of rows) sums.push(Number(monetary));
    expect(sums).toEqual([75, 75, 75, 75, 75]);
  });
});

test("where there is no money, no id is offered as it; nor is an order as a customer", async () => {
  const events = orders("zeit,besucher,itemid,order_no", (order) => [
    dayOf(order),
    `v${order % 5}`,
    1000 + order,
    order % 9,
  ]);
  expect(await answersOf("events.csv", events)).toEqual([]);
  const sums = orders("tag,order_no,wer,summe_x", (order) => [dayOf(order), order % 9, `v${order % 5}`, `${order}.50`]);
  expect(await answersOf("sums.csv", sums)).toEqual([{ customer: "wer", revenue: "summe_x" }]);
});

test.each([
  ["net_amount,tax,gross_amount", "gross_amount"],
  ["net_amount,fee,gross_amount", "net_amount"],
  ["net_sales,tax,gross_sales", "net_sales"],
])("of %s the revenue is %s", async (amounts, revenue) => {
  const text = orders(`customer_id,order_date,${amounts}`, (order) => [
    `c${order % 5}`,
    dayOf(order),
    10 + order,
    2,
    12 + order,
  ]);
  expect((await run("amounts.csv", text)).columns[2]).toBe(revenue);
});

test("where some words are no sales, all others together are the first answer", async () => {
  const text = orders("customer_id,order_date,amount,status", (order) => [
    `c${order % 5}`,
    dayOf(order),
    10 + order,
    ["offen", "erfasst", "storniert"][order % 3],
  ]);
  expect((await answersOf("words.csv", text))[0]).toEqual({ sold: "erfasst,offen" });
});
