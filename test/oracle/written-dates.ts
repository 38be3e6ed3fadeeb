/** A way to write moments that shares no words with the reader: the names of the runtime's own locale data. */
export interface DateWriter {
  readonly name: string;
  readonly write: (moment: Date) => string;
  /** How exactly a moment can be read back: in milliseconds. */
  readonly unit: number;
  /** True where day and month are both numbers, so that a column may have two readings. */
  readonly isNumeric: boolean;
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
      const sample = format.format(new Date(Date.UTC(2024, 2, 25)));
      return {
        name: `${locale} ${dateStyle} ${timeStyle ?? "without a time"}`,
        write: (moment) => format.format(moment),
        unit: timeStyle === undefined ? DAY : timeStyle === "short" ? 60_000 : 1000,
        isNumeric: !/\p{L}{3}/u.test(sample),
      };
    }),
  ),
);

const plain = (name: string, unit: number, write: (moment: Date) => string): DateWriter => ({
  name,
  write,
  unit,
  isNumeric: false,
});

/** Browsers of ten countries, mail headers, and what counts seconds, milliseconds or days. */
export const DATE_WRITERS: readonly DateWriter[] = [
  ...ofLocales,
  plain("a mail header", 1000, (moment) => moment.toUTCString()),
  plain("seconds since 1970", 1000, (moment) => String(Math.floor(moment.getTime() / 1000))),
  plain("milliseconds since 1970", 1000, (moment) => String(moment.getTime())),
  plain("day numbers of a spreadsheet", DAY, (moment) => String(Math.floor(moment.getTime() / DAY) + 25_569)),
  plain("digits", DAY, (moment) => moment.toISOString().slice(0, 10).replaceAll("-", "")),
  plain("ISO 8601", 1000, (moment) => moment.toISOString()),
];
