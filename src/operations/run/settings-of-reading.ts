import type { Reading, ReadingPart } from "../../results/reading.js";

/**
 * The inputs of a run that read the same sales in the same way again, by name; what stands at its default is left out.
 * The encoding and the sheet are left out, too: the next file may have others.
 */
export function settingsOfReading(reading: Reading): Readonly<Record<string, string>> {
  const { columns, where, date_format, timezone, decimal } = reading;
  const settings: Record<string, string | null | undefined> = {
    customer: nameOf(columns.customer),
    date: nameOf(columns.date),
    revenue: nameOf(columns.revenue),
    order: columns.order === null ? null : nameOf(columns.order),
    where,
    timezone,
    dateFormat: date_format === "ISO 8601" ? null : date_format,
    decimal: decimal === "," ? decimal : null,
  };
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])),
  );
}

function nameOf({ from }: ReadingPart): string {
  return from;
}
