import type { Rates } from "../../analysis/sales/sales.js";
import { inputName, QuintileError } from "../../errors.js";
import { codeOf } from "../../intake/meaning/currency-codes.js";

/** Words between commas, without blanks around; undefined where there are none. */
export function parseWords(text: string | undefined): readonly string[] | undefined {
  const words = (text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  return words.length === 0 ? undefined : words;
}

/** Rates by currency, such as `EUR=1,USD=0.92`. Raises `USAGE` unless each is a positive decimal and exactly one is 1. */
export function parseRates(text: string | undefined): Rates | undefined {
  const words = parseWords(text);
  if (words === undefined) return undefined;
  const rates = new Map<string, string>();
  for (const word of words) {
    const [, code, rate] = /^([^=\s]+)\s*=\s*(\d{1,8}(?:\.\d{1,10})?)$/.exec(word) ?? [];
    if (code === undefined || rate === undefined || Number(rate) === 0) {
      throw badRates(`${inputName("rates")} has no currency and rate in "${word}".`);
    }
    if (rates.has(codeOf(code))) throw badRates(`${inputName("rates")} has ${codeOf(code)} twice.`);
    rates.set(codeOf(code), rate);
  }
  const units = [...rates].filter(([, rate]) => Number(rate) === 1);
  if (units.length !== 1) {
    throw badRates(
      `Exactly one rate has to be 1, that of the currency that amounts are counted in; ${units.length} are.`,
    );
  }
  return rates;
}

function badRates(message: string): QuintileError {
  return new QuintileError("USAGE", message, {
    hint: `Write what one unit of each currency is worth, with at most 10 places: ${inputName("rates")} EUR=1,USD=0.92.`,
  });
}
