import { type DateToken, dateTokens } from "../../../sql/dates/date-tokens.js";
import { literal, type Sql, sql } from "../../../sql/fragment.js";
import { escapePattern } from "../../../sql/dates/date-patterns.js";
import { type DateSpelling, isExistingDate } from "./existing-dates.js";

/** What `to_date` and `to_timestamp` call the strptime codes that they know. */
const TEMPLATES: Readonly<Record<string, string>> = {
  Y: "YYYY",
  y: "YY",
  m: "MM",
  b: "Mon",
  B: "Month",
  d: "DD",
  H: "HH24",
  I: "HH12",
  M: "MI",
  S: "SS",
  p: "AM",
};

const TIMES: Readonly<Record<string, string>> = {
  H: "(?:0?[0-9]|1[0-9]|2[0-3])",
  I: "(?:0?[1-9]|1[0-2])",
  M: "[0-5]?[0-9]",
  S: "[0-5]?[0-9]",
  p: "(?:am|pm)",
};

const PADDED_TIMES: Readonly<Record<string, string>> = {
  H: "(?:[01][0-9]|2[0-3])",
  I: "(?:0[1-9]|1[0-2])",
  M: "[0-5][0-9]",
  S: "[0-5][0-9]",
};

/**
 * A timestamp (UTC) out of text by PostgreSQL's own functions, null where it does not fit; undefined for a format that they
 * have no template for, or that says a thing twice. They raise an error for a date that does not exist, and forgive much
 * else, so a pattern is matched first.
 */
export function readDateByTemplate(text: Sql, format: string): Sql | undefined {
  const tokens = dateTokens(format);
  const codes = new Set(tokens.flatMap(({ code }) => code ?? []));
  if (!isPlain(tokens, codes)) return undefined;
  const moment = momentOf(text, tokens, codes);
  return sql`CASE WHEN ${fits(text, tokens, codes)} THEN ${moment} END`;
}

/** Whether every code is known and says something that no other one says. */
function isPlain(tokens: readonly DateToken[], codes: ReadonlySet<string>): boolean {
  const count = (...some: readonly string[]): number => some.filter((code) => codes.has(code)).length;
  const repeated = tokens.filter(({ code }) => code !== undefined).length > codes.size;
  const known = [...codes].every((code) => code in TEMPLATES);
  const hours = count("H", "I") === 1 || count("H", "I", "M", "S") === 0;
  return (
    known &&
    !repeated &&
    count("Y", "y") === 1 &&
    count("m", "b", "B") === 1 &&
    count("d") === 1 &&
    hours &&
    (!codes.has("p") || codes.has("I"))
  );
}

function momentOf(text: Sql, tokens: readonly DateToken[], codes: ReadonlySet<string>): Sql {
  const template = tokens.map(templateOf).join("");
  const hasTime = codes.has("H") || codes.has("I");
  // A time of day would go by the time zone of the session.
  const moment = hasTime
    ? sql`to_timestamp(${text} || ' +00', ${literal(`${template} TZH`)}) AT TIME ZONE 'UTC'`
    : sql`CAST(to_date(${text}, ${literal(template)}) AS TIMESTAMP)`;
  if (!codes.has("y")) return moment;
  // To the template, 69 is 2069; elsewhere it is 1969.
  return sql`${moment} - CASE WHEN ${moment} < '2069-01-01' THEN INTERVAL '0' ELSE INTERVAL '100 years' END`;
}

function templateOf({ code, literal: written }: DateToken): string {
  if (code !== undefined) return TEMPLATES[code] as string;
  return /[A-Za-z0-9"\\]|[^ -~]/.test(written) ? `"${written.replace(/["\\]/, String.raw`\$&`)}"` : written;
}

function fits(text: Sql, tokens: readonly DateToken[], codes: ReadonlySet<string>): Sql {
  return isExistingDate(text, spellingOf(tokens, codes), ({ year, month, day }) => {
    const parts: Readonly<Record<string, string>> = { Y: year, y: year, m: month, b: month, B: month, d: day };
    return tokens
      .map((token, index) => parts[token.code ?? ""] ?? timeOrLiteral(token, isPadded(tokens, index)))
      .join("");
  });
}

function timeOrLiteral({ code, literal: written }: DateToken, padded: boolean): string {
  if (code === undefined) return escapePattern(written);
  return ((padded ? PADDED_TIMES[code] : undefined) ?? TIMES[code]) as string;
}

function spellingOf(tokens: readonly DateToken[], codes: ReadonlySet<string>): DateSpelling {
  const number = (code: string): "padded" | "plain" =>
    isPadded(
      tokens,
      tokens.findIndex((token) => token.code === code),
    )
      ? "padded"
      : "plain";
  return {
    year: codes.has("Y") ? "four digits" : "two digits",
    month: codes.has("b") ? "short name" : codes.has("B") ? "name" : number("m"),
    day: number("d"),
    letters: tokens.some(isWritten) ? "any case" : "as written",
  };
}

/** Whether a piece is made of letters. */
function isWritten({ code, literal: written }: DateToken): boolean {
  return ["b", "B", "p"].includes(code ?? "") || /\p{L}/u.test(written ?? "");
}

/** Where digits follow, a number has all of its own, or its end would not be known. */
function isPadded(tokens: readonly DateToken[], index: number): boolean {
  const next = tokens[index + 1];
  return next !== undefined && (/[0-9]/.test(next.literal ?? "") || "YymdHIMS".includes(next.code ?? " "));
}
