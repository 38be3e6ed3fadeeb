import { fittingTypes, type Fits, USUAL_FITS } from "../fitting-types.js";
import type { ColumnType, SalesTable } from "../sales-table.js";
import { queryTrino } from "./query.js";

/** Types of a test's columns by their names in Trino. */
const TYPES: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "varchar",
  BIGINT: "bigint",
  DOUBLE: "double",
  REAL: "real",
  "DECIMAL(18,4)": "decimal(18,4)",
  DATE: "date",
  TIMESTAMP: "timestamp(6)",
  TIMESTAMPTZ: "timestamp(6) with time zone",
};

/** An offset has to be spelled out, and Hive has no type for it. */
const FITS: Fits = { ...USUAL_FITS, TIMESTAMPTZ: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)? [+-]\d{2}:\d{2}$/ };

/** Characters of one statement, of the million that Trino takes. */
const LONGEST = 500_000;

export interface TrinoTable {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
}

/** A name in double quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Puts sales into a new table, in types that hold every value as it stands: text where the wanted one does not. */
export async function storeTrinoSales(url: string, place: TrinoTable, sales: SalesTable): Promise<void> {
  const types = fittingTypes(sales, FITS).map((type) => TYPES[type]);
  const names = sales.columns.map(({ name }) => quoted(name));
  const session = { [`${place.catalog}.timestamp_precision`]: "MICROSECONDS" };
  const options = { catalog: place.catalog, schema: place.schema, ...(place.catalog === "hive" ? { session } : {}) };
  const table = quoted(place.name);
  const definitions = names.map((name, index) => `${name} ${types[index]}`);
  await queryTrino(url, `CREATE TABLE ${table} (${definitions.join(", ")})`, options);
  let rows: string[] = [];
  let length = 0;
  const insert = async (): Promise<void> => {
    if (rows.length > 0) await queryTrino(url, `INSERT INTO ${table} VALUES ${rows.join(", ")}`, options);
    [rows, length] = [[], 0];
  };
  for (const row of sales.rows) {
    const text = `(${types.map((type, index) => literalOf(row[index] ?? null, type)).join(", ")})`;
    if (length + text.length > LONGEST) await insert();
    rows.push(text);
    length += text.length;
  }
  await insert();
}

function literalOf(value: string | null, type: string | undefined): string {
  if (value === null) return "NULL";
  const written = type?.startsWith("timestamp") === true ? value.replace("T", " ") : value;
  return `CAST('${written.replaceAll("'", "''")}' AS ${type})`;
}
