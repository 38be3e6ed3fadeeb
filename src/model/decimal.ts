import { QuintileError } from "../errors.js";

/** Places of the finest exact decimal: amounts have 4, and a percentile between two of them one more. */
export const DECIMAL_PLACES = 5;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * An exact decimal as whole units of 1/100000.
 *
 * @param text digits with an optional leading minus and an optional point, such as `1506.0700`. More than five places
 *   are allowed only where the further ones are zero, since nothing is ever rounded here.
 * @throws QuintileError `USAGE` for any other text, exponents, signs and blanks included.
 */
export function toUnits(text: string): bigint {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  const kept = fraction.slice(0, DECIMAL_PLACES).padEnd(DECIMAL_PLACES, "0");
  if (whole === undefined || /[^0]/.test(fraction.slice(DECIMAL_PLACES))) {
    throw new QuintileError("USAGE", `An amount has digits and up to ${DECIMAL_PLACES} places, such as 1506.07.`);
  }
  const units = BigInt(whole + kept);
  return sign === "-" ? -units : units;
}

/**
 * Units of 1/100000 as decimal text, exact: trailing zeros are left off, but not below the given number of places.
 *
 * @param places the fewest places shown, 0 to 5; 4 (as amounts are carried) by default.
 */
export function fromUnits(units: bigint, places = 4): string {
  const digits = String(units < 0n ? -units : units).padStart(DECIMAL_PLACES + 1, "0");
  const whole = digits.slice(0, -DECIMAL_PLACES);
  const fraction = digits.slice(-DECIMAL_PLACES);
  const needed = fraction.replace(/0+$/, "").length;
  const shown = fraction.slice(0, Math.max(needed, places));
  return `${units < 0n ? "-" : ""}${whole}${shown === "" ? "" : `.${shown}`}`;
}
