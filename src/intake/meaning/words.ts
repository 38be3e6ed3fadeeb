/** Rows that have the same words, and are the same before anything is decided. */
export interface WordCount {
  /** The status as it stands; null where there is none. */
  readonly status: string | null;
  /** The currency as it stands; null where there is none. */
  readonly currency: string | null;
  readonly rows: number;
  /** The sum of their absolute amounts, roughly. */
  readonly money: number;
  /** True where they count, unless status or currency say otherwise. */
  readonly isUsed: boolean;
  /** True where the amounts are negative. */
  readonly isNegative: boolean;
}

/** A word with the rows that have it. */
export interface Counted {
  readonly word: string;
  readonly rows: number;
  readonly money: number;
}

/** A question offers no more answers than a person reads. */
export const MOST_ANSWERS = 3;

/** More values than that are no statuses and no currencies. */
export const MOST_VALUES = 50;

/** Words are shown up to so many letters. */
const LONGEST = 40;

/** The words of some rows with their counts, those with most rows first. */
export function countWords(counts: readonly WordCount[], wordOf: (count: WordCount) => string | null): Counted[] {
  const found = new Map<string, Counted>();
  for (const count of counts) {
    const word = wordOf(count);
    if (word === null) continue;
    const { rows, money } = found.get(word) ?? { rows: 0, money: 0 };
    found.set(word, { word, rows: rows + count.rows, money: money + count.money });
  }
  return [...found.values()].toSorted((one, other) => other.rows - one.rows || (one.word < other.word ? -1 : 1));
}

/** Words with their counts, for a message: `cancelled (12), failed (3)`. */
export function listCounted(words: readonly Pick<Counted, "word" | "rows">[]): string {
  const shown = words.slice(0, MOST_VALUES).map(({ word, rows }) => `${word.slice(0, LONGEST)} (${rows})`);
  return [...shown, ...(words.length > MOST_VALUES ? ["…"] : [])].join(", ");
}

/** All rows of some counts. */
export function rowsIn(counts: readonly { readonly rows: number }[]): number {
  return counts.reduce((total, { rows }) => total + rows, 0);
}

/** The money of some counts, roughly. */
export function moneyIn(counts: readonly { readonly money: number }[]): number {
  return counts.reduce((total, { money }) => total + money, 0);
}

/** What share of the rows or of the money some counts have of others, whichever is more: 0 to 1. */
export function shareOf(
  some: readonly Pick<WordCount, "rows" | "money">[],
  all: readonly Pick<WordCount, "rows" | "money">[],
): number {
  return Math.max(part(rowsIn(some), rowsIn(all)), part(moneyIn(some), moneyIn(all)));
}

function part(some: number, all: number): number {
  return all === 0 ? 0 : some / all;
}

/** `1 row`, `2 rows`. */
export function rowCount(rows: number): string {
  return `${rows} ${rows === 1 ? "row" : "rows"}`;
}
