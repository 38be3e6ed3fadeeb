import { QuintileError } from "../../errors.js";
import type { Mapping, Role, RoleSource } from "../../analysis/sales/mapping.js";
import type { Column } from "../../sql/relation.js";
import { findColumn, unknownColumn } from "../../sql/find-column.js";

/** Where each part of a sale is, as far as somebody said so: a column, or an SQL expression over the columns. */
export type GivenRoles = Readonly<Partial<Record<Role, string | undefined>>>;

/**
 * Usual headers of a role, best first, without case, blanks and punctuation: our own defaults, then the exports of
 * shops and billing systems (Shopify, Stripe, WooCommerce, Magento), then what spreadsheets call it. Two headers of one
 * line that both occur are a tie, which only the user can break.
 */
const HEADERS: Record<"customer" | "date" | "revenue", readonly (readonly string[])[]> = {
  customer: [
    ["customerid"],
    ["custid", "customerno", "customernumber", "customerkey", "customercode"],
    ["clientid", "userid", "accountid", "buyerid", "memberid", "contactid", "shopperid"],
    ["customeremail", "billingemail", "emailbilling"],
    ["customeruser", "customeruserid"], // WooCommerce: 0 for every guest, so an email says more
    ["customer", "client", "buyer", "email", "emailaddress"],
  ],
  date: [
    ["saledate", "salesdate"],
    ["orderdate", "invoicedate", "purchasedate", "transactiondate", "paymentdate", "dateofsale"],
    ["createdat", "createdutc", "createddateutc", "datecreated", "createddate", "datecreatedgmt", "created"],
    ["paidat", "datepaid", "orderedat", "purchasedat", "soldat", "processedat"],
    ["date", "datetime", "timestamp", "day"],
  ],
  revenue: [
    ["revenue"],
    ["netrevenue", "salesamount", "saleamount", "totalrevenue", "netsales"],
    ["ordertotal", "ordertotalamount", "totalamount", "invoicetotal", "grandtotal", "totalprice", "linetotal"],
    ["total", "totalsales", "amount", "netamount", "amountpaid", "lineamount", "nettotal"],
    ["sales", "gross", "value", "spend", "subtotal"],
  ],
};

const ORDERS = [
  "orderid",
  "ordernumber",
  "orderno",
  "invoice",
  "invoiceid",
  "invoiceno",
  "invoicenumber",
  "transactionid",
];

const QUANTITIES = ["quantity", "qty", "units", "lineitemquantity"];
const UNIT_PRICES = ["unitprice", "price", "itemprice", "lineitemprice", "priceperunit"];

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** Finds where each role comes from: as given, or guessed from the headers. Raises `UNKNOWN_COLUMN`, `AMBIGUOUS_COLUMN`. */
export function guessColumns(columns: readonly Column[], given: GivenRoles, source: string): Omit<Mapping, "where"> {
  return {
    customer: resolve("customer", columns, given.customer, source),
    date: resolve("date", columns, given.date, source),
    revenue: resolve("revenue", columns, given.revenue, source),
    order: given.order === undefined ? undefined : named(columns, given.order, source),
  };
}

/** The column that looks most like a customer's id; undefined where none does, or several do alike. */
export function likelyCustomer(columns: readonly Column[]): Column | undefined {
  for (const headers of HEADERS.customer) {
    const found = columns.filter(({ name }) => headers.includes(plain(name)));
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** A column that looks like an order id: its rows may be lines of one purchase. */
export function likelyOrder(columns: readonly Column[]): string | undefined {
  return columns.find(({ name, kind }) => kind !== "other" && ORDERS.includes(plain(name)))?.name;
}

function resolve(
  role: "customer" | "date" | "revenue",
  columns: readonly Column[],
  given: string | undefined,
  source: string,
): RoleSource {
  if (given !== undefined) return named(columns, given, source);
  for (const headers of HEADERS[role]) {
    const found = columns.filter(({ name, kind }) => kind !== "other" && headers.includes(plain(name)));
    if (found.length === 1) return { kind: "column", column: found[0] as Column, guessed: true };
    if (found.length > 1) throw ambiguous(role, found, source);
  }
  const product = role === "revenue" ? quantityTimesPrice(columns) : undefined;
  if (product !== undefined) return { kind: "expression", text: product, guessed: true };
  const unusual = columns.find(({ name }) => HEADERS[role].flat().includes(plain(name)));
  if (unusual !== undefined) throw unusualType(role, unusual, columns, source);
  throw new QuintileError("UNKNOWN_COLUMN", `${source} has no column that is known to hold the ${role}.`, {
    hint: `Name it with --${role}. Columns: ${listNames(columns)}.`,
  });
}

/** The error for a column that has the header of a role, and a type that ids, dates and amounts do not usually have, such as BOOLEAN. */
function unusualType(role: Role, { name, type }: Column, columns: readonly Column[], source: string): QuintileError {
  const others = `Columns: ${listNames(columns)}.`;
  const plainType = type.replace(/\(.*/s, "");
  return role === "customer"
    ? new QuintileError(
        "UNKNOWN_COLUMN",
        `Column "${name}" of ${source} is of type ${plainType}, so it is the customer only if you say so.`,
        {
          hint: `Add --customer ${shellWord(name)}, or name another column. ${others}`,
        },
      )
    : new QuintileError(
        "UNKNOWN_COLUMN",
        `Column "${name}" of ${source} is of type ${plainType}, which cannot be the ${role}.`,
        {
          hint: `Name another column with --${role}. ${others}`,
        },
      );
}

/** Invoice lines carry a quantity and a price rather than an amount. */
function quantityTimesPrice(columns: readonly Column[]): string | undefined {
  const quantities = columns.filter((column) => QUANTITIES.includes(plain(column.name)));
  const prices = columns.filter((column) => UNIT_PRICES.includes(plain(column.name)));
  if (quantities.length > 1 || prices.length > 1) return undefined;
  const [quantity] = quantities;
  const [price] = prices;
  return quantity && price && `${quoted(quantity.name)} * ${quoted(price.name)}`;
}

function named(columns: readonly Column[], given: string, source: string): RoleSource {
  const column = findColumn(columns, given);
  if (column) return { kind: "column", column, guessed: false };
  // `customer.id` reaches into a nested column.
  const outer = columns.some(({ name, kind }) => kind === "other" && given.startsWith(`${name}.`));
  if (outer || !looksLikeName(given)) return { kind: "expression", text: given, guessed: false };
  throw unknownColumn(columns, given, source);
}

/** SQL that is made of words alone. */
const IN_WORDS = /^(true|false|null)$|^case\s.*\send$|^not\s|\sis\s+(not\s+)?null$/is;

/** A name has no operators, quotes or brackets; a bare number is an expression. */
function looksLikeName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ .#-]*$/u.test(text) && !/ - /.test(text) && !IN_WORDS.test(text);
}

function ambiguous(role: Role, found: readonly Column[], source: string): QuintileError {
  return new QuintileError(
    "AMBIGUOUS_COLUMN",
    `${source} has ${found.length} columns that could hold the ${role}: ${listNames(found)}.`,
    {
      hint: `Choose one: ${found.map(({ name }) => `--${role} ${shellWord(name)}`).join(" or ")}.`,
      tries: found
        .slice(0, MOST_ANSWERS)
        .map(({ name }) => ({ inputs: { [role]: name }, means: `${role} is "${name}"` })),
    },
  );
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function shellWord(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}

function listNames(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(", ");
}
