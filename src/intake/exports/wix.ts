import type { KnownExport } from "./known-export.js";

export const wix: readonly KnownExport[] = [
  {
    name: "Wix orders",
    howTo: "Orders → More Actions → Export, with a row for each item.",
    link: "https://support.wix.com/en/article/wix-stores-exporting-order-information",
    knownBy: ["Order number", "Date created", "Contact email", "Payment status", "Total"],
    customer: ["Contact email", "Billing name", "Recipient name"],
    date: ["Date created"],
    orders: ["Order number"],
    amounts: [{ column: "Total", is: "order total" }],
    status: ["Payment status"],
    sold: ["Paid", "Partially paid", "Partially refunded"],
    notSold: ["Unpaid", "Not paid", "Pending", "Canceled"],
    currency: ["Currency"],
    refunded: ["Refunded amount"],
    ignored: ["Net amount", "Total tax", "Fulfillment status"],
    counted:
      "The total of each order, with tax and shipping, less what was refunded; further items of an order add nothing.",
  },
];
