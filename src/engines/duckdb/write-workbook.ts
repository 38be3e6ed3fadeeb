import { basename } from "node:path";
import { identifier, join, type Sql, sql } from "../../sql/fragment.js";
import { type Column, isNumeric } from "../../sql/relation.js";
import { type WrittenColumn, type WrittenValue, writeXlsx } from "../files/workbooks/write-xlsx.js";
import type { DuckdbSession } from "./session.js";
import { describe } from "./sources/typed.js";

/**
 * Writes the rows of a query as an .xlsx workbook with one sheet, named like the file. Raises `USAGE` where they are more than a sheet
 * can hold.
 *
 * @param path where to write.
 * @param file what it will be called.
 */
export async function writeWorkbook(session: DuckdbSession, query: Sql, path: string, file: string): Promise<void> {
  const columns = await describe(session, query);
  // Numbers instead of names, since a row may have two columns of one name.
  const names = columns.map((_, index) => identifier(`c${index}`));
  const values = names.map((name) => sql`CAST(${name} AS VARCHAR) AS ${name}`);
  const text = sql`SELECT ${join(values)} FROM (${query}) AS rows(${join(names)})`;
  await writeXlsx(
    path,
    basename(file).replace(/\.xlsx$/i, ""),
    columns.map((column): WrittenColumn => ({ name: column.name, kind: kindOf(column) })),
    rowsOf(session, text, columns.length),
    session.signal,
  );
}

async function* rowsOf(
  session: DuckdbSession,
  query: Sql,
  columns: number,
): AsyncGenerator<readonly (readonly WrittenValue[])[]> {
  for await (const rows of session.stream(query, session.signal)) {
    yield rows.map((row) =>
      Array.from({ length: columns }, (_, index) => (row[`c${index}`] as string | null | undefined) ?? null),
    );
  }
}

function kindOf({ kind, type }: Column): WrittenColumn["kind"] {
  if (isNumeric(kind)) return "number";
  if (kind === "date" || kind === "timestamp") return kind;
  return type === "BOOLEAN" ? "boolean" : "text";
}
