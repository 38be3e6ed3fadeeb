import { QuintileError } from "../../errors.js";
import type { Inputs, ValuesOf } from "./input.js";
import { asSettings } from "./as-settings.js";

/** How amounts and numbers are shown to people. Results themselves never depend on it. */
export const displayInputs = asSettings({
  currency: {
    type: "text",
    placeholder: "CODE",
    description: "Currency of the amounts, by its ISO 4217 code such as EUR. Default: amounts are plain numbers",
  },
  locale: {
    type: "text",
    placeholder: "LOCALE",
    description: "Language and region whose way of writing numbers is used, such as de-DE. Default: en-US",
  },
} as const satisfies Inputs);

/** A currency and a locale that are known to be ones; null where nothing was said. */
export interface Display {
  readonly currency: string | null;
  readonly locale: string | null;
}

/** Raises `USAGE` for a currency or locale that is none. */
export function checkDisplay({ currency, locale }: ValuesOf<typeof displayInputs>): Display {
  return {
    currency: currency === undefined ? null : checkCurrency(currency),
    locale: locale === undefined ? null : checkLocale(locale),
  };
}

function checkCurrency(currency: string): string {
  const code = currency.toUpperCase();
  if (Intl.supportedValuesOf("currency").includes(code)) return code;
  throw new QuintileError("USAGE", `"${currency}" is no currency.`, {
    hint: "Name it by its code, such as EUR or USD.",
  });
}

function checkLocale(locale: string): string {
  try {
    const [known] = Intl.NumberFormat.supportedLocalesOf(locale);
    if (known !== undefined) return known;
  } catch {
    // not even written like one
  }
  throw new QuintileError("USAGE", `"${locale}" is no known locale.`, {
    hint: "Name a language and a region, such as en-GB or de-DE.",
  });
}
