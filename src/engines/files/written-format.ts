import { QuintileError } from "../../errors.js";

/** A format in which rows can be written. */
export type WrittenFormat = "csv" | "tsv" | "parquet" | "json" | "jsonl" | "xlsx";

const BY_EXTENSION: readonly (readonly [RegExp, WrittenFormat])[] = [
  [/\.csv(\.gz)?$/i, "csv"],
  [/\.tsv(\.gz)?$/i, "tsv"],
  [/\.parquet$/i, "parquet"],
  [/\.json$/i, "json"],
  [/\.xlsx$/i, "xlsx"],
  [/\.(jsonl|ndjson)(\.gz)?$/i, "jsonl"],
];

/** True for `-` and its usual other name. */
export function isStandardOutput(file: string): boolean {
  return file === "-" || file === "/dev/stdout";
}

/** The format that the extension of a file says; CSV for standard output and devices. Raises `USAGE` for any other name. */
export function writtenFormat(file: string): WrittenFormat {
  if (isStandardOutput(file) || file.startsWith("/dev/")) return "csv";
  const format = BY_EXTENSION.find(([pattern]) => pattern.test(file))?.[1];
  if (format !== undefined) return format;
  throw new QuintileError("USAGE", `${file} does not say in which format to write.`, {
    hint: "Use a name that ends in .csv, .tsv, .xlsx, .parquet, .json or .jsonl (.csv.gz is packed).",
  });
}

/** True where a file may be opened in a spreadsheet that takes text for formulas. Raises `USAGE` as {@link writtenFormat} does. */
export function isTextForSpreadsheets(file: string): boolean {
  return ["csv", "tsv"].includes(writtenFormat(file));
}

/** Raises `USAGE` where the extension names no format that can be written: better before the work than after it. */
export function requireWritable(file: string): void {
  writtenFormat(file);
}
