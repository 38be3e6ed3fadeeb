import type { Decisions } from "../../analysis/sales/decided-sales.js";
import type { ExportWords } from "../../analysis/sales/sale-meanings.js";
import { inputName, QuintileError, type Try } from "../../errors.js";
import {
  flagMeaning,
  isRefundRow,
  isRefundWord,
  isUnsoldHeader,
  stageOf,
  statusMeaning,
  type StatusMeaning,
  wordsAlone,
} from "../roles/known-statuses.js";
import { plainHeader } from "../roles/plain-header.js";
import {
  type Counted,
  countWords,
  listCounted,
  MOST_ANSWERS,
  MOST_VALUES,
  rowCount,
  moneyIn,
  rowsIn,
  type WordCount,
} from "./words.js";

/** From this share of the money on, words that nobody knows are a question. */
const TELLING_SHARE = 0.05;

/** A column of statuses, and what its words may mean. */
export interface StatusColumn {
  readonly name: string;
  readonly guessed: boolean;
  /** The words that were given as those of sales; undefined where none were. */
  readonly sold: readonly string[] | undefined;
  /** Undefined where the export is not known. */
  readonly known: ExportWords | undefined;
  /** True where another column says what was paid back. */
  readonly hasRefunds: boolean;
  /** The source, as messages name it. */
  readonly source: string;
}

/** What was decided about a column, in sentences too; `taken` is false where it says nothing. */
export interface StatusDecision {
  readonly taken: boolean;
  readonly statuses: Decisions["statuses"];
  /** Statuses of rows that count only where something was paid back of them. */
  readonly refundWords: readonly string[];
  readonly account: readonly string[];
}

const NOT_TAKEN: StatusDecision = { taken: false, statuses: undefined, refundWords: [], account: [] };

/**
 * Which statuses say that something was sold. Raises `AMBIGUOUS_COLUMN`, a question, where unknown words bear on much of the money, and
 * `USAGE` where the given words do not occur.
 */
export function decideStatus(column: StatusColumn, counts: readonly WordCount[]): StatusDecision {
  const words = countWords(counts, ({ status }) => status);
  const blank = counts.filter(({ status, isUsed }) => status === null && isUsed);
  if (column.sold !== undefined) return givenStatuses(column, column.sold, words, blank);
  if (column.guessed && words.length > MOST_VALUES) return NOT_TAKEN;
  const [only] = words;
  if (only === undefined) return NOT_TAKEN;
  if (column.guessed && words.length === 1 && counts.every(({ status }) => status !== null)) {
    const account =
      meaningsOf(column, words, counts)(only.word) === "sold"
        ? []
        : [`Every row has "${only.word.slice(0, 40)}" in "${column.name}", so that it leaves out none.`];
    return { ...NOT_TAKEN, account };
  }
  const meaning = meaningsOf(column, words, counts);
  const unsold = words.filter(({ word }) => meaning(word) === "not sold");
  const unknown = words.filter(({ word }) => meaning(word) === "unknown");
  if (unknown.length > 0) requireLittleMoney(column, counts, words, unknown, meaning);
  const refundWords = column.hasRefunds ? words.map(({ word }) => word).filter(isRefundWord) : [];
  return {
    taken: true,
    statuses: { are: "not sold", words: unsold.map(({ word }) => word) },
    refundWords,
    account: [
      ...leftOut(column, unsold),
      ...(unknown.length === 0 ? [] : [`Not known, and counted as sold by "${column.name}": ${listCounted(unknown)}.`]),
      ...blankRows(column, blank),
    ],
  };
}

function givenStatuses(
  column: StatusColumn,
  sold: readonly string[],
  words: readonly Counted[],
  blank: readonly WordCount[],
): StatusDecision {
  const given = new Map(sold.map((word) => [plainHeader(word), word]));
  const counted = words.filter(({ word }) => given.has(plainHeader(word)));
  const found = new Set(counted.map(({ word }) => plainHeader(word)));
  const absent = [...given].filter(([plain]) => !found.has(plain)).map(([, word]) => word);
  if (counted.length === 0) {
    throw new QuintileError(
      "USAGE",
      `No row of ${column.source} has one of these statuses in "${column.name}": ${sold.join(", ")}.`,
      {
        hint: `Statuses there: ${listCounted(words)}.`,
      },
    );
  }
  const others = words.filter(({ word }) => !given.has(plainHeader(word)));
  return {
    taken: true,
    statuses: { are: "sold", words: counted.map(({ word }) => word) },
    refundWords: [],
    account: [
      ...leftOut(column, others),
      ...(absent.length === 0 ? [] : [`No row has ${absent.join(", ")} in "${column.name}".`]),
      ...blankRows(column, blank),
    ],
  };
}

