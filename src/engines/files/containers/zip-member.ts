import { QuintileError } from "../../../errors.js";
import type { ZipArchive, ZipMember } from "./zip-archive.js";

const TABLE = /\.(csv|tsv|tab|jsonl|ndjson|json|parquet|xlsx|xls|ods)(\.gz)?$/i;
const TEXT = /\.(txt|dat|asc)(\.gz)?$/i;
const ABOUT = /(^|\/)(read[ _-]?me|licen[cs]e|copying|notice|changelog|about|manifest)[^/]*$/i;
/** Names that a message lists. */
const MOST_NAMES = 10;
/** What systems add to archives: resource forks, thumbnails, hidden files. */
const ADDED = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
/**
 * The files in an archive that may be sales: all tables there, else all texts, else all files; what systems and people add
 * beside them does not count. Raises `BAD_FILE` where there are none.
 */
export function likelyMembers({ members }: ZipArchive, shown: string): readonly ZipMember[] {
  const files = members.filter(({ name, size }) => size > 0 && !ADDED.test(name));
  const telling = files.filter(({ name }) => !ABOUT.test(name));
  const [tables, texts] = [TABLE, TEXT].map((kind) => telling.filter(({ name }) => kind.test(name)));
  const found = [tables, texts, telling].find((each) => each !== undefined && each.length > 0) ?? [];
  if (found.length > 0) return found;
  throw new QuintileError("BAD_FILE", `${shown} holds no file of sales.`, {
    hint: "Expected a file in it: CSV, TSV, JSON, Parquet, or a workbook.",
  });
}

/** A file in an archive by its path there. Raises `NO_SUCH_FILE`. */
export function memberNamed({ members }: ZipArchive, name: string, shown: string): ZipMember {
  const found = members.find((member) => member.name === name);
  if (found !== undefined) return found;
  const names = members.filter((member) => !ADDED.test(member.name)).map((member) => member.name);
  throw new QuintileError("NO_SUCH_FILE", `There is no file ${name} in ${shown}.`, {
    hint: `Files in it: ${listNames(names)}.`,
  });
}

/** Names for a sentence. */
export function listNames(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? `, and ${names.length - MOST_NAMES} more` : "";
  return `${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}
