import { createWriteStream, existsSync, openSync, readSync, closeSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { QuintileError } from "../../errors.js";
import { duckdbDialect } from "../../sql/duckdb-dialect.js";
import { identifier, join as joinSql, literal, type Sql, sql } from "../../sql/fragment.js";
import type { Column, Relation } from "../../sql/relation.js";
import type { Source } from "../engine.js";
import { badEncoding } from "./failure.js";
import { writeLineShifts } from "./line-shifts.js";
import type { DuckdbSession } from "./session.js";
import { isGzip, parseHead, readHead, type TextHead } from "./text-file.js";

type Format = "delimited" | "json" | "parquet" | "database";

/** Opens files (or standard input, `-`) as a source of sales; raises an error that says what is wrong with them. */
export async function openFiles(
  session: DuckdbSession,
  location: string,
  table: string | undefined,
  workspace: string,
): Promise<Source> {
  const files = location === "-" ? [await spoolStandardInput(workspace)] : await listFiles(session, location);
  const label = location === "-" ? "standard input" : location;
  const formats = new Set(files.map(formatOf));
  const [format] = formats;
  if (formats.size > 1) {
    throw new QuintileError("BAD_FILE", `${label} matches files of different formats: ${[...formats].join(", ")}.`, {
      hint: "Give a narrower pattern.",
    });
  }
  switch (format) {
    case "parquet":
      return parquetSource(session, files, label);
    case "json":
      return jsonSource(session, files, label, workspace);
    case "database":
      return databaseSource(session, files[0] as string, label, table);
    default:
      return delimitedSource(files, label, workspace);
  }
}

async function listFiles(session: DuckdbSession, location: string): Promise<string[]> {
  if (/^\w+:\/\//.test(location)) {
    throw new QuintileError("NO_SUCH_FILE", `${location.replace(/\/\/[^@/]*@/, "//")} is not a file this version can read.`, {
      hint: "Sources are files: CSV, TSV, JSON lines, Parquet or .duckdb.",
    });
  }
  if (existsSync(location)) {
    if (statSync(location).isDirectory()) {
      throw new QuintileError("BAD_FILE", `${location} is a directory, not a file of sales.`, {
        hint: `Name the files: '${join(location, "*.csv")}' or '${join(location, "*.parquet")}'.`,
      });
    }
    return [location];
  }
  const rows = /[*?[]/.test(location) ? await session.query(sql`SELECT file FROM glob(${location}) ORDER BY file`) : [];
  if (rows.length === 0) {
    throw new QuintileError("NO_SUCH_FILE", `There is no file ${location}.`, {
      hint: "Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.",
    });
  }
  return rows.map((row) => String(row["file"]));
}

async function spoolStandardInput(workspace: string): Promise<string> {
  const file = join(workspace, "standard-input");
  await pipeline(process.stdin, createWriteStream(file));
  return file;
}

function formatOf(file: string): Format {
  const start = startOf(file, 12);
  if (start.subarray(0, 4).equals(Buffer.from("PAR1"))) return "parquet";
  if (start.subarray(8, 12).equals(Buffer.from("DUCK"))) return "database";
  const name = basename(file).toLowerCase();
  if (/\.parquet$/.test(name)) return "parquet";
  if (/\.(jsonl|ndjson|json)(\.gz)?$/.test(name)) return "json";
  if (/\.(duckdb|ddb)$/.test(name)) return "database";
  return !isGzip(start) && /^\s*[{[]/.test(start.toString()) ? "json" : "delimited";
}

function startOf(file: string, bytes: number): Buffer {
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (cause) {
    throw new QuintileError("NO_SUCH_FILE", `${file} cannot be read.`, { hint: "Check its permissions.", cause });
  }
  const buffer = Buffer.alloc(bytes);
  const size = readSync(handle, buffer, 0, bytes, 0);
  closeSync(handle);
  return buffer.subarray(0, size);
}

async function delimitedSource(files: readonly string[], label: string, workspace: string): Promise<Source> {
  const heads = await Promise.all(files.map(async (file) => parseHead(await readHead(file), displayName(file, workspace))));
  const head = heads[0] as TextHead;
  heads.forEach((other, index) => requireSameShape(head, other, files[0] as string, files[index] as string));
  if (heads.every((each) => !each.hasRows)) {
    throw new QuintileError("EMPTY_SOURCE", `${label} has a header and no rows.`, { hint: "Expected at least one sale." });
  }
  const columns: Column[] = head.columns.map((name) => ({ name, kind: "text", type: "VARCHAR" }));
  const read = (chosen: readonly string[]): Sql => readDelimited(chosen, head.delimiter, columns);
  return {
    label,
    estimatedRows: Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / head.bytesPerRow),
    relation: { from: read(files), columns, untyped: true },
    start: readDelimited(files, head.delimiter, columns, sql`, buffer_size = ${literal(SAMPLE_BUFFER)}`),
    withDecimal: (name) => {
      const typed = columns.map((each): Column => (each.name === name ? { name, kind: "decimal", type: "DECIMAL(18,4)" } : each));
      return { from: readDelimited(files, head.delimiter, typed), columns: typed, untyped: true };
    },
    rows: async () => ({ from: await numberedRows(files, read, head.delimiter, workspace), numbered: true }),
  };
}

/** Bytes; a row may be half as long. */
const SAMPLE_BUFFER = 4_000_000;

function readDelimited(files: readonly string[], delimiter: string, columns: readonly Column[], options = sql``): Sql {
  const types = joinSql(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  const paths = joinSql(files.map((file) => literal(file)));
  return sql`read_csv([${paths}], auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', compression = ${literal(compressionOf(files))}, columns = {${types}}${options})`;
}

function compressionOf(files: readonly string[]): string {
  return files.some((file) => isGzip(startOf(file, 2))) ? "gzip" : "uncompressed";
}

function requireSameShape(first: TextHead, other: TextHead, firstFile: string, file: string): void {
  if (other.columns.join("\n") === first.columns.join("\n") && other.delimiter === first.delimiter) return;
  throw new QuintileError("BAD_FILE", `${file} does not have the columns of ${firstFile}.`, {
    hint: `Files of one run share their header. ${basename(firstFile)}: ${first.columns.join(", ")}. ${basename(file)}: ${other.columns.join(", ")}.`,
  });
}

/** The rows of each file with `file` and `line` before them. */
async function numberedRows(
  files: readonly string[],
  read: (files: readonly string[]) => Sql,
  delimiter: string | undefined,
  workspace: string,
): Promise<Sql> {
  const numbered: Sql[] = [];
  for (const [index, file] of files.entries()) {
    const shifts = join(workspace, `lines-${index}.csv`);
    await writeLineShifts(file, delimiter, shifts);
    const lines = sql`read_csv(${literal(shifts)}, auto_detect = false, header = false, columns = {'record': 'BIGINT', 'shift': 'BIGINT'})`;
    numbered.push(sql`SELECT ${literal(displayName(file, workspace))} AS source_file, records.record + shifts.shift AS source_line, records.source_row
      FROM (SELECT row_number() OVER () AS record, source_row FROM ${read([file])} AS source_row) AS records
      ASOF JOIN ${lines} AS shifts ON records.record >= shifts.record`);
  }
  return sql`(${joinSql(numbered, " UNION ALL ")})`;
}

function displayName(file: string, workspace: string): string {
  return file.startsWith(workspace) ? "standard input" : file;
}

async function parquetSource(session: DuckdbSession, files: readonly string[], label: string): Promise<Source> {
  const paths = joinSql(files.map((file) => literal(file)));
  const from = sql`read_parquet([${paths}])`;
  const [footer] = await session.query(sql`SELECT sum(num_rows) AS total FROM parquet_file_metadata([${paths}])`);
  return typedSource(session, label, from, Number(footer?.["total"] ?? 0));
}

async function jsonSource(
  session: DuckdbSession,
  files: readonly string[],
  label: string,
  workspace: string,
): Promise<Source> {
  const start = (await readHead(files[0] as string, 1 << 16)).toString("utf8");
  if (start.trim() === "") {
    throw new QuintileError("EMPTY_SOURCE", `${label} is empty.`, { hint: "Expected one JSON object per line." });
  }
  if (start.includes("\u0000")) throw badEncoding(label, "UTF-16");
  const format = start.trimStart().startsWith("[") ? "array" : "newline_delimited";
  const options = (paths: readonly string[]): Sql =>
    sql`[${joinSql(paths.map((path) => literal(path)))}], format = ${literal(format)}, compression = ${literal(compressionOf(files))}`;
  // Scalars are read as text, so that no amount passes through a binary float; nested values keep their structure.
  const detected = await describe(session, sql`SELECT * FROM read_json(${options(files)}, sample_size = 20480)`);
  const columns = detected.map((column) =>
    /[([]|JSON|MAP/.test(column.type) && !column.type.startsWith("DECIMAL") ? column : { ...column, type: "VARCHAR", kind: "text" as const },
  );
  const types = joinSql(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  const read = (paths: readonly string[]): Sql => sql`read_json(${options(paths)}, columns = {${types}})`;
  const relation: Relation = { from: read(files), columns, untyped: true };
  const bytesPerRow = start.length / Math.max(1, start.trimEnd().split("\n").length);
  return {
    label,
    estimatedRows: Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / bytesPerRow),
    relation,
    start: relation.from,
    rows: async () =>
      format === "array"
        ? { from: sql`(SELECT source_row FROM ${relation.from} AS source_row)`, numbered: false }
        : { from: await numberedRows(files, read, undefined, workspace), numbered: true },
  };
}

async function databaseSource(
  session: DuckdbSession,
  file: string,
  label: string,
  table = "fact_sales",
): Promise<Source> {
  await session.query(sql`ATTACH ${literal(file)} AS source (READ_ONLY)`);
  const tables = await session.query(
    sql`SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = 'source' ORDER BY ALL`,
  );
  const [name, schema] = table.split(".").reverse() as [string, string | undefined];
  const found = tables.filter((each) => each["table_name"] === name && (schema ?? each["table_schema"]) === each["table_schema"]);
  if (found.length !== 1) {
    const names = tables.map((each) => (each["table_schema"] === "main" ? each["table_name"] : `${each["table_schema"]}.${each["table_name"]}`));
    throw new QuintileError("NO_SUCH_TABLE", `${label} has no table ${table}.`, {
      hint: names.length === 0 ? "It holds no tables at all." : `Name one with --table: ${names.join(", ")}.`,
    });
  }
  const from = identifier("source", String(found[0]?.["table_schema"]), name);
  const [count] = await session.query(sql`SELECT count(*) AS total FROM ${from}`);
  return typedSource(session, `${label} (${table})`, from, Number(count?.["total"] ?? 0));
}

async function typedSource(session: DuckdbSession, label: string, from: Sql, estimatedRows: number): Promise<Source> {
  const columns = await describe(session, sql`SELECT * FROM ${from}`);
  return {
    label,
    estimatedRows,
    relation: { from, columns, untyped: false },
    start: from,
    rows: () => Promise.resolve({ from: sql`(SELECT source_row FROM ${from} AS source_row)`, numbered: false }),
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
