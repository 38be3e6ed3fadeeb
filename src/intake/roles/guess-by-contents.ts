import type { RoleSource } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import type { QuintileError, Try } from "../../errors.js";
import { identifier, join, literal, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { wordsOf } from "./candidates.js";
import { GUESSED_ROLES } from "./guess-columns.js";
import { unknownRoles } from "./role-errors.js";
import type { GuessedRole } from "./usual-headers.js";

const LOOK_ROWS = 5000;

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** This share of the values of a column have to look alike. */
const NEARLY_ALL = 0.9;

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

interface Look {
  readonly column: Column;
  readonly filled: number;
  readonly distinct: number;
  readonly dates: number;
  readonly numbers: number;
  readonly withPlaces: number;
  readonly likeIds: number;
}

/**
 * The error where headers do not say what some roles are. What the first rows hold makes answers of it: one column of dates, one of
 * money, one that repeats like an id.
 *
 * @param known the roles that the headers tell.
 */
export async function askByContents(
  source: Source,
  columns: readonly Column[],
  known: { readonly [Role in GuessedRole]?: RoleSource | undefined },
): Promise<QuintileError> {
  const missing = GUESSED_ROLES.filter((role) => known[role] === undefined);
  const taken = Object.values(known).flatMap((role) => (role === undefined ? [] : [wordsOf(role)]));
  const free = columns.filter(({ name, kind }) => kind !== "other" && !taken.includes(name));
  const looks = free.length === 0 ? [] : await lookAt(source, free);
  return unknownRoles(missing, columns, source.label, answers(missing, candidates(looks)));
}

async function lookAt(source: Source, columns: readonly Column[]): Promise<readonly Look[]> {
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

/** What each role may be, the likeliest first. */
function candidates(looks: readonly Look[]): Readonly<Record<GuessedRole, readonly string[]>> {
  const most = Math.max(...looks.map(({ filled }) => filled));
  const useful = looks.filter(({ filled, distinct }) => filled * 2 >= most && distinct > 1);
  const dates = useful.filter(isDate);
  const numbers = useful.filter((look) => !dates.includes(look) && isNumber(look));
  const ids = useful.filter(
    (look) => !dates.includes(look) && look.distinct < look.filled && !(isNumber(look) && look.withPlaces > 0),
  );
  const share = (count: number, { filled }: Look): number => count / filled;
  return {
    customer: namesOf(ids.toSorted((one, other) => likeIds(other) - likeIds(one) || other.distinct - one.distinct)),
    date: namesOf(dates.toSorted((one, other) => other.filled - one.filled)),
    revenue: namesOf(
      numbers.toSorted(
        (one, other) => share(other.withPlaces, other) - share(one.withPlaces, one) || other.distinct - one.distinct,
      ),
    ),
  };
}

function isDate({ column, dates, filled }: Look): boolean {
  return ["date", "timestamp", "instant"].includes(column.kind) || dates >= NEARLY_ALL * filled;
}

function isNumber({ column, numbers, filled }: Look): boolean {
  return ["integer", "decimal", "number", "float", "real"].includes(column.kind) || numbers >= NEARLY_ALL * filled;
}

/** 1 where the values look like ids, else 0. */
function likeIds({ likeIds: count, filled }: Look): number {
  return count >= NEARLY_ALL * filled ? 1 : 0;
}

function namesOf(looks: readonly Look[]): readonly string[] {
  return looks.map(({ column }) => column.name);
}

/** Up to three answers: the likeliest of each role, and then with the next one of some. Empty where a role has no candidate. */
function answers(
  missing: readonly GuessedRole[],
  found: Readonly<Record<GuessedRole, readonly string[]>>,
): readonly Try[] {
  const combinations: Partial<Record<GuessedRole, string>>[] = [{}];
  for (const role of missing) {
    const others = combinations.splice(0);
    for (const name of found[role].slice(0, MOST_ANSWERS)) {
      for (const other of others)
        if (!Object.values(other).includes(name)) combinations.push({ ...other, [role]: name });
    }
  }
  const placeOf = (combination: Partial<Record<GuessedRole, string>>): number =>
    missing.reduce((sum, role) => sum + found[role].indexOf(combination[role] ?? ""), 0);
  return combinations
    .toSorted((one, other) => placeOf(one) - placeOf(other))
    .slice(0, MOST_ANSWERS)
    .map((inputs) => ({
      inputs,
      means: missing.map((role) => `${role} is "${inputs[role] ?? ""}"`).join(", "),
    }));
}
