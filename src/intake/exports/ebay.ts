import type { KnownExport } from "./known-export.js";

export const ebay: readonly KnownExport[] = [
  {
    name: "eBay orders report",
    howTo: "Seller Hub → Orders → Download report → All orders.",
    link: "https://www.ebay.com/help/selling/selling-tools/seller-hub-reports?id=4096",
    knownBy: ["Sales Record Number", ["Buyer Username", "User Id"], "Sale Date", ["Total Price", "Sold For"]],
    customer: ["Buyer Username", "User Id", "Buyer Email", "Buyer Name", "Buyer Fullname"],
    date: ["Sale Date", "Paid On Date"],
    orders: ["Order Number", "Sales Record Number"],
    amounts: [
      { column: "Total Price", is: "order total" },
      { quantity: "Quantity", price: "Sold For" },
    ],
    counted: "The total price of each order, with shipping and tax.",
  },
  {
    name: "eBay transaction report",
    howTo: "Seller Hub → Payments → Reports → Transaction report.",
    link: "https://www.ebay.com/help/selling/selling-tools/seller-hub-reports?id=4096",
    knownBy: ["Transaction creation date", "Type", "Buyer username", "Gross transaction amount"],
    customer: ["Buyer username", "Buyer name"],
    date: ["Transaction creation date"],
    orders: ["Order number"],
    amounts: [{ column: "Gross transaction amount", is: "line total" }],
    status: ["Type"],
    sold: ["Order", "Refund", "Claim"],
    onlySold: true,
    currency: ["Transaction currency"],
    counted: "Orders before eBay's fees, with refunds as negative amounts; fees, labels and payouts are left out.",
  },
];
