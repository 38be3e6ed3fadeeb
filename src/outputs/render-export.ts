import type { ExportResult } from "../results/export.js";
import { countOf } from "./format.js";

/** Says what `export` wrote. */
export function renderExport(result: ExportResult): string {
  return `Wrote ${countOf(result.customers, "customer")} of ${result.segments.join(", ")} to ${result.file === "-" ? "standard output" : result.file}`;
}
