import type { Rates } from "../../analysis/sales/sales.js";

/** The code of a currency as people write it, as `currencyCode` has it in SQL. */
export function codeOf(text: string): string {
  return text.trim().toUpperCase();
}

/** The currency with the rate 1. */
export function unitOf(rates: Rates | undefined): string | undefined {
  return rates && [...rates].find(([, rate]) => Number(rate) === 1)?.[0];
}
