import { QuintileError } from "../../errors.js";

/**
 * The value with so many decimal places, nearest first and ties to the even digit, decided on the exact binary value:
 * what Python's `round(value, places)` gives. 6.25 is a tie and becomes 6.2; 2.675 is a little less than it looks and
 * becomes 2.67. Infinite values and NaN are given back as they are.
 *
 * @param places a whole number from 0 to 20.
 * @throws QuintileError `USAGE` for any other number of places.
 */
export function roundHalfEven(value: number, places: number): number {
  if (!Number.isInteger(places) || places < 0 || places > 20) {
    throw new QuintileError("USAGE", `${places} decimal places were asked for; 0 to 20 can be had.`);
  }
  if (Number.isInteger(value)) return value;
  // toFixed is exact but for ties, which it takes away from zero.
  const rounded = value.toFixed(places);
  return Number(isTie(value, places) && isOdd(rounded) ? towardsZero(value, places) : rounded);
}

/** A value halfway between two decimals of so many places is a whole number of 2^-(places + 1), whose next digit is 5. */
function isTie(value: number, places: number): boolean {
  return Number.isInteger(value * 2 ** (places + 1)) && value.toFixed(places + 1).endsWith("5");
}

function isOdd(digits: string): boolean {
  return Number(digits.at(-1)) % 2 === 1;
}

/** Of a value that has exactly one place more. */
function towardsZero(value: number, places: number): string {
  return value.toFixed(places + 1).slice(0, -1);
}
