import type { CustomersPage, ListedMovement } from "../results/customers.js";
import { countOf, formatAmount, formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** Renders a page of customers, and how to get the next. */
export function renderCustomers(page: CustomersPage, style: Style): string {
  const moved = page.movement === undefined ? "" : `${movementInWords(page.movement)}\n\n`;
  if (page.total === 0) return `${moved}No customer is like that.`;
  const table = renderTable(
    [
      { heading: "Customer" },
      { heading: "Recency", align: "right" },
      { heading: "Frequency", align: "right" },
      { heading: "Monetary", align: "right" },
      { heading: "Cell" },
      { heading: "Segment" },
    ],
    page.customers.map((customer) => [
      customer.customer_id,
      formatCount(customer.recency),
      formatCount(customer.frequency),
      formatAmount(customer.monetary),
      `${customer.R_score}${customer.F_score}${customer.M_score}`,
      customer.segment,
    ]),
    style,
  );
  const next = page.next === null ? "" : `\nThe next page: the same with --cursor ${page.next}`;
  return `${moved}${table}\n\n${countOf(page.customers.length, "customer")} of ${formatCount(page.total)}${next}`;
}

function movementInWords({ segment, direction, table, from, to, run }: ListedMovement): string {
  const who = `Customers who ${direction} ${segment}`;
  if (table === "customer_movement") return `${who} between ${from} and ${to}, by the movement that the store keeps`;
  return `${who} with run ${run}: as of ${to}, where the run before was as of ${from}`;
}
