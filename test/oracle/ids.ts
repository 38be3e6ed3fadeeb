/** True for a whole number in canonical form: only a leading minus, no leading zeros, at most 18 digits. */
export function isWholeNumber(id: string): boolean {
  if (id === "0") return true;
  const digits = id.startsWith("-") ? id.slice(1) : id;
  return /^[1-9]\d*$/.test(digits) && digits.length <= 18;
}

/** True where there is nobody: null, empty, or only white space. */
export function isMissing(id: string | null): boolean {
  return id === null || /^[\s\p{Z}]*$/u.test(id);
}

/** Ids in the order in which ties are broken: numbers as numbers, text by code point. */
export function sortIds(ids: readonly string[], areNumbers: boolean): string[] {
  return ids.toSorted((a, b) => (areNumbers ? compare(BigInt(a), BigInt(b)) : compareByCodePoint(a, b)));
}

/** The order of texts by code point. */
export function compareByCodePoint(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) as number);
  const right = Array.from(b, (character) => character.codePointAt(0) as number);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    if (left[index] !== right[index]) return (left[index] as number) - (right[index] as number);
  }
  return left.length - right.length;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
