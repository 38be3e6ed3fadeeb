const COUNT = new Intl.NumberFormat("en-US");
const AMOUNT = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const MEAN = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A whole number with grouping: 1,234. */
export const formatCount = (value: number): string => COUNT.format(value);

/** An amount with two places: 1,234.50. Text keeps its exact digits. */
export const formatAmount = (value: number | string): string => AMOUNT.format(value as number);

/** A mean with one place; a dash where there is none. */
export const formatMean = (value: number | null): string => (value === null ? "–" : MEAN.format(value));

/** A share of 1 as a percentage: 12.3%. */
export const formatShare = (value: number): string => SHARE.format(value);

/** One noun, counted: `1 customer`, `2 customers`. */
export const countOf = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
