import type { NumberRule, SaleRules } from "../../analysis/sales/sales.js";
import { inputName, QuintileError } from "../../errors.js";
import type { DecimalMark, NumberNotation } from "../../sql/dialect.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import { countNotations, findNotation, type NotationCounts, type NotationFound, verdictOf } from "./find-notation.js";
import { CURRENCY_WORDS } from "../../sql/numbers/currencies.js";
import type { NumberColumn } from "./number-column.js";
import { findCurrencies, type FoundCurrency } from "./find-currencies.js";
import type { SaleColumn } from "./sale-column.js";

const SAMPLE_ROWS = 1000;

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** Numbers as programs write them. */
const PLAIN: NumberRule = { notation: { decimal: ".", currencies: [] }, suspects: [] };

/**
 * A first idea of how amounts are written, from the start of the source: the fastest notation that reads what is there. Where the
 * start does not tell, all values do. Raises what {@link requireNotation} does.
 */
export async function firstNotation(
  amounts: SaleColumn,
  given: DecimalMark | undefined = amounts.decimal,
): Promise<NumberRule> {
  if (amounts.kind !== "text") return PLAIN;
  const first = { values: firstValues(amounts), database: amounts.database };
  if (given !== "," && (await showPoint(first))) return { ...PLAIN, suspects: suspectsOf(given) };
  const plain = await countNotations(first, []);
  const counts = plain.either === plain.filled ? plain : await countNotations(first);
  const currencies = counts.withCurrency > 0 ? await findCurrencies(first) : [];
  const [currency] = currencies;
  const notation =
    currencies.length > 1 ? undefined : fastNotation(counts, given, currency === undefined ? [] : currency.words);
  return notation === undefined ? provedNotation(amounts, given) : { notation, suspects: suspectsOf(given) };
}

/** Numbers with nothing but digits, a sign and a point. */
const POINT_ALONE = "[+-]?[0-9]+(?:[.][0-9]+)?";
/** Those of them whose point groups no thousands. */
const POINT_SHOWN = "[+-]?(?:0[0-9]*[.][0-9]+|[0-9]{4,}[.][0-9]+|[0-9]+[.](?:[0-9]{1,2}|[0-9]{4,}))";

/** Whether all of some values are numbers as programs write them, and any shows that its point is a decimal mark: most files are so. */
async function showPoint({ values, database }: Pick<NumberColumn, "values" | "database">): Promise<boolean> {
  const { dialect } = database;
  const value = identifier("value");
  const [row = {}] = await database.query(sql`SELECT count(value) AS filled,
    count(CASE WHEN ${dialect.matches(value, POINT_ALONE)} THEN 1 END) AS plain,
    count(CASE WHEN ${dialect.matches(value, POINT_SHOWN)} THEN 1 END) AS shown FROM (${values}) AS texts`);
  return Number(row["plain"]) === Number(row["filled"]) && Number(row["shown"]) > 0;
}

/** What may turn out to be the notation: any currency, and either mark where none was named. */
function suspectsOf(given: DecimalMark | undefined): NumberNotation[] {
  const marks = given === undefined ? ([".", ","] as const) : [given];
  return marks.map((decimal) => ({ decimal, currencies: CURRENCY_WORDS }));
}

/** What may read the amounts that rules leave unread. */
export interface UnreadAmounts {
  /** Another notation, one of the suspects, reads some of them. */
  readonly isSuspect: boolean;
  /** The wide decimal holds some of them. */
  readonly isWide: boolean;
}

/** Looks, in one pass, at the amounts of text that rules leave unread. */
export async function lookAtUnread(
  { all, database }: SaleColumn,
  { notation, suspects, amountWidth }: Pick<SaleRules, "notation" | "suspects" | "amountWidth">,
): Promise<UnreadAmounts> {
  const { dialect } = database;
  const revenue = identifier("revenue");
  const isUnread = sql`${dialect.toAmount(revenue, "text", notation, amountWidth)} IS NULL`;
  const isWide =
    amountWidth === "wide" ? keyword("FALSE") : sql`${dialect.toAmount(revenue, "text", notation, "wide")} IS NOT NULL`;
  const isRead = (by: NumberNotation): Sql => sql`${dialect.numberText(revenue, by)} IS NOT NULL`;
  const isSuspect =
    suspects.length === 0 ? keyword("FALSE") : sql`NOT ${isRead(notation)} AND (${join(suspects.map(isRead), " OR ")})`;
  const [row = {}] = await database.query(
    sql`SELECT count(CASE WHEN ${isSuspect} THEN 1 END) AS suspects, count(CASE WHEN ${isWide} THEN 1 END) AS wide
      FROM (${all}) AS mapped WHERE ${isUnread}`,
  );
  return { isSuspect: Number(row["suspects"]) > 0, isWide: Number(row["wide"]) > 0 };
}

