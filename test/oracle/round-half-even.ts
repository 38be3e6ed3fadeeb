/** A double as an exact fraction: its 53 bits over a power of two. */
function toFraction(value: number): { numerator: bigint; denominator: bigint } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const exponent = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xf_ffff_ffff_ffffn;
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const shift = Math.max(exponent, 1) - 1075;
  const numerator = (word >> 63n === 1n ? -1n : 1n) * mantissa;
  return shift >= 0
    ? { numerator: numerator << BigInt(shift), denominator: 1n }
    : { numerator, denominator: 1n << BigInt(-shift) };
}

/** Rounds a finite double to so many places, half to even, in whole numbers only. */
export function roundExactly(value: number, places: number): number {
  const { numerator, denominator } = toFraction(value);
  const scaled = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(places);
  const [whole, rest] = [scaled / denominator, scaled % denominator];
  const half = rest * 2n - denominator;
  const rounded = half > 0n || (half === 0n && whole % 2n === 1n) ? whole + 1n : whole;
  const digits = String(rounded).padStart(places + 1, "0");
  const cut = digits.length - places;
  return Number(`${numerator < 0n ? "-" : ""}${digits.slice(0, cut)}.${digits.slice(cut)}`);
}
