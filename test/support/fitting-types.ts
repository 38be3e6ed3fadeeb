import type { ColumnType, SalesTable } from "./sales-table.js";

/** What text of a test's column must look like to be stored in a type; text where the wanted one does not hold it all. */
export type Fits = Partial<Record<ColumnType, RegExp>>;

/** What every database can hold. */
export const USUAL_FITS: Fits = {
  BIGINT: /^-?\d{1,18}$/,
  REAL: /^[+-]?\d+(\.\d+)?(e[+-]?\d{1,2})?$|^NaN$|^-?Infinity$/i,
  DOUBLE: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$|^NaN$|^-?Infinity$/i,
  "DECIMAL(18,4)": /^[+-]?\d{1,14}(\.\d{1,4})?$/,
  DATE: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/,
  TIMESTAMP: /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?$/,
};

const WHOLE_NUMBER = /^(0|-?[1-9]\d{0,17})$/;

/** The types in which a database stores a table's columns as they stand. Ids that a text file would show to be whole numbers are stored as such. */
export function fittingTypes({ columns, rows }: SalesTable, fits: Fits = USUAL_FITS): ColumnType[] {
  return columns.map(({ name, type }, index) => {
    const known = rows.map((row) => row[index] ?? null).filter((value) => value !== null);
    const isWhole = known.length > 0 && known.every((value) => WHOLE_NUMBER.test(value));
    if (name === "customer_id" && type === "VARCHAR" && isWhole) return "BIGINT";
    const fit = fits[type];
    return fit === undefined || known.every((value) => fit.test(value)) ? type : "VARCHAR";
  });
}
