import type { KnownExport } from "./known-export.js";

const LINK = "https://help.etsy.com/hc/en-us/articles/360000343508";

export const etsy: readonly KnownExport[] = [
  {
    name: "Etsy sold orders",
    howTo: "Settings → Options → Download data → Orders.",
    link: LINK,
    knownBy: ["Sale Date", "Order ID", "Order Value", "Order Total", "Order Net"],
    customer: ["Buyer User ID", "Buyer", "Full Name"],
    date: ["Sale Date"],
    orders: ["Order ID"],
    amounts: [
      { column: "Order Total", is: "order total" },
      { column: "Order Value", is: "order total" },
    ],
    status: ["Status"],
    currency: ["Currency"],
    counted: "The total of each order, with shipping and tax, before Etsy's fees.",
    notes: ["Etsy writes what an order came to after a refund under Adjusted Order Total, which is not counted"],
  },
  {
    name: "Etsy sold order items",
    howTo: "Settings → Options → Download data → Order items.",
    link: LINK,
    knownBy: ["Sale Date", "Item Name", "Buyer", "Item Total", "Order ID"],
    customer: ["Buyer User ID", "Buyer", "Ship Name"],
    date: ["Sale Date", "Date Paid"],
    orders: ["Order ID"],
    amounts: [
      { column: "Item Total", is: "line total" },
      { quantity: "Quantity", price: "Price" },
    ],
    currency: ["Currency"],
    counted: "The totals of all items of an order, without shipping and tax.",
  },
];
