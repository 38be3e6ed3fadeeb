import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { QuintileError } from "../../../errors.js";
import { duckdbDialect } from "../dialect/dialect.js";
import { identifier, join as joinSql, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Column, Relation } from "../../../sql/relation.js";
import type { Database, Source } from "../../engine.js";
import { attach } from "../store/attach.js";
import { type Compression, type LaterFiles, readLater } from "./later-files.js";
import { writeLineShifts } from "./line-shifts.js";
import { type Copying, plainFile, readEnd, readStart, standardInput, withoutStart } from "../../files/plain-file.js";
import type { DuckdbSession } from "../session.js";
import {
  decodeHead,
  HEAD_BYTES,
  LONGEST_ROW,
  parseHead,
  requireKnownContent,
  requireShortEnd,
  type TextHead,
} from "../../files/text-file.js";
import { shownName } from "../../files/workspace.js";

type Format = "delimited" | "json" | "parquet" | "database";

/** The name under which a source's database is attached. */
export const SOURCE_CATALOG = "source";

/** The table that is read where none is named. */
const DEFAULT_TABLE = "fact_sales";

/** Opens files (or standard input, `-`) as a source of sales; raises an error that says what is wrong with them. */
export async function openFiles(
  session: DuckdbSession,
  location: string,
  table: string | undefined,
  copying: Copying,
): Promise<OpenedFiles> {
  const label = location === "-" ? "standard input" : location;
  const named = location === "-" ? [] : await listFiles(session, location);
  const files: string[] = location === "-" ? [await standardInput(copying)] : [];
  for (const file of named) files.push(await plainFile(file, copying));
  const later = readLater(location, named, files);
  return { ...(await openPlainFiles(session, files, later, label, table, copying)), files: named, notes: [] };
}

/** A source without the session that answers queries over it. */
type OpenedFiles = Omit<Source, keyof Database | "collect">;

/** The same before it is said under which names its files were given. */
type UnnamedFiles = Omit<OpenedFiles, "files" | "notes">;

async function openPlainFiles(
  session: DuckdbSession,
  files: readonly string[],
  later: LaterFiles | undefined,
  label: string,
  table: string | undefined,
  copying: Copying,
): Promise<UnnamedFiles> {
  const formats = new Set(files.map(formatOf));
  const [format] = formats;
  if (formats.size > 1) {
    throw new QuintileError("BAD_FILE", `${label} matches files of different formats: ${[...formats].join(", ")}.`, {
      hint: "Give a narrower pattern.",
    });
  }
  if (files.every((file) => statSync(file).size === 0)) {
    throw new QuintileError("EMPTY_SOURCE", `${label} is empty.`, { hint: "Expected at least one row." });
  }
  switch (format) {
    case "parquet":
      return parquetSource(session, files, later, label);
    case "json":
      return jsonSource(session, files, later, label, copying);
    case "database":
      return databaseSource(session, files, label, table);
    default:
      return delimitedSource(files, later, label, copying);
  }
}

