import type { KnownExport } from "./known-export.js";

const OTHER_COLUMNS = ["Partial Refunds", "Event Type", "Gross Sales", "Total Collected", "Net Total", "Source"];
const CUSTOMER = ["Customer ID", "Customer Name", "Customer Reference ID"];

export const square: readonly KnownExport[] = [
  {
    name: "Square transactions",
    howTo: "Transactions → Export → Transactions CSV.",
    link: "https://squareup.com/help/us/en/article/5072-summaries-and-reports-from-the-online-square-dashboard",
    knownBy: ["Gross Sales", "Net Sales", "Total Collected", "Transaction ID"],
    customer: CUSTOMER,
    date: ["Date"],
    orders: ["Transaction ID"],
    amounts: [{ column: "Net Sales", is: "order total" }],
    ignored: OTHER_COLUMNS,
    counted:
      "The net sales of each transaction: after discounts, without tax, tips and gift cards; refunds are rows of their own.",
  },
  {
    name: "Square items",
    howTo: "Transactions → Export → Items Detail CSV.",
    link: "https://squareup.com/help/us/en/article/5072-summaries-and-reports-from-the-online-square-dashboard",
    knownBy: ["Item", "Qty", "Net Sales", "Transaction ID", "Price Point Name"],
    customer: CUSTOMER,
    date: ["Date"],
    orders: ["Transaction ID"],
    amounts: [{ column: "Net Sales", is: "line total" }],
    ignored: OTHER_COLUMNS,
    counted: "The net sales of all items of a transaction: after discounts, without tax and tips.",
  },
];
