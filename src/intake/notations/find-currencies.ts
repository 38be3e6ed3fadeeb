import { literal, identifier, sql } from "../../sql/fragment.js";
import { both, CURRENCY_WORDS, currenciesOf, wordsIn } from "../../sql/numbers/currencies.js";
import { NUMBER_CHARACTERS } from "../../sql/numbers/patterns.js";
import type { NumberColumn } from "./number-column.js";

/** A currency that stands beside numbers. */
export interface FoundCurrency {
  /** How it is written most often: `€`, `EUR`. */
  readonly word: string;
  /** All words that stand for it, each with and without a point behind. */
  readonly words: readonly string[];
  /** How many values it stands beside. */
  readonly count: number;
}

/** More ways to write beside a number than that are no currencies. */
const MOST_WORDS = 50;

/** The currencies that stand beside the numbers of a column, the commonest first. `€` and `EUR` are one, `$` is any dollar. */
export async function findCurrencies({
  values,
  database,
}: Pick<NumberColumn, "values" | "database">): Promise<FoundCurrency[]> {
  const { dialect } = database;
  const value = identifier("value");
  const isNumber = sql`coalesce(${dialect.numberText(value, { decimal: ".", currencies: CURRENCY_WORDS })}, ${dialect.numberText(value, { decimal: ",", currencies: CURRENCY_WORDS })}) IS NOT NULL`;
  const rows = await database.query(sql`SELECT word, count(*) AS count FROM (
    SELECT ${dialect.replaced(value, NUMBER_CHARACTERS, "")} AS word FROM (${values}) AS texts WHERE ${isNumber}) AS words
    WHERE word <> '' GROUP BY word ORDER BY count(*) DESC, word LIMIT ${literal(MOST_WORDS)}`);
  const found: (FoundCurrency & { readonly codes: ReadonlySet<string> })[] = [];
  // Engines sort text in different ways.
  const counted = rows.map((row) => ({ word: String(row["word"]), count: Number(row["count"]) }));
  for (const { word, count } of counted.toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))) {
    const words = wordsIn(word);
    if (words === undefined) continue;
    const codes = currenciesOf(words);
    const same = found.find((each) => both(each.codes, codes).size > 0);
    if (same === undefined) found.push({ word, words, count, codes });
    else {
      const all = [...new Set([...same.words, ...words])].toSorted(longestFirst);
      found[found.indexOf(same)] = {
        word: same.word,
        words: all,
        count: same.count + count,
        codes: both(same.codes, codes),
      };
    }
  }
  return found.map((each) => ({ word: each.word, words: each.words, count: each.count }));
}

function longestFirst(one: string, other: string): number {
  return other.length - one.length || (one < other ? -1 : 1);
}
