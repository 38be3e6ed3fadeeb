import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { QuintileError } from "../../../errors.js";
import { sql } from "../../../sql/fragment.js";
import type { InputFile } from "../../engine.js";
import { FileFindings } from "../../files/file-findings.js";
import { openedFiles } from "../../files/opened-file.js";
import { fileOfBytes, plainFile } from "../../files/plain-file.js";
import { requireKnownContent } from "../../files/text-file.js";
import type { DuckdbSession } from "../session.js";
import { databaseSource } from "./database.js";
import { delimitedSource } from "./delimited.js";
import type { FilesToRead, FileSource } from "./file-source.js";
import { joinSources } from "./joined-sources.js";
import { jsonSource } from "./json.js";
import { parquetSource } from "./parquet.js";
import { workbookSource } from "./workbook.js";

/** Opens a file as its format asks for. */
type OpenFormat = (opened: FilesToRead, table: string | undefined) => Promise<FileSource>;

const FORMATS = {
  delimited: delimitedSource,
  json: jsonSource,
  parquet: parquetSource,
  database: databaseSource,
  workbook: workbookSource,
} as const satisfies Record<string, OpenFormat>;

/** Opens files (or bytes that no path leads to, `-`) as a source of sales; raises an error that says what is wrong with them. */
export async function openFiles(
  place: Pick<FilesToRead, "session" | "workspace" | "options" | "onFile">,
  location: string,
  table: string | undefined,
): Promise<FileSource> {
  const { session, workspace, options } = place;
  const findings = new FileFindings();
  const onFile = (file: InputFile): void => {
    findings.onFile(file);
    place.onFile(file);
  };
  const given = location === "-" ? [] : await listFiles(session, location);
  const files: InputFile[] = [];
  const notes: string[] = [];
  for (const { path, member } of location === "-" ? [{ path: undefined, member: undefined }] : given) {
    const file = path === undefined ? await fileOfBytes(workspace, options.input) : await plainFile(path, workspace);
    onFile(file);
    files.push(...(await openedFiles(file, workspace, { ...options, member }, (note) => notes.push(note))));
  }
  files.forEach(onFile);
  const label = location === "-" ? (files[0]?.name ?? location) : location;
  if (files.every((file) => file.size === 0)) {
    throw new QuintileError("EMPTY_SOURCE", `${label} is empty.`, { hint: "Expected at least one row." });
  }
  const isPattern = given.length > 1 || given.some(({ path, member }) => member === undefined && path !== location);
  for (const { name, size } of files) if (size === 0) notes.push(`${name} is empty.`);
  const formats = await filesByFormat(files, label);
  const sources: FileSource[] = [];
  for (const [format, alike] of formats) {
    const open: OpenFormat = FORMATS[format];
    const isWhole = isPattern && formats.size === 1;
    sources.push(
      await open({ session, workspace, label, isPattern: isWhole, files: alike, options, findings, onFile }, table),
    );
  }
  const source = await joinSources(session, sources, label);
  return { ...source, notes: [...notes, ...source.notes], findings: () => findings.all() };
}

/** A file as it is given, and a file within it where it is an archive. */
interface GivenFile {
  readonly path: string;
  readonly member?: string | undefined;
}

async function listFiles(session: DuckdbSession, location: string): Promise<readonly GivenFile[]> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    throw new QuintileError(
      "NO_SUCH_FILE",
      `${location.replace(/\/\/[^@/]*@/, "//")} is not a file this version can read.`,
      {
        hint: "Sources are files (CSV, TSV, workbooks, JSON, Parquet or .duckdb) or postgres:// and trino:// addresses.",
      },
    );
  }
  if (existsSync(location)) return [{ path: location }];
  const within = withinArchive(location);
  if (within !== undefined) return [within];
  const rows = /[*?[]/.test(location) ? await session.query(sql`SELECT file FROM glob(${location}) ORDER BY file`) : [];
  if (rows.length === 0) {
    throw new QuintileError("NO_SUCH_FILE", `There is no file ${location}.`, {
      hint: "Check the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.",
    });
  }
  return rows.map((row) => ({ path: String(row["file"]) }));
}

/** A path that goes on behind a file: `2023.zip/orders.csv`. */
function withinArchive(location: string): GivenFile | undefined {
  for (let end = location.lastIndexOf("/"); end > 0; end = location.lastIndexOf("/", end - 1)) {
    const path = location.slice(0, end);
    if (existsSync(path)) return statSync(path).isFile() ? { path, member: location.slice(end + 1) } : undefined;
  }
  return undefined;
}

async function filesByFormat(
  files: readonly InputFile[],
  label: string,
): Promise<ReadonlyMap<keyof typeof FORMATS, readonly InputFile[]>> {
  const formats = new Map<keyof typeof FORMATS, InputFile[]>();
  for (const file of files.filter(({ size }) => size > 0)) {
    const format = await formatOf(file);
    formats.set(format, [...(formats.get(format) ?? []), file]);
  }
  if (formats.size > 1 && formats.has("database")) {
    throw new QuintileError(
      "BAD_FILE",
      `${label} matches files of different formats: ${[...formats.keys()].join(", ")}.`,
      {
        hint: "Give a narrower pattern: a database is read by itself.",
      },
    );
  }
  return formats;
}

/** By the first bytes where they say it, else by the name, else by what the text looks like. */
async function formatOf(file: InputFile): Promise<keyof typeof FORMATS> {
  const start = await file.head(12);
  const text = new TextDecoder().decode(start);
  if (text.startsWith("PAR1")) return "parquet";
  if (new TextDecoder().decode(start.subarray(8)) === "DUCK") return "database";
  if (
    [
      [0x50, 0x4b, 0x03, 0x04],
      [0xd0, 0xcf, 0x11, 0xe0],
    ].some((known) => known.every((byte, index) => start[index] === byte))
  )
    return "workbook";
  const name = basename(file.name).toLowerCase();
  if (name.endsWith(".parquet")) return "parquet";
  if (/\.(jsonl|ndjson|json)(\.gz)?$/.test(name)) return "json";
  if (/\.(duckdb|ddb)$/.test(name)) return "database";
  requireKnownContent(start, file.name);
  return /^\uFEFF?\s*[{[]/.test(text) ? "json" : "delimited";
}
