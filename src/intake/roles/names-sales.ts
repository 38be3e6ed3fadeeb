import type { Column } from "../../sql/relation.js";
import { candidatesOf, columnsThatMean } from "./candidates.js";

/** True where headers name a customer, a date and an amount or a price, in any language that is known. */
export function namesSales(headers: readonly string[]): boolean {
  const columns = headers.map((name): Column => ({ name, kind: "text", type: "VARCHAR" }));
  const offers = (role: "customer" | "date" | "revenue"): boolean => candidatesOf(role, columns, undefined).length > 0;
  const hasPrice = (): boolean =>
    columnsThatMean("price", columns).length > 0 || columnsThatMean("unit price", columns).length > 0;
  return offers("customer") && offers("date") && (offers("revenue") || hasPrice());
}
