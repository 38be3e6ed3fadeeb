import { QuintileError } from "../../../errors.js";
import type { ZipArchive, ZipMember } from "./zip-archive.js";

const TABLE = /\.(csv|tsv|tab|jsonl|ndjson|json|parquet|xlsx|xls|ods)(\.gz)?$/i;
const TEXT = /\.(txt|dat|asc)(\.gz)?$/i;
const ABOUT = /(^|\/)(read[ _-]?me|licen[cs]e|copying|notice|changelog|about|manifest)[^/]*$/i;
/** What systems add to archives: resource forks, thumbnails, hidden files. */
const ADDED = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
/** Names that a message lists. */
const MOST_NAMES = 10;

/**
 * The one file of sales in an archive: the only table there, else the only text, else the only file; what systems and people add
 * beside it does not count. Raises `BAD_FILE`, naming the files, where there are several or none.
 */
export function chooseMember({ members }: ZipArchive, shown: string): ZipMember {
  const files = members.filter(({ name, size }) => size > 0 && !ADDED.test(name));
  const telling = files.filter(({ name }) => !ABOUT.test(name));
  const [tables, texts] = [TABLE, TEXT].map((kind) => telling.filter(({ name }) => kind.test(name)));
  const found = [tables, texts, telling].find((each) => each !== undefined && each.length > 0) ?? [];
  const [only, ...others] = found;
  if (only === undefined) {
    throw new QuintileError("BAD_FILE", `${shown} holds no file of sales.`, {
      hint: "Expected one file in it: CSV, TSV, JSON, Parquet, or a workbook.",
    });
  }
  if (others.length > 0) {
    const names = found.slice(0, MOST_NAMES).map(({ name }) => name);
    const more = found.length > MOST_NAMES ? `, and ${found.length - MOST_NAMES} more` : "";
    throw new QuintileError(
      "BAD_FILE",
      `${shown} holds ${found.length} files that could be sales: ${names.join(", ")}${more}.`,
      {
        hint: "Unpack it, and give the one that holds the sales, or a pattern that finds them all.",
      },
    );
  }
  return only;
}
