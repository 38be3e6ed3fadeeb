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
  return Number(mayBeTie(value, places) && isOdd(rounded) ? withoutLastDigit(value.toFixed(places + 1)) : rounded);
}

/**
 * A value halfway between two decimals of so many places is a whole number of 2^-(places + 1). Such a number has at most
 * one place more, and it is 5 in a tie or 0 where nothing is to be rounded: it can be left off either way.
 */
function mayBeTie(value: number, places: number): boolean {
  return Number.isInteger(value * 2 ** (places + 1));
}

function isOdd(digits: string): boolean {
  return Number(digits.at(-1)) % 2 === 1;
}

function withoutLastDigit(digits: string): string {
  return digits.slice(0, -1);
}
