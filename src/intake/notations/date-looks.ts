import { countPattern, type DateCount, nameOfCount } from "../../sql/dates/date-counts.js";
import { inPlainLetters } from "../../sql/dates/plain-letters.js";
import type { Candidate } from "./date-profile.js";
import { likelySpellings } from "./date-spellings.js";

/** Numbers that may stand for moments: seconds and the like since 1970, and the day numbers of spreadsheets. */
const COUNTS: readonly DateCount[] = [
  { unit: "seconds", since: "1970-01-01" },
  { unit: "milliseconds", since: "1970-01-01" },
  { unit: "microseconds", since: "1970-01-01" },
  { unit: "days", since: "1899-12-30" },
];

const COUNTED: readonly Candidate[] = COUNTS.map((count) => ({
  format: nameOfCount(count),
  pattern: countPattern(count),
}));

/** Numbers that are too small to be dates: they may count days from a start that only their owner knows. */
const SMALL_NUMBER = String.raw`\s*[0-9]{1,5}([.,]0*)?\s*`;

/**
 * The known readings that at least a share of some texts may fit, by how they look: whether such a day exists is for the engine to say.
 * There are far fewer looks of parts than ways to put parts together, so those are tried first.
 */
export function likelyCandidates(texts: readonly string[], share: number): Candidate[] {
  const plain = texts.map(inPlainLetters);
  const least = Math.max(1, plain.length * share);
  const known = new Map<string, boolean>();
  const isLikely = (pattern: string): boolean => {
    const found = known.get(pattern) ?? countFitting(plain, pattern) >= least;
    known.set(pattern, found);
    return found;
  };
  return [...likelySpellings(isLikely), ...COUNTED].filter(({ pattern }) => isLikely(pattern));
}

/** Whether all of some texts are small numbers. */
export function areSmallNumbers(texts: readonly string[]): boolean {
  return texts.length > 0 && countFitting(texts, SMALL_NUMBER) === texts.length;
}

function countFitting(texts: readonly string[], pattern: string): number {
  const whole = new RegExp(`^(?:${pattern})$`);
  return texts.filter((text) => whole.test(text)).length;
}
