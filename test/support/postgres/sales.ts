import { escapeIdentifier } from "pg";
import { type Fits, fittingTypes, USUAL_FITS } from "../fitting-types.js";
import type { ColumnType, SalesTable } from "../sales-table.js";
import type { Database } from "./database.js";

/** Types of a test's columns by their names in PostgreSQL. */
const TYPES: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "text",
  BIGINT: "bigint",
  DOUBLE: "double precision",
  REAL: "real",
  "DECIMAL(18,4)": "numeric(18,4)",
  DATE: "date",
  TIMESTAMP: "timestamp",
  TIMESTAMPTZ: "timestamptz",
};

/** Days may be infinite here, or farther away than a timestamp can be. */
const FITS: Fits = {
  ...USUAL_FITS,
  DATE: new RegExp(`${USUAL_FITS.DATE?.source}|^-?infinity$|^\\d{6,7}-\\d\\d-\\d\\d$`),
};

/** Puts sales into a new table of a schema, in types that hold every value as it stands: text where the wanted one does not. */
export async function storePostgresSales(
  sql: Database["sql"],
  schema: string,
  name: string,
  sales: SalesTable,
): Promise<void> {
  const { columns, rows } = sales;
  const table = `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
  const values = columns.map((_, index) => rows.map((row) => row[index] ?? null));
  const types = fittingTypes(sales, FITS).map((type) => TYPES[type]);
  const names = columns.map((column) => escapeIdentifier(column.name));
  await sql(`CREATE TABLE ${table} (${names.map((column, index) => `${column} ${types[index]}`).join(", ")})`);
  const casts = types.map((type, index) => `value_${index}::${type}`);
  const arrays = types.map((_, index) => `$${index + 1}::text[]`);
  await sql(
    `INSERT INTO ${table} SELECT ${casts.join(", ")} FROM unnest(${arrays.join(", ")}) AS raw (${types.map((_, index) => `value_${index}`).join(", ")})`,
    values,
  );
}
