import type { DateRule } from "../../analysis/sales/sales.js";
import { inputName, QuintileError } from "../../errors.js";
import { countNamed } from "../../sql/dates/date-counts.js";
import { isNumeric } from "../../sql/relation.js";
import { chooseDateNotation, fittingFormats } from "./choose-date-notation.js";
import { areSmallNumbers, likelyCandidates } from "./date-looks.js";
import { besideIso } from "./beside-iso.js";
import { dateNotationNamed, formatsIn, nameOfDateNotation, readsTimes } from "./date-notations.js";
import type { DateProfile } from "./date-profile.js";
import { firstDates, plainSample, profile } from "./date-queries.js";
import { periodDoubt } from "./periods.js";
import type { SaleColumn } from "./sale-column.js";

const FORMAT_CODES = /^(?:[^%]|%[YymdbBHIMSfpzZjaAGVu-])+$/;

/**
 * A first idea of how dates are written, from the start of the source: the fast ISO notations where the sample is plain
 * ISO, otherwise what a look at every value says.
 */
export async function firstDateRule(dates: SaleColumn, format: string | undefined, zone?: string): Promise<DateRule> {
  return { ...(await firstDateNotation(dates, format, zone)), zone };
}

async function firstDateNotation(
  dates: SaleColumn,
  format: string | undefined,
  zone: string | undefined,
): Promise<DateRule> {
  if (format !== undefined) return givenFormat(format);
  if (dates.kind === "date") return { notation: "iso", kind: "date" };
  if (isNumeric(dates.kind)) return fullDateRule(dates, zone);
  if (dates.kind !== "text") return { notation: "iso", kind: "timestamp" };
  const sample = await plainSample(dates);
  if (sample.values > 0 && sample.isoDates === sample.values) return { notation: "iso-date", kind: "date" };
  if (sample.values > 0 && sample.isoTimestamps === sample.values)
    return { notation: "iso-timestamp", kind: "timestamp" };
  return fullDateRule(dates, zone);
}

/** The rule that a look at every value gives; the order of rows plays no part. Raises `AMBIGUOUS_DATE`. */
async function fullDateRule(dates: SaleColumn, zone: string | undefined): Promise<DateRule> {
  const texts = await firstDates(dates);
  const likely = likelyCandidates(texts, 1);
  const fitting = new Set(fittingFormats(await profile(dates, likely, "sample")));
  const candidates = likely.filter(({ format }) => fitting.has(format));
  const all = await profile(dates, candidates, "all");
  if (all.iso === 0 && fittingFormats(all).length === 0) requireDates(dates, texts);
  const rule = await chosenRule(dates, all);
  if (nameOfDateNotation(rule.notation).includes("%Z")) {
    const { requireZone } = await import("./require-zone.js");
    await requireZone(dates, zone);
  }
  return rule;
}

/** The one notation of all values, or the two that read them together. Raises `AMBIGUOUS_DATE`. */
async function chosenRule(dates: SaleColumn, all: DateProfile): Promise<Pick<DateRule, "notation" | "kind">> {
  const isWhole = all.iso === 0 || all.iso === all.values || fittingFormats(all).length > 0;
  return (isWhole ? undefined : await besideIso(dates)) ?? chooseDateNotation(all, dates.name);
}

/** Numbers that are no dates have to be explained; text is left to the count of what could not be read. */
function requireDates(dates: SaleColumn, texts: readonly string[]): void {
  const { name, kind } = dates;
  const areSmall = areSmallNumbers(texts);
  const period = areSmall || isNumeric(kind) ? periodDoubt(dates, texts) : undefined;
  if (period !== undefined) {
    throw new QuintileError("AMBIGUOUS_DATE", `The dates in "${name}" name no day.`, period);
  }
  if (areSmall) {
    throw new QuintileError(
      "AMBIGUOUS_DATE",
      `"${name}" holds numbers of at most five digits, which are no dates by themselves.`,
      {
        hint: `If they count days, say so with ${inputName("dateFormat")}: recency is the same whatever day they start from. Else name another column with ${inputName("date")}.`,
        tries: [
          {
            inputs: { dateFormat: "days since 2000-01-01" },
            means: "they count days from a start that is not known; 2000-01-01 is taken for it",
          },
        ],
      },
    );
  }
  if (!isNumeric(kind)) return;
  throw new QuintileError("BAD_EXPRESSION", `"${name}" holds numbers that are no dates.`, {
    hint: `Numbers can be days (20240131), seconds since 1970 or the day numbers of a spreadsheet, all of them between 1990 and 2100. Name another column with ${inputName("date")}, or say what they are with ${inputName("dateFormat")}.`,
  });
}

/** After rows were rejected under a fast notation: the rule to start over with, or undefined where it would change nothing. */
export async function slowerDateRule(dates: SaleColumn, rule: DateRule): Promise<DateRule | undefined> {
  if (rule.notation !== "iso-date" && rule.notation !== "iso-timestamp") return undefined;
  const all = await profile(dates, [], "all");
  const read = rule.notation === "iso-date" ? all.isoDates : all.isoTimestamps;
  if (all.iso === all.values) return all.iso === read ? undefined : { ...rule, ...chooseDateNotation(all, dates.name) };
  const two = await besideIso(dates);
  return two === undefined && all.iso === read
    ? undefined
    : { ...rule, ...(two ?? chooseDateNotation(all, dates.name)) };
}

/** Whether a format says which day it was. */
function namesDay(format: string): boolean {
  const has = (...codes: readonly string[]): boolean =>
    codes.some((code) => format.includes(`%${code}`) || format.includes(`%-${code}`));
  if (has("G") && has("V") && has("u")) return true;
  return has("Y", "y") && (has("j") || (has("m", "b", "B") && has("d")));
}

function givenFormat(format: string): DateRule {
  const count = countNamed(format);
  if (count !== undefined) return { notation: count, kind: "timestamp" };
  const formats = formatsIn(format);
  if (formats.length === 0 || formats.some((each) => !namesDay(each) || !FORMAT_CODES.test(each))) {
    throw new QuintileError("USAGE", `${inputName("dateFormat")} ${format} is not a date format.`, {
      hint: "It needs a year, a month and a day. Use codes such as %Y (2024), %y (24), %m, %d, %b (Jan), %H, %M, %S, %I, %p, %z: '%d/%m/%Y %H:%M'. Numbers are 'seconds since 1970-01-01', or 'days since' a day.",
    });
  }
  const notation = dateNotationNamed(format);
  return { notation, kind: readsTimes(notation) ? "timestamp" : "date" };
}
