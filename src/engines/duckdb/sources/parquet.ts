import { sql } from "../../../sql/fragment.js";
import type { InputFile } from "../../engine.js";
import type { DuckdbSession } from "../session.js";
import { type FileGroup, joinFiles } from "./joined-files.js";
import { listOf, readLater } from "./later-files.js";
import type { FilesToRead, FileSource } from "./file-source.js";
import { describe, typedRows } from "./typed.js";

/** Parquet files as a source. Raises `BAD_FILE` where the types of their columns do not go together. */
export async function parquetSource({ session, files, label, isPattern }: FilesToRead): Promise<FileSource> {
  const paths = listOf(files.map(({ path }) => path));
  const [footers] = await session.query(sql`SELECT sum(num_rows) AS total FROM parquet_file_metadata(${paths})`);
  const groups = files.length === 1 ? [files] : await alikeFiles(session, files);
  const isJoined = groups.length > 1;
  const joined = isJoined ? await joinFiles(session, await describeGroups(session, groups)) : undefined;
  const later = groups.map((group) => readLater(group, isPattern && !isJoined ? label : undefined, () => ""));
  // The engine itself reads no packed Parquet.
  const isReadable = later.every((group) => group?.every(({ compression }) => compression === "uncompressed") === true);
  // A pattern finds files later that may have more columns.
  const byName = isPattern && !isJoined ? sql`, union_by_name = true` : sql``;
  const lasting = later.map((group = []) => sql`read_parquet(${listOf(group.flatMap((each) => each.paths))}${byName})`);
  return {
    ...(await typedRows(session, joined?.from() ?? sql`read_parquet(${paths})`)),
    label,
    files,
    estimatedRows: Number(footers?.["total"] ?? 0),
    lasting: isReadable ? (joined?.from(lasting) ?? lasting[0]) : undefined,
  };
}

/** The files by the columns and types that each of them says it has: the engine would go by the first of them. */
async function alikeFiles(session: DuckdbSession, files: readonly InputFile[]): Promise<InputFile[][]> {
  const rows = await session.query(sql`SELECT first(file_name) AS one, list(file_name) AS files FROM (
      SELECT file_name, list({name: name, type: duckdb_type, logical: logical_type, children: num_children} ORDER BY column_id) AS columns
      FROM parquet_schema(${listOf(files.map(({ path }) => path))}) WHERE column_id > 0 GROUP BY file_name)
    GROUP BY columns`);
  const groups = rows.map((row) => new Set(row["files"] as unknown as string[]));
  const sorted = groups.map((paths) => files.filter(({ path }) => paths.has(path)));
  return sorted.toSorted(([one], [other]) => files.indexOf(one as InputFile) - files.indexOf(other as InputFile));
}

async function describeGroups(session: DuckdbSession, groups: readonly (readonly InputFile[])[]): Promise<FileGroup[]> {
  const described: FileGroup[] = [];
  for (const files of groups) {
    const from = sql`read_parquet(${listOf(files.map(({ path }) => path))})`;
    const columns = await describe(session, sql`SELECT * FROM ${from}`);
    described.push({ name: (files[0] as InputFile).name, size: files.length, columns, from });
  }
  return described;
}
