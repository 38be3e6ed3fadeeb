import { identifier, literal, type Sql, sql } from "../../sql/fragment.js";
import type { DecimalMark, NumberNotation } from "../../sql/dialect.js";
import { CURRENCY_WORDS } from "../../sql/numbers/currencies.js";
import { findCurrencies, type FoundCurrency } from "./find-currencies.js";
import type { NumberColumn } from "./number-column.js";
import { countShapes, type ShapeCount, shapeOf } from "./shapes.js";

/** What all values of a column say about how its numbers are written. */
export interface NotationFound {
  /**
   * `shown`: values say so that only this notation reads. `alike`: no value has a mark that could mean two things. `open`: every
   * mark may be a decimal mark or group digits. `mixed`: some values are only read with a point, others only with a comma.
   * `none`: no value is a number.
   */
  readonly verdict: "shown" | "alike" | "open" | "mixed" | "none";
  /** How to read the numbers; with a decimal point where several notations read them alike. Undefined for `open` and `mixed`. */
  readonly notation: Exclude<NumberNotation, "whole"> | undefined;
  /** What values look like that only this notation reads: `9.999,99`. Undefined where none had to. */
  readonly witness: string | undefined;
  /** Values that are not blank. */
  readonly filled: number;
  /** Those that are numbers in the notation, or in either where none was found. */
  readonly read: number;
  /** The most places behind the mark of any value; of an exponent, none are counted. */
  readonly places: number;
  /** The currencies that stand beside the numbers, the commonest first; none where they stand alone. */
  readonly currencies: readonly FoundCurrency[];
  /** What the commonest values with a digit look like that are no number. */
  readonly unread: readonly ShapeCount[];
  readonly counts: Readonly<Record<DecimalMark, NotationCount>>;
}

/** What one decimal mark reads. */
export interface NotationCount {
  readonly read: number;
  /** Values that only this mark reads. */
  readonly alone: number;
  /** What one of those looks like. */
  readonly example: string | undefined;
  /** That one itself, which no message may hold. */
  readonly value: string | undefined;
}

/** How the numbers in a text column are written, by all of its values; `given` is the decimal mark that the user named. */
export async function findNotation(column: NumberColumn, given?: DecimalMark): Promise<NotationFound> {
  const counts = await countNotations(column);
  const verdict = given === undefined ? verdictOf(counts) : "shown";
  const decimal = given ?? (verdict === "shown" && counts.marks[","].alone > 0 ? "," : ".");
  const isOpen = verdict === "open" || verdict === "mixed";
  const currencies = counts.withCurrency > 0 ? await findCurrencies(column) : [];
  const notation = { decimal, currencies: currencies.flatMap(({ words }) => words) };
  const read = isOpen ? counts.either : counts.marks[decimal].read;
  return {
    verdict,
    notation: isOpen ? undefined : notation,
    witness: isOpen ? undefined : counts.marks[decimal].example,
    filled: counts.filled,
    read,
    places: counts.places[decimal],
    currencies,
    unread: read < counts.filled ? await countShapes(column, isOpen ? [".", ","] : [decimal]) : [],
    counts: counts.marks,
  };
}

/** What one look at values says: how many of them each notation reads. */
export interface NotationCounts {
  readonly filled: number;
  /** Digits with a sign in front at most. */
  readonly whole: number;
  /** Values that some notation reads. */
  readonly either: number;
  /** Values that both read, as different numbers. */
  readonly doubtful: number;
  readonly withCurrency: number;
  readonly marks: Readonly<Record<DecimalMark, NotationCount>>;
  readonly places: Readonly<Record<DecimalMark, number>>;
}

/**
 * Counts what each notation reads, in one query.
 *
 * @param currencies the words that may stand beside numbers; without any, a look costs least.
 */
export async function countNotations(
  { values, database }: Pick<NumberColumn, "values" | "database">,
  currencies: readonly string[] = CURRENCY_WORDS,
): Promise<NotationCounts> {
  const { dialect } = database;
  const value = identifier("value");
  const as = (decimal: DecimalMark, words: readonly string[]): Sql =>
    dialect.numberText(value, { decimal, currencies: words });
  const isMoney = sql`coalesce(point, comma) IS NOT NULL AND ${as(".", [])} IS NULL AND ${as(",", [])} IS NULL`;
  const read = dialect.computeOnce(
    sql`SELECT value, ${as(".", currencies)} AS point, ${as(",", currencies)} AS comma FROM (${values}) AS texts WHERE NOT ${dialect.isBlank(value)}`,
  );
  const [row = {}] =
    await database.query(sql`SELECT count(*) AS filled, count(${dialect.numberText(value, "whole")}) AS whole,
    count(point) AS points, count(comma) AS commas, count(coalesce(point, comma)) AS either,
    count(CASE WHEN point <> comma THEN 1 END) AS doubtful,
    ${currencies.length === 0 ? literal(0) : sql`count(CASE WHEN ${isMoney} THEN 1 END)`} AS with_currency,
    min(CASE WHEN comma IS NULL AND point IS NOT NULL THEN value END) AS point_alone,
    min(CASE WHEN point IS NULL AND comma IS NOT NULL THEN value END) AS comma_alone,
    ${mostPlaces(identifier("point"))} AS point_places, ${mostPlaces(identifier("comma"))} AS comma_places
    FROM (${read}) AS read_values`);
  const number = (name: string): number => Number(row[name] ?? 0);
  const mark = (name: string, all: number, other: number): NotationCount => {
    const example = row[`${name}_alone`];
    return {
      read: all,
      alone: number("either") - other,
      example: typeof example === "string" ? shapeOf(example) : undefined,
      value: typeof example === "string" ? example : undefined,
    };
  };
  return {
    filled: number("filled"),
    whole: number("whole"),
    either: number("either"),
    doubtful: number("doubtful"),
    withCurrency: number("with_currency"),
    marks: {
      ".": mark("point", number("points"), number("commas")),
      ",": mark("comma", number("commas"), number("points")),
    },
    places: { ".": number("point_places"), ",": number("comma_places") },
  };
}

function mostPlaces(text: Sql): Sql {
  return sql`max(CASE WHEN ${text} LIKE '%.%' THEN length(${text}) - strpos(${text}, '.') END)`;
}

/** What the counts of all values say about their notation. */
export function verdictOf({ either, doubtful, marks }: NotationCounts): NotationFound["verdict"] {
  if (either === 0) return "none";
  const [points, commas] = [marks["."].alone, marks[","].alone];
  if (points > 0 && commas > 0) return "mixed";
  if (points > 0 || commas > 0) return "shown";
  return doubtful > 0 ? "open" : "alike";
}
