import type { KnownExport } from "./known-export.js";

const WORDS = {
  sold: ["Complete", "Processing"],
  notSold: [
    "Canceled",
    "Pending",
    "Pending Payment",
    "Payment Review",
    "On Hold",
    "Suspected Fraud",
    "Rejected",
    "Closed",
  ],
};

export const magento: readonly KnownExport[] = [
  {
    name: "Magento (Adobe Commerce) order grid",
    howTo: "Sales → Orders → Export → CSV, with the columns Customer Email and Total Refunded.",
    link: "https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-export/data-export",
    knownBy: ["ID", "Purchase Date", "Grand Total (Purchased)", "Status"],
    customer: ["Customer Email", "Customer Name", "Bill-to Name"],
    date: ["Purchase Date"],
    orders: [],
    amounts: [
      { column: "Grand Total (Purchased)", is: "order total" },
      { column: "Grand Total (Base)", is: "order total" },
    ],
    status: ["Status"],
    ...WORDS,
    refunded: ["Total Refunded"],
    counted: "The grand total of each order, with tax and shipping, less what was refunded.",
    notes: [
      "Magento's grand total stands in the currency in which each order was paid; where there are several, count Grand Total (Base)",
    ],
  },
  {
    name: "Magento (Adobe Commerce) order grid in German",
    howTo: "Verkäufe → Bestellungen → Exportieren → CSV, with the columns Kunden-E-Mail and Erstattungssumme.",
    link: "https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-export/data-export",
    knownBy: ["ID", ["Kaufdatum", "Bestelldatum"], ["Gesamtsumme (Gekauft)", "Gesamtbetrag (gekauft)"], "Status"],
    customer: ["Kunden-E-Mail", "E-Mail des Kunden", "Kundenname", "Rechnungsname", "Rechnung an Name"],
    date: ["Kaufdatum", "Bestelldatum"],
    orders: [],
    amounts: [
      { column: "Gesamtsumme (Gekauft)", is: "order total" },
      { column: "Gesamtbetrag (gekauft)", is: "order total" },
      { column: "Gesamtsumme (Basis)", is: "order total" },
    ],
    status: ["Status"],
    sold: ["Abgeschlossen", "Verarbeitung", "In Bearbeitung", "Vollständig", ...WORDS.sold],
    notSold: [
      "Abgebrochen",
      "Storniert",
      "Ausstehend",
      "Angehalten",
      "Zurückgestellt",
      "Geschlossen",
      ...WORDS.notSold,
    ],
    refunded: ["Erstattungssumme", "Gesamt erstattet", "Insgesamt erstattet"],
    counted: "The grand total of each order, with tax and shipping, less what was refunded.",
  },
  {
    name: "Magento 1 order grid",
    howTo: "Sales → Orders → Export to CSV.",
    link: "https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-export/data-export",
    knownBy: ["Order #", "Purchased On", "G.T. (Purchased)", "Status"],
    customer: ["Customer Email", "Bill to Name"],
    date: ["Purchased On"],
    orders: [],
    amounts: [
      { column: "G.T. (Purchased)", is: "order total" },
      { column: "G.T. (Base)", is: "order total" },
    ],
    status: ["Status"],
    ...WORDS,
    counted: "The grand total of each order, with tax and shipping.",
  },
];
