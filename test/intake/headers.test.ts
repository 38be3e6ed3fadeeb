import { describe, expect, test } from "vitest";
import { propose, type Proposal } from "../../src/intake/roles/proposal.js";
import { duckdbDialect } from "../../src/engines/duckdb/dialect/dialect.js";
import type { Source } from "../../src/engines/engine.js";
import { sql } from "../../src/sql/fragment.js";
import type { Column } from "../../src/sql/relation.js";

function columnsOf(headers: string): Column[] {
  return headers.split(";").map((name) => ({ name, kind: "text", type: "VARCHAR" }));
}

/** What is proposed for a table with these headers and no rows. */
function proposed(headers: string): Promise<Proposal> {
  const start = sql`sales`;
  return propose(
    {
      label: "sales.csv",
      relation: { from: start, columns: columnsOf(headers), untyped: true },
      start,
      dialect: duckdbDialect,
      query: () => Promise.resolve([{ all_rows: 0 }]),
    } as unknown as Source,
    {},
  );
}

/** Customer, date and amount as they are guessed, or the code of the error. */
async function guessed(headers: string): Promise<readonly string[]> {
  const { customer, date, revenue } = (await proposed(headers)).roles;
  return [customer, date, revenue].map((from) => (from.kind === "column" ? from.column.name : from.text));
}

/** A header line, and the columns of the customer, the date and the amount in it. */
const KNOWN: readonly (readonly [string, string, string, string])[] = [
  ["Beleg-Nr.;Kd.-Nr.;Name;Belegdatum;Gesamtbetrag", "Kd.-Nr.", "Belegdatum", "Gesamtbetrag"],
  [
    "order.id;customer.email;order.created_at;grandtotal.amount;shipping.total",
    "customer.email",
    "order.created_at",
    "grandtotal.amount",
  ],
  ["Bestellung;Käufer;Bestelldatum;Umsatz (EUR)", "Käufer", "Bestelldatum", "Umsatz (EUR)"],
  [
    "N° de facture;Référence client;Date de facture;Montant HT;Montant TTC",
    "Référence client",
    "Date de facture",
    "Montant TTC",
  ],
  [
    "Nº de pedido;Código de cliente;Fecha del pedido;Importe total",
    "Código de cliente",
    "Fecha del pedido",
    "Importe total",
  ],
  [
    "Nº do pedido;E-mail do cliente;Data da compra;Valor total (R$)",
    "E-mail do cliente",
    "Data da compra",
    "Valor total (R$)",
  ],
  [
    "Numero ordine;Ragione sociale;Cod. cliente;Data ordine;Totale ordine",
    "Cod. cliente",
    "Data ordine",
    "Totale ordine",
  ],
  ["Ordernummer;Klantnr;Besteldatum;Totaalbedrag", "Klantnr", "Besteldatum", "Totaalbedrag"],
  ["Fatura No;Müşteri Kodu;Fatura Tarihi;Toplam Tutar", "Müşteri Kodu", "Fatura Tarihi", "Toplam Tutar"],
  ["Numer faktury;Nazwa klienta;Data sprzedaży;Wartość brutto", "Nazwa klienta", "Data sprzedaży", "Wartość brutto"],
  ["txn_id;household_key;transaction_dt;sales_value", "household_key", "transaction_dt", "sales_value"],
  ["Artikel;Kundennummer;Datum;Menge;Einzelpreis", "Kundennummer", "Datum", '"Menge" * "Einzelpreis"'],
];

describe("headers in nine languages", () => {
  test.each(KNOWN)("%s", async (headers, ...roles) => {
    expect(await guessed(headers)).toEqual(roles);
    expect(await guessed(headers.toUpperCase())).toEqual(roles.map((role) => role.toUpperCase()));
    expect((await guessed(headers.normalize("NFD"))).map((role) => role.normalize("NFC"))).toEqual(roles);
  });

  test("a guess from usual headers needs no proof, and keeps the column that it had", async () => {
    expect(await proposed("customer_id;Kundennummer;order_date;Datum;amount;Betrag")).toMatchObject({
      isUsual: true,
      roles: { customer: { column: { name: "customer_id" } }, revenue: { column: { name: "amount" } } },
    });
  });
});

describe("headers that a careful person would ask about are questions", () => {
  test.each([
    [
      "a number of pieces that is called an amount",
      "CUSTOMER_ID;TRANSACTION_DT;AMOUNT;SALES_PRICE",
      ["SALES_PRICE", "AMOUNT"],
    ],
    [
      "a price of one piece or of the line",
      "buyer-email;sale-date;quantity;item-price",
      ['"quantity" * "item-price"', "item-price"],
    ],
    ["a price without a quantity", "user_id;event_time;price", ["price"]],
    ["two totals", "Kunde;Datum;Rechnungsbetrag;Bestellwert", ["Rechnungsbetrag", "Bestellwert"]],
  ])("%s", async (_, headers, amounts) => {
    const tries = amounts.map((revenue) => ({ inputs: { revenue } }));
    await expect(guessed(headers)).rejects.toMatchObject({ tries });
  });

  test("a date of the last order says that the file may hold a row for each customer, and is not taken", async () => {
    await expect(guessed("Kundennummer;last_order_date;Umsatz")).rejects.toThrow(
      "no column that is known to hold the date",
    );
  });
});
