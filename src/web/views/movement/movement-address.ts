import { apiAddress } from "../../api/request.js";

/** How far apart the two moments are. */
export const SPANS = [
  { value: "month", text: "Month" },
  { value: "quarter", text: "Quarter" },
  { value: "year", text: "Year" },
  { value: "dates", text: "Two dates" },
] as const;

export type Span = (typeof SPANS)[number]["value"];

/** What the address bar says of the moments: two dates where there are some, or else a span that ends at the snapshot. */
export interface Moments {
  readonly span: Span;
  /** ISO 8601; empty where the span tells it. */
  readonly from: string;
  /** ISO 8601; empty for the snapshot of the run. */
  readonly to: string;
}

/** The moments of a query of the address bar. */
export function momentsOf(query: URLSearchParams): Moments {
  const [from, to, named] = ["from", "to", "span"].map((name) => query.get(name) ?? "") as [string, string, string];
  const span = SPANS.find(({ value }) => value === named)?.value ?? "month";
  return from === "" ? { span: span === "dates" ? "month" : span, from, to } : { span: "dates", from, to };
}

/** The moments as the server's API takes them. A year has 365 days. */
export function momentParameters({ span, from, to }: Moments): Record<string, string> {
  if (span === "dates") return { from, to };
  return { every: span === "year" ? "365" : span, periods: "1", to };
}

/** Where the API tells the movement between two moments, with the counts from which the flows of any model follow. */
export function movementAddress(moments: Moments): string {
  return apiAddress("/movement", { ...momentParameters(moments), counts: "true" });
}

/** A flow as the API and the address bar name it, such as `Champions>At Risk`. */
export function nameOfFlow(from: string | null, to: string | null): string {
  return `${from ?? "new"}>${to ?? ""}`;
}
