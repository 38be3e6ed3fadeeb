/** A way to write moments that shares no words with the reader: the names of the runtime's own locale data. */
export interface DateWriter {
  readonly name: string;
  readonly write: (moment: Date) => string;
  /** How exactly a moment can be read back: in milliseconds. */
  readonly unit: number;
  /** True where a time of day is written, were it midnight. */
  readonly hasTime: boolean;
}

const DAY = 86_400_000;
const LOCALES = ["en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "pt-BR", "it-IT", "nl-NL", "tr-TR", "pl-PL"];
const DATES = ["full", "long", "medium", "short"] as const;
const TIMES = [undefined, "medium", "short"] as const;

const ofLocales: readonly DateWriter[] = LOCALES.flatMap((locale) =>
  DATES.flatMap((dateStyle) =>
    TIMES.map((timeStyle): DateWriter => {
      const format = new Intl.DateTimeFormat(locale, {
        dateStyle,
        ...(timeStyle === undefined ? {} : { timeStyle }),
        timeZone: "UTC",
      });
      return {
        name: `${locale} ${dateStyle} ${timeStyle ?? "without a time"}`,
        write: (moment) => format.format(moment),
        unit: timeStyle === undefined ? DAY : timeStyle === "short" ? 60_000 : 1000,
        hasTime: timeStyle !== undefined,
      };
    }),
  ),
);

const plain = (name: string, unit: number, write: (moment: Date) => string): DateWriter => ({
  name,
  write,
  unit,
  hasTime: unit < DAY,
});

/** A moment as JavaScript prints it somewhere. */
const ofJavaScript = (moment: Date, minutesAhead: number, zone: string): string => {
  const there = new Date(moment.getTime() + minutesAhead * 60_000).toUTCString();
  const [weekday = "", day, month, year, time] = there.replace(",", "").split(" ");
  const hours = String(Math.floor(Math.abs(minutesAhead) / 60)).padStart(2, "0");
  const offset = `${minutesAhead < 0 ? "-" : "+"}${hours}${String(Math.abs(minutesAhead) % 60).padStart(2, "0")}`;
  return `${weekday} ${month} ${day} ${year} ${time} GMT${offset} (${zone})`;
};

/** The day of an ISO week: its Thursday says of which year the week is. */
const weekDate = (moment: Date): string => {
  const weekday = moment.getUTCDay() || 7;
  const thursday = new Date(moment.getTime() + (4 - weekday) * DAY);
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY / 7);
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}-${weekday}`;
};

const dayOfYear = (moment: Date): string => {
  const passed = Math.floor((moment.getTime() - Date.UTC(moment.getUTCFullYear(), 0, 1)) / DAY);
  return `${moment.getUTCFullYear()}-${String(passed + 1).padStart(3, "0")}`;
};

/** As the C library writes it: a day of one digit has a blank in front. */
const ctime = (moment: Date): string => {
  const [weekday = "", day, month, year, time] = moment.toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${String(Number(day)).padStart(2, " ")} ${time} ${year}`;
};

/** Browsers of ten countries, mail headers, and what counts seconds, milliseconds or days. */
export const DATE_WRITERS: readonly DateWriter[] = [
  ...ofLocales,
  plain("a mail header", 1000, (moment) => moment.toUTCString()),
  plain("JavaScript in Berlin", 1000, (moment) => ofJavaScript(moment, 60, "Central European Standard Time")),
  plain("JavaScript in St. John's", 1000, (moment) => ofJavaScript(moment, -210, "Newfoundland Standard Time")),
  plain("C", 1000, ctime),
  plain("ISO weeks", DAY, weekDate),
  plain("days of a year", DAY, dayOfYear),
  plain("seconds since 1970", 1000, (moment) => String(Math.floor(moment.getTime() / 1000))),
  plain("milliseconds since 1970", 1000, (moment) => String(moment.getTime())),
  plain("day numbers of a spreadsheet", DAY, (moment) => String(Math.floor(moment.getTime() / DAY) + 25_569)),
  plain("digits", DAY, (moment) => moment.toISOString().slice(0, 10).replaceAll("-", "")),
  plain("ISO 8601", 1000, (moment) => moment.toISOString()),
];

/** True for a column of dates whose first two numbers may each be the day or the month. Blank values say nothing. */
export function isDayOrMonth(texts: readonly (string | null)[]): boolean {
  const filled = texts.filter((text) => text !== null && text.trim() !== "");
  const numbers = filled.map((text) => /^(\d{1,2})[./-](\d{1,2})[./-]\d/.exec(text ?? ""));
  return filled.length > 0 && numbers.every((each) => each !== null && Number(each[1]) <= 12 && Number(each[2]) <= 12);
}
