import type { Source } from "../../engines/engine.js";
import { identifier, join, literal, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";

const LOOK_ROWS = 5000;

/** This share of the values of a column have to look alike. */
export const NEARLY_ALL = 0.9;

/** Dates in numbers, with a month in letters, and without a mark; a time may stand behind, a weekday in front. */
const DATES = [
  "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([^0-9].*)?",
  "[0-9]{1,2}[-/.][0-9]{1,2}[-/.]([0-9]{2}|[0-9]{4})([^0-9.].*)?",
  "([^0-9]+[, ])?[0-9]{1,2}[^0-9]{1,2}[^0-9]{3,14}([0-9]{2}|[0-9]{4})([^0-9].*)?",
  "[^0-9]{3,12}[0-9]{1,2}[-/., ]{1,3}([0-9]{2}|[0-9]{4})([^0-9].*)?",
  "(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])",
];

/** Numbers, grouped or not, with a sign, and a currency before or behind; letters stand only beside a number with places. */
const NUMBERS = [
  "[^0-9A-Za-z]{0,4}[0-9]([0-9.,'’ \u00A0\u202F]*[0-9])?[^0-9A-Za-z]{0,4}",
  "[^0-9]{0,6}[0-9][0-9.,'’ \u00A0\u202F]*[.,][0-9]{1,4}[^0-9]{0,6}",
];

/** Numbers with places behind a decimal mark. */
const WITH_PLACES = ".*[0-9][.,][0-9]{1,4}[^0-9]*";

/** Ids have digits or the sign of an address in them; a colour has not. */
const LIKE_AN_ID = ".*[0-9@].*";

/** What the first values of a column look like. */
export interface ContentsLook {
  readonly column: Column;
  readonly filled: number;
  readonly distinct: number;
  readonly dates: number;
  readonly numbers: number;
  readonly withPlaces: number;
  readonly likeIds: number;
}

/** Looks at the first rows of a source: how many values of each column look like dates, numbers and ids. */
export async function lookAtContents(source: Source, columns: readonly Column[]): Promise<readonly ContentsLook[]> {
  const { dialect } = source;
  const values = columns.map(({ name }, index) => {
    return sql`nullif(trim(CAST(${identifier(name)} AS VARCHAR)), '') AS ${identifier(`value ${index}`)}`;
  });
  const counts = columns.flatMap((_, index) => {
    const value = identifier(`value ${index}`);
    const alike = (what: string, pattern: string) =>
      sql`count(CASE WHEN ${dialect.matches(value, pattern)} THEN 1 END) AS ${identifier(`${what} ${index}`)}`;
    return [
      sql`count(${value}) AS ${identifier(`filled ${index}`)}`,
      sql`count(DISTINCT ${value}) AS ${identifier(`distinct ${index}`)}`,
      alike("dates", `(${DATES.join("|")})`),
      alike("numbers", `(${NUMBERS.join("|")})`),
      alike("places", WITH_PLACES),
      alike("ids", LIKE_AN_ID),
    ];
  });
  const rows = sql`SELECT ${join(values)} FROM ${source.start} AS source LIMIT ${literal(LOOK_ROWS)}`;
  const [row = {}] = await source.query(sql`SELECT ${join(counts)} FROM (${rows}) AS looked_at`);
  return columns.map((column, index) => ({
    column,
    filled: Number(row[`filled ${index}`]),
    distinct: Number(row[`distinct ${index}`]),
    dates: Number(row[`dates ${index}`]),
    numbers: Number(row[`numbers ${index}`]),
    withPlaces: Number(row[`places ${index}`]),
    likeIds: Number(row[`ids ${index}`]),
  }));
}

/** True for a type of dates, and for text of which nearly all values look like dates. */
export function isDate({ column, dates, filled }: ContentsLook): boolean {
  return ["date", "timestamp", "instant"].includes(column.kind) || dates >= NEARLY_ALL * filled;
}

/** The same for numbers. */
export function isNumber({ column, numbers, filled }: ContentsLook): boolean {
  return ["integer", "decimal", "number", "float", "real"].includes(column.kind) || numbers >= NEARLY_ALL * filled;
}
