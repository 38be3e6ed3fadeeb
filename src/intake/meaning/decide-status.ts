import type { Decisions } from "../../analysis/sales/decided-sales.js";
import { type StatusFlag, UNFLAGGED, wordOfFlag } from "../../analysis/sales/mapping.js";
import type { ExportWords } from "../../analysis/sales/sale-meanings.js";
import { inputName, QuintileError, type Try } from "../../errors.js";
import type { AccountLine } from "./account-line.js";
import {
  flagHeader,
  flagMeaning,
  isAwaitingPayment,
  isOfInvoices,
  isRefundRow,
  isRefundWord,
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
  shareOf,
  type WordCount,
} from "./words.js";

/** From this share of the money on, words that nobody knows are a question. */
const TELLING_SHARE = 0.05;

/** A column of statuses, and what its words may mean. */
export interface StatusColumn {
  readonly name: string;
  readonly guessed: boolean;
  /** Columns that say of single rows that they were no sales, before the status does. */
  readonly flags: readonly StatusFlag[];
  /** True where no column of statuses stands beside them. */
  readonly areFlagsAlone: boolean;
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
  readonly account: readonly AccountLine[];
}

const NOT_TAKEN: StatusDecision = { taken: false, statuses: undefined, refundWords: [], account: [] };

/**
 * Which statuses say that something was sold. Raises `AMBIGUOUS_COLUMN`, a question, where unknown words bear on much of the money, and
 * `USAGE` where the given words do not occur.
 */
export function decideStatus(column: StatusColumn, counts: readonly WordCount[]): StatusDecision {
  const words = countWords(counts, ({ status }) => status);
  if (column.sold !== undefined) return givenStatuses(column, column.sold, counts);
  if (column.guessed && words.length > MOST_VALUES) return NOT_TAKEN;
  const [only] = words;
  if (only === undefined) return NOT_TAKEN;
  if (column.guessed && words.length === 1 && counts.every(({ status }) => status !== null)) {
    const account =
      meaningsOf(column, words, counts)(only.word) === "sold"
        ? []
        : [
            {
              text: `Every row has "${only.word.slice(0, 40)}" in "${column.name}", so that it leaves out none.`,
              share: 1,
            },
          ];
    return { ...NOT_TAKEN, account };
  }
  const meaning = meaningsOf(column, words, counts);
  const unsold = words.filter(({ word }) => meaning(word) === "not sold");
  const unknown = words.filter(({ word }) => meaning(word) === "unknown");
  if (unknown.length > 0) requireLittleMoney(column, counts, words, unknown, meaning);
  const refundWords = column.hasRefunds
    ? words.map(({ word }) => word).filter((word) => isRefundWord(flagOf(column, word)?.column.name ?? word))
    : [];
  return {
    taken: true,
    statuses: { are: "not sold", words: unsold.map(({ word }) => word) },
    refundWords,
    account: [
      ...about(unsold, counts, `Not sold by "${column.name}", and left out: ${listCounted(unsold)}.`),
      ...about(unknown, counts, `Not known, and counted as sold by "${column.name}": ${listCounted(unknown)}.`),
      ...blankRows(column, blankOf(counts), counts),
    ],
  };
}

function givenStatuses(column: StatusColumn, sold: readonly string[], counts: readonly WordCount[]): StatusDecision {
  const words = countWords(counts, ({ status }) => status);
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
      ...about(others, counts, `Not sold by "${column.name}", and left out: ${listCounted(others)}.`),
      ...(absent.length === 0 ? [] : [{ text: `No row has ${absent.join(", ")} in "${column.name}".`, share: 0 }]),
      ...blankRows(column, blankOf(counts), counts),
    ],
  };
}

/** Rows without a status that would count otherwise. */
function blankOf(counts: readonly WordCount[]): readonly WordCount[] {
  return counts.filter(({ status, isUsed }) => status === null && isUsed);
}

/** A sentence about some words, told where there are any. */
function about(words: readonly Counted[], counts: readonly WordCount[], text: string): AccountLine[] {
  return words.length === 0 ? [] : [{ text, share: shareOf(words, counts) }];
}

function blankRows({ name }: StatusColumn, blank: readonly WordCount[], counts: readonly WordCount[]): AccountLine[] {
  if (blank.length === 0) return [];
  return [{ text: `${rowCount(rowsIn(blank))} without "${name}" count as sold.`, share: shareOf(blank, counts) }];
}

/** What each word says: as the vendor's file has it, as the words beside it make clear, or as the word is known. */
function meaningsOf(
  column: StatusColumn,
  words: readonly Counted[],
  counts: readonly WordCount[],
): (word: string) => StatusMeaning {
  const { name, known, hasRefunds } = column;
  const paid = new Set(counts.flatMap(({ status, isUsed, isNegative }) => (isUsed && !isNegative ? [status] : [])));
  const alone = wordsAlone(words.map(({ word }) => word));
  const areInvoices = words.some(({ word }) => isOfInvoices(word));
  const header = flagHeader(name);
  if (
    !column.areFlagsAlone &&
    header !== undefined &&
    words.every(({ word }) => flagMeaning(word, header) !== "unknown")
  )
    return (word) => flagMeaning(word, header);
  return (word) => {
    const flag = flagOf(column, word);
    if (word === UNFLAGGED && column.areFlagsAlone) return "sold";
    if (flag !== undefined) return meaningOfFlag(flag, word, hasRefunds);
    if (isListed(known?.sold, word)) return "sold";
    if (hasRefunds && isRefundWord(word)) return "sold";
    if (known?.onlySold === true)
      return known.sold.some((each) => plainHeader(each) === stageOf(word)) ? "sold" : "not sold";
    if (isListed(known?.notSold, word)) return "not sold";
    if (alone !== undefined) return alone.has(plainHeader(word)) ? "sold" : "not sold";
    if (isRefundRow(word) && !paid.has(word)) return "sold";
    if (areInvoices && isAwaitingPayment(word)) return "unknown";
    return statusMeaning(word);
  };
}

/** The flag that a word is of; undefined for a status. */
function flagOf({ flags }: StatusColumn, word: string): StatusFlag | undefined {
  return flags.find((flag) => (flag.isMoment ? word === wordOfFlag(flag) : word.startsWith(wordOfFlag(flag))));
}

function meaningOfFlag(flag: StatusFlag, word: string, hasRefunds: boolean): StatusMeaning {
  const { name } = flag.column;
  if (flag.isMoment) return "not sold";
  if (hasRefunds && isRefundWord(name)) return "sold";
  return flagMeaning(word.slice(wordOfFlag(flag).length), flagHeader(name) ?? "not sold");
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
        sold.length + unknown.length < words.length,
      ),
    },
  );
}

function triesFor(
  { name, guessed }: StatusColumn,
  sold: readonly string[],
  unknown: readonly string[],
  hasUnsold: boolean,
): Try[] {
  const column = guessed ? {} : { status: name };
  const only = (words: readonly string[]): Try => ({
    inputs: { ...column, sold: words.join(",") },
    means: `only ${words.join(", ")} ${words.length === 1 ? "was" : "were"} sold`,
  });
  const all: Try = { inputs: { status: "none" }, means: "all rows were sold" };
  if (sold.length > 0) return [only(sold), only([...sold, ...unknown]), all].slice(0, MOST_ANSWERS);
  const each = unknown.map((word) => only([word]));
  // All that are not known, without those that are known for no sales.
  const others = hasUnsold && unknown.length > 1 ? [only(unknown)] : [];
  return (hasUnsold ? [...others, ...each, all] : [all, ...each]).slice(0, MOST_ANSWERS);
}
