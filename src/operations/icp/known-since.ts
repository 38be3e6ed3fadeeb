import { countKnown, knownRows } from "../../analysis/icp/known-rows.js";
import type { Source } from "../../engines/engine.js";
import { inputName, QuintileError } from "../../errors.js";
import { firstDateRule, slowerDateRule } from "../../intake/notations/date-rules.js";
import type { SaleColumn } from "../../intake/notations/sale-column.js";
import type { DateRule } from "../../analysis/sales/sales.js";
import { countOf } from "../../outputs/format.js";
import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";

/** The rows of attributes that were known on a day. */
export interface KnownAttributes {
  /** What stands after FROM to read them. */
  readonly from: Sql;
  /** The column that says since when; it is no attribute. */
  readonly column: Column;
  /** What was left out, in sentences. */
  readonly warnings: readonly string[];
}

/**
 * Leaves out what was known of customers only after a day, so that a holdout cannot know it. Raises `UNKNOWN_COLUMN`, `AMBIGUOUS_DATE`,
 * or `USAGE` for values that are no dates.
 */
export async function knownBy(source: Source, named: string, day: string): Promise<KnownAttributes> {
  const { columns, from } = source.relation;
  const column = findColumn(columns, named);
  if (column === undefined) throw unknownColumn(columns, named, source.label);
  const part = (rows: Sql): Sql => sql`SELECT ${identifier(column.name)} AS sale_date FROM ${rows}`;
  const { label, start } = source;
  const { name, kind } = column;
  const dates: SaleColumn = { name, label, kind, all: part(from), start: part(start), database: source };
  const rule = await ruleOf(dates);
  const since = { column, rule };
  const [row = {}] = await source.query(countKnown(from, since, day, source.dialect));
  const [undated, unread, later] = [row["undated"], row["unread"], row["later"]].map(Number) as [
    number,
    number,
    number,
  ];
  if (unread > 0) {
    throw notDates(`"${name}" in ${label} holds ${countOf(unread, "value")} that are no dates.`);
  }
  return {
    from: knownRows(from, since, day, source.dialect),
    column,
    warnings: [
      ...(later === 0
        ? []
        : [`${countOf(later, "row")} of the attributes ${are(later)} known only since after ${day}, and left out.`]),
      ...(undated === 0
        ? []
        : [`${countOf(undated, "row")} of the attributes without a day since when ${are(undated)} left out.`]),
    ],
  };
}

function are(rows: number): string {
  return rows === 1 ? "is" : "are";
}

/** How the dates are written. */
async function ruleOf(dates: SaleColumn): Promise<DateRule> {
  try {
    const first = await firstDateRule(dates, undefined);
    return (await slowerDateRule(dates, first)) ?? first;
  } catch (error) {
    if (!(error instanceof QuintileError) || !["AMBIGUOUS_DATE", "BAD_EXPRESSION"].includes(error.code)) throw error;
    throw notDates(`"${dates.name}" in ${dates.label} holds dates that can be read in several ways, or none.`);
  }
}

function notDates(message: string): QuintileError {
  return new QuintileError("USAGE", message, {
    hint: `${inputName("knownSince")} names the column with the day since when a row of attributes is known, best as ISO 8601: 2024-12-31.`,
  });
}
