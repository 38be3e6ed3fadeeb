import { type DisplayFormat, displayFormat } from "../../display/display-format.js";

/** Numbers and dates as one locale and currency write them, as in reports, and what only the dashboard shows. */
export interface Formats extends DisplayFormat {
  /** A whole number with its sign: what a change adds or takes away. */
  change(value: number): string;
  /** An amount without its decimal places. */
  wholeAmount(value: number): string;
  /** A number with that many places. */
  decimal(value: number, places: number): string;
  /** A factor in two digits: 0.25, 2. */
  factor(value: number): string;
  /** A date, or a moment in UTC, as the server writes it. */
  moment(text: string): string;
}

/** @param locale BCP 47; null for the browser's. @param currency ISO 4217; null for plain amounts. */
export function formatsFor(locale: string | null, currency: string | null): Formats {
  const language = locale ?? languageOfBrowser();
  const numbers = (options: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(language, options);
  const change = numbers({ signDisplay: "exceptZero" });
  const whole = numbers({
    ...(currency === null ? {} : { style: "currency", currency, currencyDisplay: "narrowSymbol" }),
    maximumFractionDigits: 0,
  });
  const factor = numbers({ maximumSignificantDigits: 2 });
  return {
    ...displayFormat(currency, language),
    change: (value) => change.format(value),
    wholeAmount: (value) => whole.format(value),
    decimal: (value, places) => numbers({ minimumFractionDigits: places, maximumFractionDigits: places }).format(value),
    factor: (value) => factor.format(value),
    moment: (text) => formatMoment(text, language),
  };
}

/** Some browsers name a language in a form that they do not take themselves, such as `en-US@posix`. */
function languageOfBrowser(): string {
  try {
    return new Intl.Locale(navigator.language).toString();
  } catch {
    return "en-US";
  }
}

function formatMoment(text: string, language: string): string {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const moment = new Date(isDate ? text : `${text.replace(" ", "T").replace(/Z$/, "")}Z`);
  if (Number.isNaN(moment.getTime())) return text;
  return new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    ...(isDate ? { timeZone: "UTC" } : { timeStyle: "short" }),
  }).format(moment);
}
