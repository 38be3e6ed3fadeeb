import { countOf } from "./format.js";

/** Says what `export` wrote. */
export function renderExport(result: {
  readonly file: string;
  readonly segments: readonly string[];
  readonly customers: number;
}): string {
  return `Wrote ${countOf(result.customers, "customer")} of ${result.segments.join(", ")} to ${result.file === "-" ? "standard output" : result.file}`;
}
