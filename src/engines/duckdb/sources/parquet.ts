import { sql } from "../../../sql/fragment.js";
import { listOf, readLater } from "./later-files.js";
import type { FilesToRead, FileSource } from "./open-files.js";
import { typedRows } from "./typed.js";

/** Parquet files as a source. */
export async function parquetSource({ session, files, label, isPattern }: FilesToRead): Promise<FileSource> {
  const paths = listOf(files.map(({ path }) => path));
  const [footers] = await session.query(sql`SELECT sum(num_rows) AS total FROM parquet_file_metadata(${paths})`);
  const later = readLater(files, isPattern ? label : undefined, () => "");
  // The engine itself reads no packed Parquet.
  const isReadable = later?.every(({ compression }) => compression === "uncompressed") === true;
  return {
    ...(await typedRows(session, sql`read_parquet(${paths})`)),
    label,
    files,
    estimatedRows: Number(footers?.["total"] ?? 0),
    lasting: isReadable ? sql`read_parquet(${listOf(later.flatMap((each) => each.paths))})` : undefined,
  };
}
