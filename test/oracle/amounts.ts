import { plainNumber } from "./notations.js";

/** Ten-thousandths: the unit in which money is counted exactly. */
const UNITS = 10_000n;

const LARGEST = 10n ** 14n * UNITS;

/** Reads an amount in text as exact ten-thousandths, half away from zero; undefined for what is no amount. */
export function readAmount(text: string | null, mark: "." | "," = "."): bigint | undefined {
  if (text === null) return undefined;
  const plain = plainNumber(text, mark);
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(plain ?? "");
  if (!match) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return undefined;
  const units = roundedShift(BigInt(whole + fraction), Number(exponent) - fraction.length + 4);
  if (units === undefined || units > LARGEST) return undefined;
  return sign === "-" ? -units : units;
}

/** Writes exact ten-thousandths with four places. */
export function writeAmount(units: bigint): string {
  const size = units < 0n ? -units : units;
  return `${units < 0n ? "-" : ""}${size / UNITS}.${(size % UNITS).toString().padStart(4, "0")}`;
}

/** digits × 10^shift as a whole number, half away from zero; undefined when it is absurdly large. */
function roundedShift(digits: bigint, shift: number): bigint | undefined {
  if (digits === 0n) return 0n;
  if (shift > 60) return undefined;
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  if (shift < -400) return 0n;
  const divisor = 10n ** BigInt(-shift);
  return (digits * 2n + divisor) / (divisor * 2n);
}
