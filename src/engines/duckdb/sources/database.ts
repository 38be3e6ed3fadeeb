import { inputName, QuintileError } from "../../../errors.js";
import { identifier, sql } from "../../../sql/fragment.js";
import type { InputFile } from "../../engine.js";
import { attach } from "../store/attach.js";
import type { FilesToRead, FileSource } from "./file-source.js";
import { typedRows } from "./typed.js";

/** The name under which a source's database is attached. */
export const SOURCE_CATALOG = "source";

/** The table that is read where none is named. */
const DEFAULT_TABLE = "fact_sales";

/** A table of a `.duckdb` file as a source. Raises `NO_SUCH_TABLE`. */
export async function databaseSource(
  { session, files, label }: FilesToRead,
  table = DEFAULT_TABLE,
): Promise<FileSource> {
  if (files.length > 1) {
    throw new QuintileError("BAD_FILE", `${label} matches ${files.length} databases.`, {
      hint: "A run reads one of them.",
    });
  }
  await attach(session, (files[0] as InputFile).path, SOURCE_CATALOG, "read");
  const tables = await session.query(
    sql`SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_catalog = ${SOURCE_CATALOG}
      ORDER BY schema <> 'main', schema, name`,
  );
  const named = tables.map(({ schema, name }) =>
    schema === "main" ? String(name) : `${String(schema)}.${String(name)}`,
  );
  const found = tables.find(
    ({ schema, name }, index) => named[index] === table || `${String(schema)}.${String(name)}` === table,
  );
  if (found === undefined) {
    throw new QuintileError("NO_SUCH_TABLE", `${label} has no table ${table}.`, {
      hint:
        named.length === 0 ? "It holds no tables at all." : `Name one with ${inputName("table")}: ${named.join(", ")}.`,
    });
  }
  const from = identifier(SOURCE_CATALOG, String(found["schema"]), String(found["name"]));
  const [count] = await session.query(sql`SELECT count(*) AS total FROM ${from}`);
  return {
    ...(await typedRows(session, from)),
    label: `${label} (${table})`,
    files,
    estimatedRows: Number(count?.["total"] ?? 0),
    lasting: identifier(String(found["schema"]), String(found["name"])),
  };
}
