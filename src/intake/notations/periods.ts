import { inPlainLetters } from "../../sql/dates/plain-letters.js";
import { inputName, type Try } from "../../errors.js";
import { isNumeric } from "../../sql/relation.js";
import { asOperand } from "./as-operand.js";
import type { SaleColumn } from "./sale-column.js";

/** Text that names a period and no day. */
interface Period {
  readonly name: "month" | "quarter" | "week" | "year";
  /** What it looks like, in plain letters. */
  readonly pattern: RegExp;
  /** SQL for the first day of a period, as text, and how that is written where it may be read in several ways. */
  readonly firstDay: (text: string, mark: string) => { readonly date: string; readonly dateFormat?: string };
}

const MONTH_NAME = String.raw`[A-Za-z]{3,12}\.?`;
const YEAR = String.raw`(?:19[9]\d|20\d\d|2100)`;

/** SQL for the first day of a quarter, of its year and its number. */
function firstOfQuarter(year: string, quarter: string): { date: string } {
  const months = ["01", "04", "07", "10"].map((month, index) => `WHEN '${index + 1}' THEN '-${month}-01'`).join(" ");
  return { date: `${year} || CASE ${quarter} ${months} END` };
}

const PERIODS: readonly Period[] = [
  {
    name: "month",
    pattern: new RegExp(String.raw`^${YEAR}([-/. ])(?:0?[1-9]|1[0-2])$`),
    firstDay: (text, mark) => ({ date: `${text} || '${mark}01'` }),
  },
  {
    name: "month",
    pattern: new RegExp(String.raw`^${YEAR}(?:0[1-9]|1[0-2])$`),
    firstDay: (text) => ({ date: `${text} || '01'` }),
  },
  {
    name: "month",
    pattern: new RegExp(String.raw`^(?:0?[1-9]|1[0-2])([-/. ])${YEAR}$`),
    firstDay: (text, mark) => ({ date: `'01${mark}' || ${text}`, dateFormat: `%d${mark}%m${mark}%Y` }),
  },
  {
    name: "month",
    pattern: new RegExp(String.raw`^${MONTH_NAME}([-/. ])(?:${YEAR}|\d{2})$`),
    firstDay: (text, mark) => ({ date: `'01${mark}' || ${text}` }),
  },
  {
    name: "month",
    pattern: new RegExp(String.raw`^${YEAR}([-/ ])${MONTH_NAME}$`),
    firstDay: (text, mark) => ({ date: `${text} || '${mark}01'` }),
  },
  {
    name: "quarter",
    pattern: new RegExp(String.raw`^${YEAR}[-/ ]?[QqTt][1-4]$`),
    firstDay: (text) => firstOfQuarter(`substr(${text}, 1, 4)`, `substr(${text}, length(${text}), 1)`),
  },
  {
    name: "quarter",
    pattern: new RegExp(String.raw`^[QqTt][1-4][-/ ]?${YEAR}$`),
    firstDay: (text) => firstOfQuarter(`substr(${text}, length(${text}) - 3, 4)`, `substr(${text}, 2, 1)`),
  },
  {
    name: "week",
    pattern: new RegExp(String.raw`^${YEAR}[- ]?[Ww]\d{2}$`),
    firstDay: (text) => ({
      date: `substr(${text}, 1, 4) || '-W' || substr(${text}, length(${text}) - 1, 2) || '-1'`,
    }),
  },
  {
    name: "year",
    pattern: new RegExp(String.raw`^${YEAR}$`),
    firstDay: (text) => ({ date: `${text} || '-01-01'` }),
  },
];

/**
 * What to do where dates name months, quarters, weeks or years and no day; undefined where they do not. Recency counts days, so somebody has to
 * say which day stands for each.
 */
export function periodDoubt(
  dates: Pick<SaleColumn, "name" | "condition" | "kind">,
  texts: readonly string[],
): { hint: string; tries: readonly Try[] } | undefined {
  const plain = texts.map((text) => inPlainLetters(text.trim()));
  const period = PERIODS.find(({ pattern }) => plain.length > 0 && plain.every((text) => pattern.test(text)));
  if (period === undefined) return undefined;
  const { name, pattern, firstDay } = period;
  const operand = asOperand(dates);
  const text = isNumeric(dates.kind) ? `CAST(${operand} AS VARCHAR)` : operand;
  return {
    hint: `"${dates.name}" names a ${name} and no day, and recency counts days: say with ${inputName("date")} which day stands for each ${name}.`,
    tries: [
      {
        inputs: { ...firstDay(text, pattern.exec(plain[0] ?? "")?.[1] ?? "") },
        means: `the first day of each ${name} stands for it`,
      },
    ],
  };
}
