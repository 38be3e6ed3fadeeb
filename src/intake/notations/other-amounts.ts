import { inputName, type Try } from "../../errors.js";
import { asOperand } from "./as-operand.js";
import { inPlainDigits, OTHER_DIGITS } from "./plain-digits.js";
import type { SaleColumn } from "./sale-column.js";

/** Amounts that are no plain numbers, and what they mean. */
interface OtherAmounts {
  readonly pattern: RegExp;
  /** True where some of the values may be plain numbers. */
  readonly isMixed?: boolean;
  /** What they are, for the middle of a sentence. */
  readonly what: string;
  /** SQL that reads them, and what it takes them for; none where they are no amounts. */
  readonly answers: (text: string, values: readonly string[]) => readonly { revenue: string; means: string }[];
}

const NUMBER = String.raw`[0-9][0-9.,' ]*`;

const KINDS: readonly OtherAmounts[] = [
  {
    pattern: new RegExp(`^${NUMBER}(CR|DR)\\.?$`, "i"),
    isMixed: true,
    what: "amounts with CR and DR, the credits and debits of an account",
    answers: (text, values) => {
      const number = decimalOf(without(`upper(${text})`, ["CR", "DR"]), values);
      const signed = (negative: string): string =>
        `CASE WHEN upper(${text}) LIKE '%${negative}%' THEN -1 ELSE 1 END * ${number}`;
      return [
        { revenue: signed("DR"), means: "CR is what came in, as in a bank's statement; DR is subtracted" },
        { revenue: signed("CR"), means: "DR is what customers were charged, as in their accounts; CR is subtracted" },
      ];
    },
  },
  {
    pattern: new RegExp(`^[-−]?[$€£]?${NUMBER}(k|m|mn|mio\\.?)$`, "i"),
    isMixed: true,
    what: "amounts in thousands (k) and millions (M)",
    answers: (text, values) => {
      const unit = `CASE WHEN upper(${text}) LIKE '%K' THEN 1000 WHEN upper(${text}) LIKE '%M%' THEN 1000000 ELSE 1 END`;
      const number = decimalOf(without(`upper(${text})`, ["K", "MIO.", "MIO", "MN", "M", "$", "€", "£"]), values);
      return [
        { revenue: `${unit} * ${number}`, means: "k is a thousand, M a million; amounts are as rounded as they stand" },
      ];
    },
  },
  {
    pattern: new RegExp(`^[-−]?[${OTHER_DIGITS}][${OTHER_DIGITS}٫٬., ]*$`),
    what: "amounts in Arabic or Persian digits",
    answers: (text, values) => {
      const mark = values.some((value) => value.includes("٫")) ? "٫" : ".";
      const revenue = `CAST(${inPlainDigits(text, mark, "٬, ")} AS DECIMAL(18,4))`;
      return [{ revenue, means: "they are read as the same numbers in other digits" }];
    },
  },
  {
    pattern: /^[-−]?[0-9]+[€$£][0-9]{2}$/,
    isMixed: true,
    what: "amounts with the sign of a currency in place of a decimal mark",
    answers: (text, values) => {
      const sign = /[€$£]/.exec(values.find((value) => /[€$£]/.test(value)) ?? "")?.[0] ?? "€";
      return [
        { revenue: `CAST(replace(${text}, '${sign}', '.') AS DECIMAL(18,4))`, means: `${sign} is the decimal mark` },
      ];
    },
  },
  {
    pattern: new RegExp(`^'[-−]?${NUMBER}$`),
    what: "amounts behind an apostrophe, with which spreadsheets keep them text",
    answers: (text, values) => [
      { revenue: decimalOf(without(text, ["''"]), values), means: "they are read without it" },
    ],
  },
  {
    pattern: new RegExp(`^<${NUMBER}>$`),
    isMixed: true,
    what: "amounts in angle brackets, which may be negative",
    answers: (text, values) => {
      const number = decimalOf(without(text, ["<", ">"]), values);
      return [
        {
          revenue: `CASE WHEN ${text} LIKE '<%' THEN -1 ELSE 1 END * ${number}`,
          means: "those in brackets are subtracted",
        },
      ];
    },
  },
  {
    pattern: new RegExp(`^(~|≈|ca\\.?|approx\\.?|about) ?${NUMBER}$`, "i"),
    isMixed: true,
    what: "amounts that are about right",
    answers: (text, values) => {
      const number = decimalOf(
        without(`lower(${text})`, ["~", "≈", "ca.", "ca", "approx.", "approx", "about"]),
        values,
      );
      return [{ revenue: number, means: "they are taken as they stand" }];
    },
  },
  { pattern: /^[-−]?[0-9.,]+ ?%$/, what: "percentages, which are no amounts", answers: () => [] },
  {
    pattern: new RegExp(`^${NUMBER} ?(-|–|to|bis|à) ?${NUMBER}$`),
    what: "ranges, which are no amounts",
    answers: () => [],
  },
];

const PLAIN = new RegExp(`^[-−]?${NUMBER}$`);

/** What to do about amounts of a known kind that no notation reads; undefined where they are of none. */
export function otherAmounts(
  { name, condition }: Pick<SaleColumn, "name" | "condition">,
  texts: readonly string[],
): { hint: string; tries: readonly Try[] } | undefined {
  const values = texts.map((text) => text.trim());
  const kind = KINDS.find(
    ({ pattern, isMixed = false }) =>
      values.some((value) => pattern.test(value)) &&
      values.every((value) => pattern.test(value) || (isMixed && PLAIN.test(value))),
  );
  if (kind === undefined) return undefined;
  const tries = kind
    .answers(asOperand({ name, condition }), values)
    .map(({ revenue, means }) => ({ inputs: { revenue }, means }));
  return {
    hint: `Column "${name}" holds ${kind.what}: ${tries.length === 0 ? "name another column" : "say what they mean"} with ${inputName("revenue")}.`,
    tries,
  };
}

/** SQL for text without some words. */
function without(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => `replace(${rest}, '${word}', '')`, text);
}

/** SQL for the number that is left, in the notation of the values: a comma before one or two last digits is a decimal mark. */
function decimalOf(text: string, values: readonly string[]): string {
  const hasComma =
    values.some((value) => /,[0-9]{1,2}(?![0-9])/.test(value)) &&
    !values.some((value) => /\.[0-9]{1,2}(?![0-9])/.test(value));
  const pointed = hasComma ? `replace(replace(${text}, '.', ''), ',', '.')` : `replace(${text}, ',', '')`;
  return `CAST(trim(${pointed}) AS DECIMAL(18,4))`;
}
