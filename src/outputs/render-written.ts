import type { ExportResult } from "../results/export.js";
import type { InitResult } from "../results/init.js";
import type { ReportResult } from "../results/report.js";
import type { SqlResult } from "../results/sql.js";
import { countOf, formatCount } from "./format.js";

/** Says what `export` wrote. */
export function renderExport(result: ExportResult): string {
  return `Wrote ${countOf(result.customers, "customer")} of ${result.segments.join(", ")} to ${result.file === "-" ? "standard output" : result.file}`;
}

/** Says what `init` wrote. */
export function renderInit(result: InitResult): string {
  const active = result.text.split("\n").filter((line) => /^[a-z]/.test(line));
  return [
    `Wrote ${result.file}:`,
    "",
    ...active.map((line) => `  ${line}`),
    "",
    `Next: quintile run${result.file === "quintile.yaml" ? "" : ` --config ${result.file}`}`,
  ].join("\n");
}

/** Says what `report` wrote. */
export function renderWrittenReport(result: ReportResult): string {
  const place = result.file === "-" ? "standard output" : result.file;
  return `Wrote ${place} (${formatCount(Math.ceil(result.bytes / 1000))} kB): the segments of ${countOf(result.customers, "customer")} on one page, to mail or print`;
}

/** The SQL itself, or where it was written. */
export function renderSql(result: SqlResult): string {
  if (result.file === undefined) return result.sql;
  return `Wrote ${result.file === "-" ? "the SQL to standard output" : result.file}`;
}
