import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inspect } from "../../src/library.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();

/** The roles that a file of twelve sales has, without those that it does without. */
async function rolesIn(header: string, row: (index: number) => string, options = {}) {
  const source = path("sales.csv");
  writeFileSync(source, `${header}\n${Array.from({ length: 12 }, (_, index) => `${row(index)}\n`).join("")}`);
  const { roles } = await inspect({ source, ...options });
  return Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== null));
}

const germanSale = (index: number): string =>
  `${index % 5},${index % 4}@x.de,2024-01-${10 + index},,${index},${index % 2},EUR,${index < 3 ? "storniert" : "bezahlt"}`;

test("each role says why it was taken, and why what else was offered was not", async () => {
  expect(
    await rolesIn("Kunden-Nr,E-Mail,Datum,Revenue,Betrag,Order ID,Currency,Status", germanSale, { date: "Datum" }),
  ).toEqual({
    customer: {
      from: "Kunden-Nr",
      guessed: true,
      why: "has a header that means the customer",
      others: [{ from: "E-Mail", why_not: "has a header that says less clearly that it is the customer" }],
    },
    date: { from: "Datum", guessed: false, why: "was named", others: [] },
    revenue: {
      from: "Betrag",
      guessed: true,
      why: "has a header that means the revenue",
      others: [{ from: "Revenue", why_not: "is empty" }],
    },
    status: { from: "Status", guessed: true, why: "has a header or values that say so", others: [] },
    currency: { from: "Currency", guessed: true, why: "has a header or values that say so", others: [] },
  });
});

test("an id that is new in every order, a total that is quantity times price, and what a known export calls it", async () => {
  const priced = await rolesIn(
    "Customer ID,Email,Order Date,Quantity,Unit Price",
    (index) => `${index},${index % 3}@x.de,2024-01-${10 + index},2,${index}`,
  );
  expect(priced["customer"]).toMatchObject({
    from: "Email",
    others: [{ from: "Customer ID", why_not: "is new in every order" }],
  });
  expect(priced["revenue"]).toMatchObject({
    from: '"Quantity" * "Unit Price"',
    why: "is quantity times unit price, as there is no total",
  });
  const known = await rolesIn(
    "Name,Email,Financial Status,Created at,Currency,Total,Lineitem quantity",
    (index) => `#${index},${index % 3}@x.de,${index < 3 ? "voided" : "paid"},2024-01-${10 + index},EUR,${index},1`,
  );
  expect(known["customer"]).toMatchObject({ from: "Email", why: "is what Shopify orders calls it" });
  expect(known["revenue"]).toMatchObject({ from: "Total", why: "is what Shopify orders calls it" });
  expect(known["status"]).toMatchObject({ from: "Financial Status", why: "is what Shopify orders calls it" });
});
