/**
 * A condition on sales that DuckDB works on for hours: a run that has it (`where`) goes on until it is stopped, at any pace
 * of the machine.
 */
export const ENDLESS = "(SELECT max(a.range * b.range) FROM range(1000000) AS a, range(1000000) AS b) > 0";
