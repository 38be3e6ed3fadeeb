import { attributeValue } from "./attribute-value.js";
import { bandOf, type Bands } from "./bands.js";

/** A number as people write it; Number() would take 0x10 for one too. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** An attribute's value as it is counted: the name of its band where the attribute has some. */
export function bandedValue(value: unknown, bands: Bands | undefined): string {
  const text = attributeValue(value);
  return bands !== undefined && NUMBER.test(text) ? bandOf(Number(text), bands) : text;
}
