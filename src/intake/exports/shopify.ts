import type { KnownExport } from "./known-export.js";

export const shopify: readonly KnownExport[] = [
  {
    name: "Shopify orders",
    howTo: "Orders → Export → All orders, as a plain CSV file.",
    link: "https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders",
    knownBy: ["Financial Status", "Lineitem quantity", "Created at"],
    customer: ["Email", "Billing Name", "Shipping Name"],
    date: ["Created at", "Paid at"],
    orders: ["Name", "Id", "Order ID"],
    amounts: [
      { column: "Total", is: "order total" },
      { quantity: "Lineitem quantity", price: "Lineitem price" },
    ],
    status: ["Financial Status"],
    sold: ["paid", "partially_paid", "partially_refunded"],
    notSold: ["pending", "voided", "expired"],
    currency: ["Currency"],
    refunded: ["Refunded Amount", "Amount Refunded"],
    ignored: ["Fulfillment Status", "Lineitem fulfillment status", "Outstanding Balance"],
    counted:
      "The total of each order, with tax and shipping, less what was refunded; further lines of an order add nothing.",
  },
];
