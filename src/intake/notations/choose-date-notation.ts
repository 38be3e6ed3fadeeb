import type { DateRule } from "../../analysis/sales/sales.js";
import { inputName, QuintileError } from "../../errors.js";
import { countNamed } from "../../sql/dates/date-counts.js";
import type { DateProfile } from "./date-profile.js";
import { dateNotationNamed, nameOfDateNotation, readsTimes } from "./date-notations.js";

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** The notations of a profile that every value fits; numbers count days or seconds only where all are between 1990 and 2100. */
export function fittingFormats(profile: DateProfile): string[] {
  const isRecent = (format: string): boolean => profile.recent.get(format) === profile.values;
  return [...profile.formats]
    .filter(([, fits]) => fits === profile.values && fits > 0)
    .filter(([format]) => countNamed(format) === undefined || isRecent(format))
    .map(([format]) => format);
}

/**
 * Of the notations that every value fits, those that a person would think of: years between 1990 and 2100 come before others,
 * and years of two digits in front are taken only if nothing else fits. Months in full are in short where all of them look so, and UTC and GMT are offsets.
 */
export function likeliestFormats(profile: DateProfile): string[] {
  const fitting = fittingFormats(profile);
  const recent = fitting.filter((format) => profile.recent.get(format) === profile.values);
  const usual = (recent.length > 0 ? recent : fitting).filter((format) => !format.startsWith("%y"));
  const left = usual.length > 0 ? usual : recent.length > 0 ? recent : fitting;
  const isSame = (format: string): boolean =>
    (format.includes("%B") && left.includes(format.replace("%B", "%b"))) ||
    (format.includes("%Z") && left.includes(format.replace("%Z", "%z")));
  return left.filter((format) => !isSame(format));
}

/** The names of the notations of which each may be that of a column whose every value has been seen; none where no one reads all of them. */
export function likeliestNotations(profile: DateProfile): readonly string[] {
  return isAllIso(profile) ? [nameOfDateNotation("iso")] : likeliestFormats(profile);
}

function isAllIso({ iso, values }: DateProfile): boolean {
  return iso > 0 && iso === values;
}

/**
 * The notation of a column whose every value has been seen. ISO 8601 comes first; another one is taken only when
 * every value fits it and no second notation does. Raises `AMBIGUOUS_DATE`.
 */
export function chooseDateNotation(profile: DateProfile, column: string): Pick<DateRule, "notation" | "kind"> {
  const iso = { notation: "iso", kind: profile.iso > profile.isoDates ? "timestamp" : "date" } as const;
  const fitting = isAllIso(profile) ? [] : asHeaderSays(likeliestFormats(profile), column);
  const [format] = fitting;
  if (format === undefined) return iso;
  if (fitting.length > 1)
    throw severalWays(
      column,
      fitting.map((each) => [each, wordsFor(each)]),
    );
  const notation = dateNotationNamed(format);
  const areWholeDays = format.startsWith("days ") && profile.broken === 0;
  return { notation, kind: readsTimes(notation) && !areWholeDays ? "timestamp" : "date" };
}

/** A question which of several notations is meant: each by its name, with what it says in words. */
export function severalWays(column: string, ways: readonly (readonly [name: string, means: string])[]): QuintileError {
  const names = ways.map(([name]) => name);
  return new QuintileError(
    "AMBIGUOUS_DATE",
    `The dates in "${column}" can be read in ${ways.length} ways: ${names.map((each) => (each.includes(" or ") ? `'${each}'` : each)).join(" or ")}.`,
    {
      hint: `Say which one is meant: ${names.map((each) => `${inputName("dateFormat")} '${each}'`).join(" or ")}.`,
      tries: ways.slice(0, MOST_ANSWERS).map(([name, means]) => ({ inputs: { dateFormat: name }, means })),
    },
  );
}

/** How headers say which part of a date comes first: `Date (DD/MM/YYYY)`, `Datum (TT.MM.JJJJ)`. */
const DAY_FIRST = /(?<![a-z])(dd?|tt?|jj?|gg?)[-/. ]?mm?[-/. ]?(yy|jj|aa)/i;
const MONTH_FIRST = /(?<![a-z])mm?[-/. ]?dd?[-/. ]?yy/i;

/** Of several formats, the one of which the header says that the day or the month comes first; all of them where it does not. */
export function asHeaderSays(formats: readonly string[], header: string): readonly string[] {
  const first = DAY_FIRST.test(header) ? "%d" : MONTH_FIRST.test(header) ? "%m" : undefined;
  const said = formats.filter((format) => first !== undefined && format.startsWith(first));
  return said.length === 1 ? said : formats;
}

/** A format in words: which part of the date comes first, where that is what formats differ in. */
export function wordsFor(format: string): string {
  const [, first] = /%([YyGmdebB])/.exec(format) ?? [];
  const part = ["d", "e"].includes(first ?? "")
    ? "day first"
    : "YyG".includes(first ?? " ")
      ? "year first"
      : "month first";
  return `dates are ${format}: ${part}`;
}
