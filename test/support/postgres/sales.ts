import { escapeIdentifier } from "pg";
import type { ColumnType, SalesTable } from "../sales-table.js";
import type { Database } from "./database.js";

/** Types of a test's columns by their names in PostgreSQL. */
const TYPES: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "text",
  BIGINT: "bigint",
  DOUBLE: "double precision",
  "DECIMAL(18,4)": "numeric(18,4)",
  DATE: "date",
  TIMESTAMP: "timestamp",
  TIMESTAMPTZ: "timestamptz",
};

const FITS: Partial<Record<ColumnType, RegExp>> = {
  BIGINT: /^-?\d{1,18}$/,
  DOUBLE: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$|^NaN$|^-?Infinity$/i,
  "DECIMAL(18,4)": /^[+-]?\d{1,14}(\.\d{1,4})?$/,
  DATE: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$|^-?infinity$/,
  TIMESTAMP: /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?$/,
};

const WHOLE_NUMBER = /^(0|-?[1-9]\d{0,17})$/;

/** Puts sales into a new table of a schema, in types that hold every value as it stands: text where the wanted one does not. */
export async function storePostgresSales(
  sql: Database["sql"],
  schema: string,
  name: string,
  { columns, rows }: SalesTable,
): Promise<void> {
  const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
  const values = columns.map((_, index) => rows.map((row) => row[index] ?? null));
  const types = columns.map(({ name: column, type }, index) => typeOf(column, type, values[index] ?? []));
  const names = columns.map((column) => escapeIdentifier(column.name));
  await sql(`CREATE TABLE ${table} (${names.map((column, index) => `${column} ${types[index]}`).join(", ")})`);
  const casts = types.map((type, index) => `value_${index}::${type}`);
  const arrays = types.map((_, index) => `$${index + 1}::text[]`);
  await sql(
    `INSERT INTO ${table} SELECT ${casts.join(", ")} FROM unnest(${arrays.join(", ")}) AS raw (${types.map((_, index) => `value_${index}`).join(", ")})`,
    values,
  );
}

/** Ids that a text file would show to be whole numbers are stored as such. */
function typeOf(name: string, wanted: ColumnType, values: readonly (string | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (
    name === "customer_id" &&
    wanted === "VARCHAR" &&
    known.length > 0 &&
    known.every((value) => WHOLE_NUMBER.test(value))
  ) {
    return "bigint";
  }
  const fits = FITS[wanted];
  return fits === undefined || known.every((value) => fits.test(value)) ? TYPES[wanted] : "text";
}
