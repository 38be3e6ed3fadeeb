import { escapePattern } from "../../sql/dates/date-patterns.js";
import { inPlainLetters } from "../../sql/dates/plain-letters.js";
import { ZONE_ALTERNATIVES } from "../../sql/dates/zone-words.js";

/** A way to write a part of a date: its strptime codes, and the shape that text must have to be read so, in plain letters. */
interface Spelling {
  readonly format: string;
  readonly pattern: string;
}

/** A way to write dates that is not ISO 8601: its parts one after the other. */
export interface DateSpelling extends Spelling {
  readonly parts: readonly Part[];
}

/** A spelling at its place in a date, with how text looks that has it there. */
interface Part extends Spelling {
  /** A pattern for the whole text; undefined where any text may have it. */
  readonly look: string | undefined;
}

const WORD = String.raw`[A-Za-z-]+\.?`;
const MONTH = String.raw`[A-Za-z]{3,12}\.?`;
const SHORT_MONTH = String.raw`[A-Za-z]{3,4}\.?`;

/** Shapes of codes. What stands between them stands for itself. */
const SHAPES: Readonly<Record<string, string>> = {
  "%Y": String.raw`\d{4}`,
  "%y": String.raw`\d{2}`,
  "%m": String.raw`\d{1,2}`,
  "%d": String.raw`\d{1,2}`,
  "%b": SHORT_MONTH,
  "%B": MONTH,
  "%j": String.raw`\d{3}`,
  "%G": String.raw`\d{4}`,
  "%V": String.raw`\d{2}`,
  "%u": "[1-7]",
  "%a": WORD,
  "%H": String.raw`\d{1,2}`,
  "%I": String.raw` ?\d{1,2}`,
  "%M": String.raw`\d{2}`,
  "%S": String.raw`\d{2}`,
  "%f": String.raw`\d{1,9}`,
  "%p": String.raw`[AaPp]\.? ?[Mm]\.?`,
  "%Z": `(${ZONE_ALTERNATIVES}|${ZONE_ALTERNATIVES.toLowerCase()})`,
  "%z": String.raw`((UTC|GMT|utc|gmt)?[+-]\d{1,2}(:?\d{2})?|Z|UTC|GMT|utc|gmt)( [(][^()]*[)]|\[[A-Za-z0-9_/+-]*\])?`,
};

/** Beside the name of a month a day may be an ordinal (`1st`, `1er`), and SQL Server puts a blank before a single digit. */
const ORDINAL = String.raw` ?\d{1,2}(st|nd|rd|th|er|o)?`;

function patternOf(format: string): string {
  const isNamed = /%[bB]/.test(format);
  const padded = /%Y%|%[YmdHM]%[YmdHMS]/.test(format);
  return format.replaceAll(/%[A-Za-z]|[^%]/gu, (piece) => {
    if (piece === "%d" && isNamed) return ORDINAL;
    if (padded && "%m%d%H%M%S".includes(piece)) return String.raw`\d{2}`;
    return SHAPES[piece] ?? escapePattern(inPlainLetters(piece));
  });
}

const spelling = (format: string): Spelling => ({ format, pattern: patternOf(format) });

const MARKED = ["/", ".", "-", " ", ". "].flatMap((mark) =>
  [
    ["%d", "%m", "%Y"],
    ["%m", "%d", "%Y"],
    ["%Y", "%m", "%d"],
    ["%d", "%m", "%y"],
    ["%m", "%d", "%y"],
    ["%y", "%m", "%d"],
  ].map((codes) => codes.join(mark)),
);

/** With the name of a month, in full; each of them may have a short one. */
const NAMED = [
  "%d %B %Y",
  "%d. %B %Y",
  "%d/%B/%Y",
  "%d-%B-%Y",
  "%d.%B.%Y",
  "%d-%B-%y",
  "%d/%B/%y",
  "%d.%B.%y",
  "%d %B %y",
  "%d %B %Y %a", // Turkish
  "%d. %B %y",
  "%d %B, %Y",
  "%d de %B de %Y",
  "%d de %B %Y",
  "%d di %B %Y",
  "%d %B de %Y",
  "%d%B%Y",
  "%d%B%y",
  "%B %d, %Y",
  "%B %d %Y",
  "%B %d, %y",
  "%B-%d-%Y",
  "%B-%d-%y",
  "%B/%d/%Y",
  "%Y-%B-%d",
  "%Y %B %d",
  "%Y/%B/%d",
];

