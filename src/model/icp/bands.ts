import { QuintileError } from "../../errors.js";
import { attributeValue } from "./attribute-value.js";

/** How a numeric attribute is parted into values: each band begins at its bound and ends before the next one. */
export interface Bands {
  /** Ascending. Numbers below the first have a band of their own, unless the bounds were fitted to the customers. */
  readonly bounds: readonly number[];
  /** All numbers of the attribute are whole, so that a band may be named by its last one: `11-50`. */
  readonly whole: boolean;
  /** The bounds come from the customers: whatever is below the first belongs to the first band. */
  readonly fitted: boolean;
}

/** The bands of several attributes, by their names. */
export type BandsByAttribute = Readonly<Record<string, Bands>>;

/** The bands of an attribute, which may have a name that every object knows, such as `constructor`. */
export function bandsOf(bands: BandsByAttribute, attribute: string): Bands | undefined {
  return Object.hasOwn(bands, attribute) ? bands[attribute] : undefined;
}

/** The names of bands, ascending; first the one below all bounds, where there is one. */
export function bandLabels({ bounds, whole, fitted }: Bands): readonly string[] {
  const named = bounds.map((low, index) => {
    const next = bounds[index + 1];
    if (next === undefined) return `${low}+`;
    if (!whole) return fitted && index === 0 ? `<${next}` : `${low} to <${next}`;
    if (low === next - 1) return String(low);
    return low < 0 ? `${low} to ${next - 1}` : `${low}-${next - 1}`; // -20--11 would be hard to read
  });
  return fitted ? named : [`below ${bounds[0]}`, ...named];
}

/** The name of the band that a number belongs to. Raises `USAGE` for NaN. */
export function bandOf(value: number, bands: Bands): string {
  if (Number.isNaN(value)) throw new QuintileError("USAGE", "NaN belongs to no band.");
  const reached = bands.bounds.filter((bound) => bound <= value).length;
  const position = bands.fitted ? Math.max(reached - 1, 0) : reached;
  return bandLabels(bands)[position] as string;
}

/** Bands of the bounds that a user gives. Raises `USAGE` unless they are numbers that rise. */
export function givenBands(bounds: readonly number[], whole = bounds.every(Number.isInteger)): Bands {
  const rises = bounds.every(
    (bound, index) => Number.isFinite(bound) && (index === 0 || bound > (bounds[index - 1] as number)),
  );
  if (bounds.length === 0 || !rises) {
    throw new QuintileError("USAGE", "The bounds of bands are numbers that rise, such as 1,11,51,201,501.");
  }
  return { bounds, whole, fitted: false };
}

/** A number as people write it; Number() would take 0x10 for one too. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** An attribute's value as it is counted: the name of its band where the attribute has some. */
export function bandedValue(value: unknown, bands: Bands | undefined): string {
  const text = attributeValue(value);
  return bands !== undefined && NUMBER.test(text) ? bandOf(Number(text), bands) : text;
}
