import type { Dialect } from "../../sql/dialect.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import { type DateRule, momentOf } from "../sales/sales.js";
import { asText } from "./attribute-columns.js";

/** The dates since when rows of attributes are known. */
export interface KnownSince {
  readonly column: Column;
  readonly rule: DateRule;
}

/** How many rows have no date, how many one that cannot be read, and how many one after a day. */
export function countKnown(from: Sql, { column, rule }: KnownSince, day: string, dialect: Dialect): Sql {
  const blank = sql`(text IS NULL OR ${dialect.isBlank(sql`text`)})`;
  const isMoment = dialect.isMoment(sql`moment`);
  const moment = momentOf(identifier(column.name), column.kind, rule, dialect);
  return sql`SELECT count(*) FILTER (WHERE ${blank}) AS undated, count(*) FILTER (WHERE NOT ${blank} AND NOT ${isMoment}) AS unread,
    count(*) FILTER (WHERE ${isMoment} AND moment > ${dialect.moment(day)}) AS later
    FROM (SELECT ${asText(column, dialect)} AS text, ${moment} AS moment FROM ${from}) AS dated`;
}

/** What stands after FROM to read the rows that were known on a day. */
export function knownRows(from: Sql, { column, rule }: KnownSince, day: string, dialect: Dialect): Sql {
  const moment = momentOf(identifier(column.name), column.kind, rule, dialect);
  return sql`(SELECT * FROM ${from} WHERE ${moment} <= ${dialect.moment(day)}) AS known_rows`;
}
