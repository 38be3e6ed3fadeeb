/** The margins of a table of two rows and two columns. */
export interface Margins {
  readonly support: number;
  readonly top: number;
  readonly customers: number;
}

interface PValue {
  readonly p: number;
  readonly log10P: number;
}

/** n over k, factor by factor. */
function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let factor = 1; factor <= k; factor += 1) result = (result * BigInt(n - k + factor)) / BigInt(factor);
  return result;
}

/** The number of ways to come to each count. */
function waysOf({ support, top, customers }: Margins): Map<number, bigint> {
  const lowest = Math.max(0, support + top - customers);
  const ways = new Map<number, bigint>();
  let each = choose(support, lowest) * choose(customers - support, top - lowest);
  for (let count = lowest; count <= Math.min(support, top); count += 1) {
    ways.set(count, each);
    each = each * BigInt(support - count) * BigInt(top - count);
    each /= BigInt(count + 1) * BigInt(customers - support - top + count + 1);
  }
  return ways;
}

/** A fraction as a double, and its decimal logarithm; 64 bits at least are more than a double holds. */
function toPValue(part: bigint, whole: bigint): PValue {
  const shift = (whole.toString(16).length - part.toString(16).length) * 4 + 64;
  const scaled = Number((part << BigInt(shift)) / whole);
  const half = Math.floor(shift / 2);
  return { p: scaled / 2 ** half / 2 ** (shift - half), log10P: Math.log10(scaled) - shift * Math.log10(2) };
}

/** Sums up the ways to all counts that have as many or fewer ways; for some of the counts, or all of them. */
export function everyP(margins: Margins, counts?: readonly number[]): ReadonlyMap<number, PValue> {
  const ways = waysOf(margins);
  const all = [...ways.values()].reduce((sum, each) => sum + each, 0n);
  const asked = counts ?? [...ways.keys()];
  return new Map(
    asked.map((count) => {
      const own = ways.get(count) as bigint;
      const rare = [...ways.values()].reduce((sum, each) => (each <= own ? sum + each : sum), 0n);
      return [count, toPValue(rare, all)];
    }),
  );
}
