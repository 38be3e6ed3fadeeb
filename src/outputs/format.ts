/** Formatters are made when first used: loading the locale data takes longer than most commands. */
const formatters = new Map<string, Intl.NumberFormat>();

function format(value: number | string, name: string, options: Intl.NumberFormatOptions): string {
  const formatter = formatters.get(name) ?? new Intl.NumberFormat("en-US", options);
  formatters.set(name, formatter);
  return formatter.format(value as number);
}

/** A whole number with grouping: 1,234. */
export const formatCount = (value: number): string => format(value, "count", {});

/** An amount with two places: 1,234.50. Text keeps its exact digits. */
export const formatAmount = (value: number | string): string =>
  format(value, "amount", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A mean with one place; a dash where there is none. */
export const formatMean = (value: number | null): string =>
  value === null ? "–" : format(value, "mean", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A share of 1 as a percentage: 12.3%. */
export const formatShare = (value: number): string =>
  format(value, "share", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** One noun, counted: `1 customer`, `2 customers`. */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

/** The two ways to write a count, as one value. */
export const COUNTS = { count: formatCount, counted: countOf };
