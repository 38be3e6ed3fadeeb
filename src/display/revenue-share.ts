import type { DisplayFormat } from "./display-format.js";

/** A part of all revenue, as a summary holds it. */
interface PartOfRevenue {
  readonly revenue: number;
  readonly share_revenue: number;
}

/**
 * True where a share of revenue says something. It does not where refunds outweigh sales: of a sum that is not above zero,
 * or outside of 0 to 1, as where one segment earned 40 times what is left after the refunds of another.
 */
export function isShareOfRevenue({ revenue, share_revenue }: PartOfRevenue): boolean {
  const isOfNothing = share_revenue === 0 && revenue !== 0;
  return !isOfNothing && share_revenue >= 0 && share_revenue <= 1;
}

/** A share of revenue; a dash where it says nothing, see {@link isShareOfRevenue}. */
export function revenueShare(part: PartOfRevenue, format: DisplayFormat): string {
  return format.share(isShareOfRevenue(part) ? part.share_revenue : null);
}
