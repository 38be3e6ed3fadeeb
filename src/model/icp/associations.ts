import { cramersV } from "../statistics/cramers-v.js";

/** Two attributes that say nearly the same of every customer. */
export interface SameInformation {
  /** The names of the attributes. */
  readonly dimensions: readonly [string, string];
  /** Bias-corrected Cramér's V, 0 to 1, two decimals. */
  readonly association: number;
}

/** Among fewer customers than this, attributes go together by chance. */
const FEWEST = 30;

/** From this association on an attribute restates another one. */
const SAME = 0.9;

/**
 * Pairs of attributes that carry the same information. `pairs` holds how often two values occur together, without those that are
 * unknown: customers without attributes would look like an association.
 */
export function sameInformation(
  pairs: readonly { readonly dimensions: readonly [string, string]; readonly table: readonly (readonly number[])[] }[],
): SameInformation[] {
  return pairs
    .map(({ dimensions, table }) => ({ dimensions, association: associationIn(table) }))
    .filter(({ association }) => association >= SAME);
}

/** Bias-corrected Cramér's V, two decimals; 0 where too few customers are known. */
function associationIn(table: readonly (readonly number[])[]): number {
  const customers = table.flat().reduce((sum, count) => sum + count, 0);
  return customers < FEWEST ? 0 : Math.round(cramersV(table) * 100) / 100;
}
