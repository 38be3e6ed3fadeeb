import type { KnownExport } from "./known-export.js";

export const bigcommerce: readonly KnownExport[] = [
  {
    name: "BigCommerce orders",
    howTo: "Orders → Export, with the default template.",
    link: "https://support.bigcommerce.com/s/article/Exporting-Orders",
    knownBy: [
      "Order ID",
      "Order Status",
      ["Order Total (inc tax)", "Order Total (ex tax)"],
      ["Customer Email", "Customer ID"],
    ],
    customer: ["Customer Email", "Customer ID", "Customer Name"],
    date: ["Order Date", "Date Created"],
    orders: ["Order ID"],
    amounts: [
      { column: "Order Total (inc tax)", is: "order total" },
      { column: "Order Total (ex tax)", is: "order total" },
    ],
    status: ["Order Status"],
    sold: [
      "Completed",
      "Shipped",
      "Partially Shipped",
      "Awaiting Fulfillment",
      "Awaiting Shipment",
      "Awaiting Pickup",
      "Partially Refunded",
    ],
    notSold: [
      "Incomplete",
      "Pending",
      "Awaiting Payment",
      "Cancelled",
      "Declined",
      "Refunded",
      "Manual Verification Required",
    ],
    currency: ["Order Currency Code"],
    refunded: ["Refunded Amount", "Refund Amount", "Total Refunded"],
    counted: "The total of each order, with tax and shipping, less what was refunded.",
  },
];