async function listFiles(session: DuckdbSession, location: string): Promise<string[]> {
  if (/^\w+:\/\//.test(location)) {
    throw new QuintileError(
      "NO_SUCH_FILE",
      `${location.replace(/\/\/[^@/]*@/, "//")} is not a file this version can read.`,
      {
        hint: "Sources are files (CSV, TSV, JSON lines, Parquet or .duckdb) or postgres:// addresses.",
      },
    );
  }
  if (existsSync(location)) return [location];
  const rows = /[*?[]/.test(location) ? await session.query(sql`SELECT file FROM glob(${location}) ORDER BY file`) : [];
  if (rows.length === 0) {
    throw new QuintileError("NO_SUCH_FILE", `There is no file ${location}.`, {
      hint: "Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.",
    });
  }
  return rows.map((row) => String(row["file"]));
}

function formatOf(file: string): Format {
  const start = readStart(file, 12);
  if (start.subarray(0, 4).equals(Buffer.from("PAR1"))) return "parquet";
  if (start.subarray(8, 12).equals(Buffer.from("DUCK"))) return "database";
  const name = basename(shownName(file)).toLowerCase();
  if (name.endsWith(".parquet")) return "parquet";
  if (/\.(jsonl|ndjson|json)(\.gz)?$/.test(name)) return "json";
  if (/\.(duckdb|ddb)$/.test(name)) return "database";
  requireKnownContent(start, shownName(file));
  return /^\uFEFF?\s*[{[]/.test(start.toString()) ? "json" : "delimited";
}

async function delimitedSource(
  files: readonly string[],
  later: LaterFiles | undefined,
  label: string,
  copying: Copying,
): Promise<UnnamedFiles> {
  const heads = files.map((file) => parseHead(readStart(file, HEAD_BYTES), file));
  for (const file of files) requireShortEnd(readEnd(file, LONGEST_ROW), file);
  const head = heads[0] as TextHead;
  heads.forEach((other, index) => requireSameShape(head, other, files[0] as string, files[index] as string));
  if (heads.every((each) => !each.hasRows)) {
    throw new QuintileError("EMPTY_SOURCE", `${label} has a header and no rows.`, {
      hint: "Expected at least one row.",
    });
  }
  const columns: Column[] = head.columns.map((name) => ({ name, kind: "text", type: "VARCHAR" }));
  const skips = new Map(files.map((file, index) => [file, heads[index]?.blankLines ?? 0]));
  const read = (chosen: readonly string[], typed = columns, options = sql``): Sql => {
    // Files that start alike are read together; the engine takes one number of lines to skip for all.
    const parts = [...new Set(chosen.map((file) => skips.get(file) ?? 0))].map((skip) => {
      const alike = chosen.filter((file) => skips.get(file) === skip);
      return readDelimited(alike, head.delimiter, typed, sql`, skip = ${literal(skip)}${options}`);
    });
    return together(parts);
  };
  const lasting = later
    ?.groups((file) => String(skips.get(file) ?? 0))
    .map(({ paths, compression, file }) => {
      const skip = skips.get(file) ?? 0;
      return readDelimited(
        paths,
        head.delimiter,
        columns,
        skip === 0 ? sql`` : sql`, skip = ${literal(skip)}`,
        compression,
      );
    });
  return {
    label,
    estimatedRows: Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / head.bytesPerRow),
    relation: { from: read(files), columns, untyped: true },
    start: read(files, columns, sql`, buffer_size = ${literal(SAMPLE_BUFFER)}`),
    lasting: lasting && together(lasting),
    withDecimal: (name) => {
      const typed = columns.map((each): Column =>
        each.name === name ? { name, kind: "decimal", type: "DECIMAL(18,4)" } : each,
      );
      return { from: read(files, typed), columns: typed, untyped: true };
    },
    rows: async (none) => ({
      from: none === true ? noRows(read(files)) : await numberedRows(files, read, head.delimiter, copying),
      numbered: true,
    }),
  };
}

/** Bytes; a row may be half as long. */
const SAMPLE_BUFFER = 4_000_000;

/** What stands after FROM to read all of several relations. */
function together(parts: readonly Sql[]): Sql {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const all = parts.map((part) => sql`SELECT * FROM ${part}`);
  return sql`(${joinSql(all, " UNION ALL ")})`;
}

function readDelimited(
  files: readonly string[],
  delimiter: string,
  columns: readonly Column[],
  options: Sql,
  compression: Compression = "uncompressed",
): Sql {
  const types = joinSql(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  const paths = joinSql(files.map((file) => literal(file)));
  return sql`read_csv([${paths}], auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', compression = ${literal(compression)}, columns = {${types}}${options})`;
}

function requireSameShape(first: TextHead, other: TextHead, firstFile: string, file: string): void {
  if (other.columns.join("\n") === first.columns.join("\n") && other.delimiter === first.delimiter) return;
  const [firstName, name] = [shownName(firstFile), shownName(file)];
  throw new QuintileError("BAD_FILE", `${name} does not have the columns of ${firstName}.`, {
    hint: `Files of one run share their header. ${basename(firstName)}: ${first.columns.join(", ")}. ${basename(name)}: ${other.columns.join(", ")}.`,
  });
}

/** The rows of each file with `file` and `line` before them. */
async function numberedRows(
  files: readonly string[],
  read: (files: readonly string[]) => Sql,
  delimiter: string | undefined,
  { workspace, signal }: Copying,
): Promise<Sql> {
  const numbered: Sql[] = [];
  for (const [index, file] of files.entries()) {
    const shifts = join(workspace, `lines-${index}.csv`);
    await writeLineShifts(file, delimiter, shifts, signal);
    const lines = sql`read_csv(${literal(shifts)}, auto_detect = false, header = false, columns = {'record': 'BIGINT', 'shift': 'BIGINT'})`;
    numbered.push(sql`SELECT ${literal(shownName(file))} AS quintile_file, records.record + shifts.shift AS quintile_line, records.quintile_row
      FROM (SELECT row_number() OVER () AS record, quintile_row FROM ${read([file])} AS quintile_row) AS records
      ASOF JOIN ${lines} AS shifts ON records.record >= shifts.record`);
  }
  return sql`(${joinSql(numbered, " UNION ALL ")})`;
}

function noRows(from: Sql): Sql {
  return sql`(SELECT '' AS quintile_file, 0 AS quintile_line, quintile_row FROM ${from} AS quintile_row LIMIT 0)`;
}

async function parquetSource(
  session: DuckdbSession,
  files: readonly string[],
  later: LaterFiles | undefined,
  label: string,
): Promise<UnnamedFiles> {
  const paths = joinSql(files.map((file) => literal(file)));
  const from = sql`read_parquet([${paths}])`;
  const [alike, ...others] = later?.groups(() => "") ?? [];
  // The engine itself reads no packed Parquet.
  const isReadable = alike?.compression === "uncompressed" && others.length === 0;
  const lasting = isReadable ? sql`read_parquet([${joinSql(alike.paths.map((path) => literal(path)))}])` : undefined;
  const [footer] = await session.query(sql`SELECT sum(num_rows) AS total FROM parquet_file_metadata([${paths}])`);
  return typedSource(session, label, from, lasting, Number(footer?.["total"] ?? 0));
}

async function jsonSource(
  session: DuckdbSession,
  packed: readonly string[],
  later: LaterFiles | undefined,
  label: string,
  copying: Copying,
): Promise<UnnamedFiles> {
  const heads = packed.map((file) => decodeHead(readStart(file, HEAD_BYTES), file));
  const files: string[] = [];
  // The engine refuses the mark that some editors put at the start of UTF-8.
  for (const [index, file] of packed.entries())
    files.push(await withoutStart(file, heads[index]?.startsWith("\uFEFF") ? 3 : 0, copying));
  const start = heads.map((head) => head.replace(/^\uFEFF/, "").trim()).find((head) => head !== "");
  if (start === undefined) {
    throw new QuintileError("EMPTY_SOURCE", `${label} is empty.`, { hint: "Expected one JSON object per line." });
  }
  const format = start.startsWith("[") ? "array" : "newline_delimited";
  const options = (paths: readonly string[], compression: Compression = "uncompressed"): Sql =>
    sql`[${joinSql(paths.map((path) => literal(path)))}], format = ${literal(format)}, compression = ${literal(compression)}`;
  // Scalars are read as text, which keeps ids and up to 15 digits of an amount as they stand: the engine's JSON parser
  // itself holds a number with a point as a double. Nested values keep their structure.
  const detected = await describe(session, sql`SELECT * FROM read_json(${options(files)}, sample_size = 20480)`);
  const columns = detected.map((column) =>
    /[([]|MAP/.test(column.type) && !column.type.startsWith("DECIMAL")
      ? column
      : { ...column, type: "VARCHAR", kind: "text" as const },
  );
  const types = joinSql(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  const read = (paths: readonly string[], compression?: Compression): Sql =>
    sql`read_json(${options(paths, compression)}, columns = {${types}})`;
  const isMarked = heads.some((head) => head.startsWith("\uFEFF"));
  const lasting = isMarked ? undefined : later?.groups(() => "").map((each) => read(each.paths, each.compression));
  const relation: Relation = { from: read(files), columns, untyped: true };
  const bytesPerRow = start.length / start.split("\n").length;
  return {
    label,
    estimatedRows: Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / bytesPerRow),
    relation,
    start: relation.from,
    lasting: lasting && together(lasting),
    rows: async (none) =>
      format === "array"
        ? { from: sql`(SELECT quintile_row FROM ${relation.from} AS quintile_row)`, numbered: false }
        : {
            from: none === true ? noRows(relation.from) : await numberedRows(files, read, undefined, copying),
            numbered: true,
          },
  };
}

async function databaseSource(
  session: DuckdbSession,
  files: readonly string[],
  label: string,
  table = DEFAULT_TABLE,
): Promise<UnnamedFiles> {
  if (files.length > 1) {
    throw new QuintileError("BAD_FILE", `${label} matches ${files.length} databases.`, {
      hint: "A run reads one of them.",
    });
  }
  await attach(session, files[0] as string, SOURCE_CATALOG, "read");
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
      hint: named.length === 0 ? "It holds no tables at all." : `Name one with --table: ${named.join(", ")}.`,
    });
  }
  const from = identifier(SOURCE_CATALOG, String(found["schema"]), String(found["name"]));
  const [count] = await session.query(sql`SELECT count(*) AS total FROM ${from}`);
  const lasting = identifier(String(found["schema"]), String(found["name"]));
  return typedSource(session, `${label} (${table})`, from, lasting, Number(count?.["total"] ?? 0));
}

async function typedSource(
  session: DuckdbSession,
  label: string,
  from: Sql,
  lasting: Sql | undefined,
  estimatedRows: number,
): Promise<UnnamedFiles> {
  const columns = await describe(session, sql`SELECT * FROM ${from}`);
  return {
    label,
    estimatedRows,
    relation: { from, columns, untyped: false },
    start: from,
    lasting,
    rows: () => Promise.resolve({ from: sql`(SELECT quintile_row FROM ${from} AS quintile_row)`, numbered: false }),
  };
}

/** The columns of a query with the kinds of their types. */
export async function describe(session: DuckdbSession, query: Sql): Promise<Column[]> {
  const rows = await session.query(sql`DESCRIBE ${query}`);
  return rows.map((row) => {
    const type = String(row["column_type"]);
    return { name: String(row["column_name"]), type, kind: duckdbDialect.kindOf(type) };
  });
}
