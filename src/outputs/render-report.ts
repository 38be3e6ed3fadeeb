import type { ReportResult } from "../results/report.js";
import { countOf, formatCount } from "./format.js";

/** Says what `report` wrote. */
export function renderReport(result: ReportResult): string {
  const place = result.file === "-" ? "standard output" : result.file;
  return `Wrote ${place} (${formatCount(Math.ceil(result.bytes / 1000))} kB): the segments of ${countOf(result.customers, "customer")} on one page, to mail or print`;
}