/** The notation that all values prove. Raises what {@link requireNotation} does. */
export async function provedNotation(
  amounts: SaleColumn,
  given: DecimalMark | undefined = amounts.decimal,
): Promise<NumberRule> {
  if (amounts.kind !== "text") return PLAIN;
  const column = numbersOf(amounts);
  return { notation: requireNotation(await findNotation(column, given), column, "decimal"), suspects: [] };
}

/** The amounts of a source as a column of numbers. */
export function numbersOf({ name, label, condition, all, database }: SaleColumn): NumberColumn {
  return { name, label, condition, values: sql`SELECT revenue AS value FROM (${all}) AS mapped`, database };
}

/** The notation to start with, where the first values say which; undefined where only all of them can. */
function fastNotation(
  counts: NotationCounts,
  given: DecimalMark | undefined,
  currencies: readonly string[],
): NumberNotation | undefined {
  if (given !== undefined) return { decimal: given, currencies };
  switch (verdictOf(counts)) {
    case "shown":
      return { decimal: counts.marks["."].alone > 0 ? "." : ",", currencies };
    case "none":
      return "whole";
    case "alike":
      return counts.whole === counts.either ? "whole" : undefined;
    default:
      return undefined;
  }
}

/**
 * The notation of a column that has one. Raises `AMBIGUOUS_COLUMN`, a question, where its numbers may mean two things, and where
 * several currencies stand beside them.
 *
 * @param input what names the decimal mark.
 */
export function requireNotation(
  { verdict, notation, currencies, counts }: NotationFound,
  { name, label, condition }: Pick<NumberColumn, "name" | "label" | "condition">,
  input: string,
): Exclude<NumberNotation, "whole"> {
  if (currencies.length > 1) {
    throw new QuintileError(
      "AMBIGUOUS_COLUMN",
      `Column "${name}" of ${label} holds several currencies: ${currencies.map(({ word, count }) => `${word} (${count})`).join(", ")}. Amounts of different currencies cannot be added.`,
      {
        hint: "Score the sales of one currency.",
        tries:
          condition === undefined
            ? []
            : currencies.slice(0, MOST_ANSWERS).map((currency) => ({
                inputs: { where: onlyIn(currency, currencies, condition) },
                means: `sales in ${currency.word} only`,
              })),
      },
    );
  }
  if (notation !== undefined) return notation;
  const [point, comma] = [counts["."], counts[","]];
  if (verdict === "mixed") {
    throw new QuintileError(
      "AMBIGUOUS_COLUMN",
      `Column "${name}" of ${label} has no one way to write numbers: ${point.alone} look like ${point.example} and ${comma.alone} like ${comma.example}.`,
      {
        hint: `Say which mark is the decimal one with ${inputName(input)}; amounts that it does not read are then rejected.`,
        tries: answers(input, comma.alone > point.alone),
      },
    );
  }
  throw new QuintileError(
    "AMBIGUOUS_COLUMN",
    `Column "${name}" of ${label} can be read in two ways: every mark in it has three digits behind, so that 9.999 may be nine thousand or nine and a fraction.`,
    { hint: "Say whether the mark groups thousands.", tries: answers(input, true) },
  );
}

/** An SQL condition that only sales in one of some currencies meet. */
function onlyIn(
  { words }: FoundCurrency,
  all: readonly FoundCurrency[],
  { column, where }: NonNullable<NumberColumn["condition"]>,
): string {
  const text = `"${column.replaceAll('"', '""')}"`;
  const holds = (word: string): string => `${text} LIKE '%${word.replaceAll("'", "''")}%'`;
  const shortest = words.filter((word) => !words.some((other) => other !== word && word.includes(other)));
  // A dollar is also a part of other currencies' signs.
  const longer = all
    .flatMap((each) => (each.words === words ? [] : each.words))
    .filter((word) => shortest.some((own) => word.includes(own)));
  const one = shortest.map(holds).join(" OR ");
  const conditions = [where, shortest.length > 1 ? `(${one})` : one, ...longer.map((word) => `NOT ${holds(word)}`)];
  return conditions
    .flatMap((each, index) => (each === undefined ? [] : [index === 0 ? `(${each})` : each]))
    .join(" AND ");
}

/** Which mark is the decimal one, the likelier answer first. */
function answers(input: string, commaFirst: boolean): { inputs: Record<string, string>; means: string }[] {
  const comma = { inputs: { [input]: "," }, means: "commas are decimal marks, points group thousands" };
  const point = { inputs: { [input]: "." }, means: "points are decimal marks, commas group thousands" };
  return commaFirst ? [comma, point] : [point, comma];
}

/** The first amounts that are not blank, wherever they are. */
function firstValues({ start, database }: SaleColumn): Sql {
  const isBlank = database.dialect.isBlank(identifier("revenue"));
  return sql`SELECT revenue AS value FROM (${start}) AS mapped WHERE NOT ${isBlank} LIMIT ${literal(SAMPLE_ROWS)}`;
}
