import type { Mapping } from "../../analysis/sales/mapping.js";
import type { Try } from "../../errors.js";

/** All roles by name, as a user would give them, so that none of them is a guess any more. */
export function namesOf({ customer, date, revenue, order }: Omit<Mapping, "where">): Try["inputs"] {
  const named = { customer, date, revenue, ...(order === undefined ? {} : { order }) };
  return Object.fromEntries(
    Object.entries(named).map(([role, from]) => [role, from.kind === "column" ? from.column.name : from.text]),
  );
}
