/** Numbers as people of a region write them, and amounts in a currency where there is one. */
export interface DisplayFormat {
  /** Language tag, such as `en-US`. */
  readonly locale: string;
  /** A whole number: 1,234. */
  count(value: number): string;
  /** One noun, counted: `1 customer`, `2 customers`. */
  counted(value: number, noun: string): string;
  /** An amount with the places of its currency, or two; text keeps its exact digits. A dash for null. */
  amount(value: number | string | null): string;
  /** An amount in a few characters, for charts and headlines: 1.2M. */
  shortAmount(value: number): string;
  /** A share of 1: 12.3%. A dash for null. */
  share(value: number | null): string;
  /** A mean with one place. A dash for null. */
  mean(value: number | null): string;
  /** A number with two places, such as a lift. A dash for null. */
  ratio(value: number | null): string;
}

const DASH = "–";

/** Formats for a currency (ISO 4217; null: plain numbers) and a locale (null: en-US). */
export function displayFormat(currency: string | null, locale: string | null): DisplayFormat {
  const language = locale ?? "en-US";
  const money: Intl.NumberFormatOptions =
    currency === null
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { style: "currency", currency, currencyDisplay: "narrowSymbol" };
  const formatter = (options: Intl.NumberFormatOptions): Intl.NumberFormat => new Intl.NumberFormat(language, options);
  const count = formatter({ maximumFractionDigits: 0 });
  const amount = formatter(money);
  const short = formatter({
    ...(currency === null ? {} : money),
    notation: "compact",
    minimumFractionDigits: 0,
    maximumSignificantDigits: 3,
  });
  const hasCoins = (amount.resolvedOptions().maximumFractionDigits ?? 0) > 0;
  const share = formatter({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const mean = formatter({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const ratio = formatter({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return {
    locale: language,
    count: (value) => count.format(value),
    counted: (value, noun) => `${count.format(value)} ${noun}${value === 1 ? "" : "s"}`,
    amount: (value) => (value === null ? DASH : amount.format(value as number)),
    // Where a currency has no smaller coin, what is too small to be shortened has no places either.
    shortAmount: (value) => (hasCoins || Math.abs(value) >= 1000 ? short : amount).format(value),
    share: (value) => (value === null ? DASH : share.format(value)),
    mean: (value) => (value === null ? DASH : mean.format(value)),
    ratio: (value) => (value === null ? DASH : ratio.format(value)),
  };
}
