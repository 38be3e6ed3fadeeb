import { QuintileError } from "../../errors.js";
import { closestName } from "../closest-name.js";
import { attributeIn, type AttributeRecord } from "./attribute-value.js";
import { bandedValue, type Bands, bandsOf } from "./bands.js";
import { columnOfAttribute, DEFAULT_ATTRIBUTES } from "./attributes.js";
import { type Pattern, patternsFrom, type ValueCount } from "./patterns.js";

/** What {@link icpPatterns} may be told. */
export interface IcpPatternOptions {
  /** Attributes to compare. Default: `industry`, `employee_count`, `company_revenue`, and `region` read from `state_region`. */
  readonly dimensions?: readonly string[];
  /** How numbers of an attribute are parted into values. Default: every number is a value of its own. */
  readonly bands?: Readonly<Record<string, Bands>>;
}

/**
 * What sets top performers apart: for each attribute and value its share among them, its share among all, and the lift, with
 * an interval, Fisher's exact p and the Benjamini–Hochberg q over all values tested.
 *
 * Values of the same share are listed in the order of their first appearance among the top performers. Missing values are
 * "Unknown". Without top performers nothing is compared, and every list is empty.
 *
 * @param top records of top performers; each is among `all` too.
 * @param all records of all customers.
 * @throws QuintileError `USAGE` where the top performers are not among all, or no record has a dimension that was given.
 */
export function icpPatterns(
  top: readonly AttributeRecord[],
  all: readonly AttributeRecord[],
  { dimensions, bands = {} }: IcpPatternOptions = {},
): Record<string, Pattern> {
  const columns = new Set(all.flatMap((record) => Object.keys(record)));
  for (const attribute of dimensions ?? []) requireKnown(attribute, columns);
  const counts = Object.fromEntries(
    (dimensions ?? DEFAULT_ATTRIBUTES).map((attribute) => {
      const column = columnOfAttribute(attribute, columns);
      const read = (record: AttributeRecord): string =>
        bandedValue(attributeIn(record, column), bandsOf(bands, attribute));
      return [attribute, countValues(top.map(read), all.map(read))];
    }),
  );
  return patternsFrom(counts, { top: top.length, customers: all.length });
}

/** Of a dimension that no record has nothing can be said. Without any record nothing is compared, and every name will do. */
function requireKnown(attribute: string, columns: ReadonlySet<string>): void {
  if (columns.size === 0 || columns.has(columnOfAttribute(attribute, columns))) return;
  const closest = closestName(attribute, [...columns]);
  const suggestion = closest === undefined ? "" : `Did you mean "${closest}"? `;
  throw new QuintileError("USAGE", `No record has the dimension "${attribute}".`, {
    hint: `${suggestion}They have ${[...columns].join(", ")}.`,
  });
}

function countValues(top: readonly string[], all: readonly string[]): ValueCount[] {
  const counts = new Map<string, { count: number; support: number }>();
  const of = (value: string): { count: number; support: number } => {
    const found = counts.get(value) ?? { count: 0, support: 0 };
    counts.set(value, found);
    return found;
  };
  for (const value of top) of(value).count += 1;
  for (const value of all) of(value).support += 1;
  return [...counts].map(([value, count]) => ({ value, ...count }));
}
