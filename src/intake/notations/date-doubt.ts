import type { DateRule } from "../../analysis/sales/sales.js";
import { inputName, type Try } from "../../errors.js";
import { identifier, literal, sql } from "../../sql/fragment.js";
import { asOperand } from "./as-operand.js";
import { isNoDate } from "./date-profile.js";
import { inPlainDigits, OTHER_DIGITS } from "./plain-digits.js";
import { periodDoubt } from "./periods.js";
import { countNamed } from "../../sql/dates/date-counts.js";
import { likelyCandidates } from "./date-looks.js";
import { firstDates, profile, textOf } from "./date-queries.js";
import { nameOfDateNotation } from "./date-notations.js";
import type { SaleColumn } from "./sale-column.js";
import { listShapes, type ShapeCount, shapeOf } from "./shapes.js";

const HAS_OTHER_DIGIT = new RegExp(`[${OTHER_DIGITS}]`);

/** Shapes and answers that a person reads. */
const MOST = 3;

/** A notation that leaves more than this share of the values unread is no answer. */
const MOST_UNREAD = 0.1;

/** What to say where many dates could not be read: what those look like, and notations that most values fit. */
export async function dateDoubt(dates: SaleColumn, rule: DateRule): Promise<{ hint: string; tries: readonly Try[] }> {
  const { name } = dates;
  const shapes = await unreadDates(dates, rule);
  if (shapes.length === 0) return noDates(dates);
  const texts = await firstDates(dates);
  const period = periodDoubt(dates, texts);
  if (period !== undefined) return period;
  if (texts.every((text) => HAS_OTHER_DIGIT.test(text))) {
    return {
      hint: `Dates in "${name}" are in Arabic or Persian digits: name them in plain ones with ${inputName("date")}.`,
      tries: [{ inputs: { date: inPlainDigits(asOperand(dates)) }, means: "the same dates in plain digits" }],
    };
  }
  const looks = `Dates in "${name}" that could not be read look like ${listShapes(shapes)}.`;
  const all = await profile(dates, likelyCandidates(texts, 0.5), "all");
  const most = [...all.formats]
    // What was tried already would bring no row back.
    .filter(([format, fits]) => countNamed(format) === undefined || all.recent.get(format) === fits)
    .filter(([format, fits]) => fits > all.values / 2 && fits > all.iso && format !== nameOfDateNotation(rule.notation))
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST);
  if (most.length === 0) {
    return {
      hint: `${looks} Say how they are written with ${inputName("dateFormat")}, such as '%d/%m/%Y', or name another column with ${inputName("date")}.`,
      tries: [],
    };
  }
  const [[first, fitting] = ["", 0]] = most;
  const formats = most.map(([format]) => format).join(" or ");
  const fits = fitting === all.values ? `All fit ${formats}` : `Most fit ${formats}, but not all`;
  return {
    hint: `${looks} ${fits}: add ${inputName("dateFormat")} '${first}' to read them so.`,
    tries: most
      .map(([format, read]) => ({ format, unread: all.values - read }))
      .filter(({ unread }) => unread <= all.values * MOST_UNREAD)
      .map(({ format, unread }) => ({
        inputs: { dateFormat: format },
        means: `dates are ${format}${unread === 0 ? "" : `; ${unread} that are not are rejected`}`,
      })),
  };
}

/** What to do about rows that have no date at all. */
function noDates({ name, condition, kind }: SaleColumn): { hint: string; tries: readonly Try[] } {
  const hint = `Many rows have no date in "${name}".`;
  if (condition === undefined) return { hint, tries: [] };
  const date = asOperand({ name, condition });
  const has = kind === "text" ? `trim(${date}) <> '' AND ${date} NOT LIKE '00%00%'` : `${date} IS NOT NULL`;
  const where = condition.where === undefined ? has : `(${condition.where}) AND ${has}`;
  return {
    hint: `${hint} Leave them out with ${inputName("where")}, or name another column with ${inputName("date")}.`,
    tries: [{ inputs: { where }, means: "rows without a date are left out" }],
  };
}

/** What the commonest values look like that a rule does not read. */
export async function unreadDates(
  dates: SaleColumn,
  { notation, zone }: Pick<DateRule, "notation" | "zone">,
): Promise<ShapeCount[]> {
  const { all, database } = dates;
  const { dialect } = database;
  const text = identifier("date_text");
  const shape = dialect.replaced(dialect.replaced(text, "[0-9]", "9"), "[A-Za-z]", "A");
  const rows = await database.query(
    sql`SELECT min(date_text) AS example, count(*) AS times FROM (SELECT date_text, ${shape} AS shape FROM
      (SELECT ${textOf(dates)} AS date_text FROM (${all}) AS mapped) AS dates
      WHERE NOT ${isNoDate(text, dialect)} AND ${dialect.readDate(text, notation, zone)} IS NULL) AS shapes
      GROUP BY shape ORDER BY count(*) DESC, shape LIMIT ${literal(MOST)}`,
  );
  return rows.map((row) => ({ shape: shapeOf(String(row["example"])), count: Number(row["times"]) }));
}