/** The days that are known. Dates in digits alone have their times in digits, too. */
export const DAYS: readonly string[] = [
  ...MARKED,
  "%Y%m%d",
  "%d%m%Y",
  "%m%d%Y",
  "%Y%m%d.0", // a script took it for a number
  "%Y%m%d%H%M%S",
  "%Y%m%d%H%M",
  "%Y-%j", // the day of the year
  "%G-W%V-%u", // an ISO week
  "%GW%V%u",
  "%Y年%m月%d日",
  ...["%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y"].flatMap((day) => [`${day} (%a)`, `${day} %a`]),
  ...NAMED.flatMap((format) => [format.replace("%B", "%b"), format]),
];

/** What may stand before a day. */
export const WEEKDAYS: readonly string[] = ["", "%a, ", "%a "];

/** What may stand between a day and a time. */
export const GAPS: readonly string[] = [
  " ",
  ", ",
  "T",
  " - ",
  " at ",
  ", at ",
  " à ",
  " um ",
  " às ",
  " a las ",
  " alle ",
  " alle ore ",
  " om ",
];

/** The times of day that are known. */
export const TIMES: readonly string[] = [
  "%H:%M",
  "%H:%M:%S",
  "%H:%M:%S.%f",
  "%I:%M %p",
  "%I:%M:%S %p",
  "%I:%M%p",
  "%I:%M:%S%p",
  "%H%M%S",
  "%Hh%M", // French
  "%H.%M",
  "%H.%M.%S",
  "%I.%M.%S %p",
  "%I.%M.%S.%f %p", // Oracle
];

/** What may stand behind a time. */
export const ZONES: readonly string[] = ["", " %z", "%z", " %Z"];

const part = (format: string, look: (pattern: string) => string | undefined): Part => {
  const { pattern } = spelling(format);
  return { format, pattern, look: look(pattern) };
};

const BEFORE = WEEKDAYS.map((each) => part(each, (pattern) => (each === "" ? undefined : `${pattern}.*`)));
const ON = DAYS.map((each) => part(each, (pattern) => `(${WORD},? )?${pattern}([ ,T].*)?`));
const BETWEEN = GAPS.map((each) => part(each, (pattern) => `.*${pattern} ?\\d{1,2}[:h.]?\\d{2}.*`));
const BEHIND = `( ?(${SHAPES["%z"]}|${SHAPES["%Z"]}))?`;
const AT = TIMES.map((each) => part(each, (pattern) => `([^:]*[^0-9:])?${pattern}${BEHIND}`));
const IN = ZONES.map((each) => part(each, (pattern) => (each === "" ? undefined : `.*${pattern}`)));

/** Ways to write a moment with the year at its end: of C, Java and Ruby, and of the command `date`. */
const YEAR_LAST = ["", "%z ", "%Z "].map((zone) => part(`%a %b %d %H:%M:%S ${zone}%Y`, (pattern) => pattern));

const combined = (...parts: readonly Part[]): DateSpelling => ({
  parts,
  format: parts.map(({ format }) => format).join(""),
  pattern: parts.map(({ pattern }) => pattern).join(""),
});

/** The spellings of which every part may be there, by what is said of the look of each. */
export function likelySpellings(isLikely: (look: string) => boolean): DateSpelling[] {
  const [before, on, between, at, zones] = [BEFORE, ON, BETWEEN, AT, IN].map((parts) =>
    parts.filter(({ look }) => look === undefined || isLikely(look)),
  ) as [Part[], Part[], Part[], Part[], Part[]];
  const yearLast = YEAR_LAST.filter(({ look }) => look !== undefined && isLikely(look));
  const inOrder = before.flatMap((weekday) =>
    on.flatMap((day) => [
      combined(weekday, day),
      ...between.flatMap((gap) => at.flatMap((time) => zones.map((zone) => combined(weekday, day, gap, time, zone)))),
    ]),
  );
  return [...inOrder, ...yearLast.map((each) => combined(each))];
}