function leftOut({ name }: StatusColumn, words: readonly Counted[]): string[] {
  return words.length === 0 ? [] : [`Not sold by "${name}", and left out: ${listCounted(words)}.`];
}

function blankRows({ name }: StatusColumn, blank: readonly WordCount[]): string[] {
  return blank.length === 0 ? [] : [`${rowCount(rowsIn(blank))} without "${name}" count as sold.`];
}

/** What each word says: as the vendor's file has it, as the words beside it make clear, or as the word is known. */
function meaningsOf(
  { name, known, hasRefunds }: StatusColumn,
  words: readonly Counted[],
  counts: readonly WordCount[],
): (word: string) => StatusMeaning {
  const paid = new Set(counts.flatMap(({ status, isUsed, isNegative }) => (isUsed && !isNegative ? [status] : [])));
  const alone = wordsAlone(words.map(({ word }) => word));
  if (isUnsoldHeader(name) && words.every(({ word }) => flagMeaning(word) !== "unknown")) return flagMeaning;
  return (word) => {
    if (isListed(known?.sold, word)) return "sold";
    if (hasRefunds && isRefundWord(word)) return "sold";
    if (known?.onlySold === true)
      return known.sold.some((each) => plainHeader(each) === stageOf(word)) ? "sold" : "not sold";
    if (isListed(known?.notSold, word)) return "not sold";
    if (alone !== undefined) return alone.has(plainHeader(word)) ? "sold" : "not sold";
    if (isRefundRow(word) && !paid.has(word)) return "sold";
    return statusMeaning(word);
  };
}

function isListed(listed: readonly string[] | undefined, word: string): boolean {
  return listed?.some((each) => plainHeader(each) === plainHeader(word)) === true;
}

function requireLittleMoney(
  column: StatusColumn,
  counts: readonly WordCount[],
  words: readonly Counted[],
  unknown: readonly Counted[],
  meaning: (word: string) => StatusMeaning,
): void {
  const { name } = column;
  const isUnknown = new Set(unknown.map(({ word }) => word));
  const used = counts.filter(({ status, isUsed }) => isUsed && (status === null || meaning(status) !== "not sold"));
  const inDoubt = moneyIn(used.filter(({ status }) => status !== null && isUnknown.has(status)));
  if (inDoubt === 0 || inDoubt < TELLING_SHARE * moneyIn(used)) return;
  const share = Math.round((100 * inDoubt) / moneyIn(used));
  const sold = words.filter(({ word }) => meaning(word) === "sold").map(({ word }) => word);
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Nobody knows whether rows with these statuses in "${name}" of ${column.source} were sold: ${listCounted(unknown)}; they have ${share} % of the money. Statuses there: ${listCounted(words)}.`,
    {
      hint: `Say which of them were sold with ${inputName("sold")}.`,
      tries: triesFor(
        column,
        sold,
        unknown.map(({ word }) => word),
      ),
    },
  );
}

function triesFor({ name, guessed }: StatusColumn, sold: readonly string[], unknown: readonly string[]): Try[] {
  const column = guessed ? {} : { status: name };
  const only = (words: readonly string[]): Try => ({
    inputs: { ...column, sold: words.join(",") },
    means: `only ${words.join(", ")} ${words.length === 1 ? "was" : "were"} sold`,
  });
  const all: Try = { inputs: { status: "none" }, means: "all rows were sold" };
  if (sold.length > 0) return [only(sold), only([...sold, ...unknown]), all].slice(0, MOST_ANSWERS);
  return [all, ...unknown.map((word) => only([word]))].slice(0, MOST_ANSWERS);
}
