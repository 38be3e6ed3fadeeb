import type { KnownExport } from "./known-export.js";

const SOLD = ["completed", "processing", "shipped"];
const NOT_SOLD = ["pending", "pending payment", "on-hold", "cancelled", "failed", "checkout-draft", "draft", "trash"];

export const woocommerce: readonly KnownExport[] = [
  {
    name: "WooCommerce analytics of orders",
    howTo: "Analytics → Orders → Download.",
    link: "https://woocommerce.com/document/woocommerce-analytics/orders-report/",
    knownBy: [
      [
        "Order #",
        "Commande n°",
        "Bestellung #",
        "Bestellung Nr.",
        "Pedido n.º",
        "N.º de pedido",
        "Ordine n.",
        "Bestelling #",
      ],
      [
        "Customer type",
        "Type de client",
        "Kundentyp",
        "Tipo de cliente",
        "Tipo di cliente",
        "Tipo cliente",
        "Klanttype",
      ],
      [
        "Items sold",
        "Articles vendus",
        "Verkaufte Artikel",
        "Artículos vendidos",
        "Articoli venduti",
        "Verkochte artikelen",
      ],
    ],
    customer: ["Customer", "Client", "Kunde", "Cliente", "Klant"],
    date: ["Date", "Datum", "Fecha", "Data"],
    orders: [],
    amounts: [
      { column: "Net Sales", is: "order total" },
      { column: "N. Revenue", is: "order total" },
      { column: "Ventes nettes", is: "order total" },
      { column: "Nettoumsatz", is: "order total" },
      { column: "Ventas netas", is: "order total" },
      { column: "Vendite nette", is: "order total" },
      { column: "Netto-omzet", is: "order total" },
      { column: "N. Revenue (formatted)", is: "order total" },
    ],
    status: ["Status", "État", "Estado", "Stato"],
    sold: SOLD,
    notSold: [...NOT_SOLD, "refunded"],
    counted: "The net sales of each order: without tax and shipping.",
    notes: ["WooCommerce analytics know customers by name only: two people of one name are one customer"],
  },
  {
    name: "WooCommerce orders, by an export plugin",
    howTo:
      "WooCommerce → Export → Orders, with the plugin Customer/Order/Coupon Export or Order Export & Order Import.",
    link: "https://woocommerce.com/document/ordercustomer-csv-export/",
    knownBy: [["order_id", "order_number"], "order_total", ["billing_email", "customer_email"]],
    customer: ["billing_email", "customer_email", "customer_id", "customer_user"],
    date: ["order_date", "date", "date_created", "paid_date"],
    orders: ["order_id", "order_number"],
    amounts: [{ column: "order_total", is: "order total" }],
    status: ["status", "order_status"],
    sold: SOLD,
    notSold: NOT_SOLD,
    currency: ["order_currency", "currency"],
    refunded: ["refunded_total", "total_refunded", "order_refund_amount"],
    counted:
      "The total of each order, with tax and shipping, less what was refunded; further lines of an order add nothing.",
  },
  {
    name: "WooCommerce orders, by Advanced Order Export",
    howTo: "WooCommerce → Export Orders → Export, with the plugin Advanced Order Export.",
    link: "https://wordpress.org/plugins/woo-order-export-lite/",
    knownBy: [
      "Order Total Amount",
      ["Order Number", "Order ID"],
      "Order Date",
      ["Email (Billing)", "Customer User ID"],
    ],
    customer: ["Email (Billing)", "Customer User ID"],
    date: ["Order Date", "Paid Date"],
    orders: ["Order Number", "Order ID"],
    amounts: [{ column: "Order Total Amount", is: "order total" }],
    status: ["Order Status"],
    sold: SOLD,
    notSold: NOT_SOLD,
    currency: ["Order Currency", "Currency"],
    refunded: ["Order Refund Amount"],
    counted:
      "The total of each order, with tax and shipping, less what was refunded; further lines of an order add nothing.",
  },
];
