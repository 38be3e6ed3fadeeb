import { QuintileError } from "../../../errors.js";

/** A report with a group line and a subtotal per customer or month. */
export function groupedReport(what: string): QuintileError {
  return new QuintileError(
    "BAD_FILE",
    `${what} is a report with groups and subtotals, not a table with one sale per row.`,
    {
      hint: "Export the list of transactions instead: one row per sale, with the customer in each row and no totals.",
    },
  );
}
