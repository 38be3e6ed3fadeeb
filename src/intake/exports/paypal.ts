import type { KnownExport } from "./known-export.js";

/** Headers of who paid: the address, or else the name. */
const SENDERS: readonly string[] = [
  "From Email Address",
  "Absender E-Mail-Adresse",
  "De l'adresse email",
  "Correo electrónico del remitente",
  "Indirizzo email mittente",
  "Van e-mailadres",
  "Name",
  "Nom",
  "Nombre",
  "Nome",
  "Naam",
];

/** Headers of what was paid. */
const GROSS: readonly string[] = ["Gross", "Brutto", "Avant commission", "Brut", "Bruto", "Lordo"];

export const paypal: readonly KnownExport[] = [
  {
    name: "PayPal activity",
    howTo: "Reports → Activity download → Completed payments, as CSV.",
    link: "https://www.paypal.com/us/cshelp/article/how-do-i-download-my-transaction-history-help145",
    knownBy: [
      GROSS,
      ["Fee", "Gebühr", "Entgelt", "Commission", "Tarifa", "Comisión", "Tariffa", "Kosten"],
      ["Net", "Netto", "Neto"],
      [
        "Transaction ID",
        "Transaktionscode",
        "Numéro de transaction",
        "Id. de transacción",
        "Codice transazione",
        "Transactiereferentie",
      ],
      SENDERS,
    ],
    customer: SENDERS,
    date: ["Date", "Datum", "Fecha", "Data"],
    orders: [],
    amounts: GROSS.map((column) => ({
      column,
      is: "order total",
    })),
    status: ["Status", "État", "Estado", "Stato"],
    sold: ["Completed", "Abgeschlossen", "Terminé", "Completado", "Completato", "Voltooid", "Partially Refunded"],
    notSold: [
      "Pending",
      "Denied",
      "Canceled",
      "Cancelled",
      "Reversed",
      "Removed",
      "Placed",
      "Expired",
      "Ausstehend",
      "Storniert",
    ],
    currency: ["Currency", "Währung", "Devise", "Divisa", "Valuta"],
    ignored: ["Balance Impact", "Balance", "Type"],
    counted: "The gross amount of each payment, before PayPal's fee.",
    notes: [
      "PayPal writes refunds, withdrawals and fees under your own address: they do not reduce what a customer spent",
    ],
  },
];
