/** Significant digits that a double always keeps. */
const EXACT_DIGITS = 15;
const LARGEST_EXPONENT = 400;

/**
 * A number as a workbook writes it, in plain decimal notation: `1.2E+3` is `1200`, `101.0` is `101`. Programs write a double with
 * 17 digits, so that 19.99 becomes `19.989999999999998`; such a fraction is the shortest number that is the same double. Whole
 * numbers keep every digit. Undefined for what is no number.
 */
export function exactNumber(text: string): string | undefined {
  const parts = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?\s*$/.exec(text);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts ?? [];
  if (parts === null || whole + fraction === "" || Math.abs(Number(exponent)) > LARGEST_EXPONENT) return undefined;
  const plain = shiftPoint(whole, fraction, Number(exponent));
  if (plain.fraction !== "" && significantDigits(plain.whole + plain.fraction) > EXACT_DIGITS) {
    const shortest = String(Number(text));
    if (shortest !== text.trim()) return exactNumber(shortest);
  }
  const unsigned = plain.fraction === "" ? plain.whole : `${plain.whole}.${plain.fraction}`;
  return sign === "-" && unsigned !== "0" ? `-${unsigned}` : unsigned;
}

function shiftPoint(whole: string, fraction: string, exponent: number): { whole: string; fraction: string } {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const before = point <= 0 ? "" : digits.slice(0, point).padEnd(point, "0");
  const after = point <= 0 ? "0".repeat(-point) + digits : digits.slice(point);
  return { whole: before.replace(/^0+/, "") || "0", fraction: after.replace(/0+$/, "") };
}

function significantDigits(digits: string): number {
  return digits.replace(/^0+/, "").length;
}
