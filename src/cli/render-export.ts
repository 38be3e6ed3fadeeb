import { countOf } from "../outputs/format.js";

/** Says what `export` wrote; nothing when the file itself went to standard output. */
export function renderExport(result: {
  readonly file: string;
  readonly segments: readonly string[];
  readonly customers: number;
}): string {
  if (result.file === "-") return "";
  return `Wrote ${countOf(result.customers, "customer")} of ${result.segments.join(", ")} to ${result.file}`;
}
