import type { Dialect } from "../../sql/dialect.js";
import { identifier, literal, type Sql, sql } from "../../sql/fragment.js";
import type { ValueKind } from "../../sql/relation.js";
import { isMissing } from "./customer-ids.js";
import { ROW_STATUS } from "./row-status.js";

/** Customers who bought, out of the groups by customer. */
function buyers(groups: Sql, kind: ValueKind, dialect: Dialect): Sql {
  return sql`(SELECT customer, frequency, trim(customer) AS trimmed FROM ${groups}
    WHERE status = ${literal(ROW_STATUS.used)} AND frequency > 0 AND NOT ${isMissing(kind, dialect)}) AS buyers`;
}

/** A long number as a spreadsheet shows it, of which all digits but the first few are gone. */
const CUT_OFF = "[0-9][.,][0-9]+[eE][+][0-9]+";

/** How ids in text use blanks and capitals, in one row: where all are written alike, no two can be twins. `cut_off` have lost digits. */
export function idLetters(groups: Sql, dialect: Dialect): Sql {
  return sql`SELECT count(*) FILTER (WHERE trimmed <> customer) AS padded,
    count(*) FILTER (WHERE lower(customer) <> customer) AS "not small",
    count(*) FILTER (WHERE upper(customer) <> customer) AS "not large",
    count(*) FILTER (WHERE ${dialect.matches(identifier("trimmed"), CUT_OFF)}) AS cut_off FROM ${buyers(groups, "text", dialect)}`;
}

/** How many ids in text are another one but for case or blanks around, in one row: `twins`. */
export function idTwins(groups: Sql, dialect: Dialect): Sql {
  return sql`SELECT count(*) - count(DISTINCT lower(trimmed)) AS twins FROM ${buyers(groups, "text", dialect)}`;
}

/** Ids in text that look as a pattern for small plain letters says, as `id` in those, with their `purchases`; those with most first. */
export function idsLike(groups: Sql, pattern: string, most: number, dialect: Dialect): Sql {
  const id = sql`lower(${dialect.plainLetters(identifier("trimmed"))})`;
  const looked = sql`(SELECT ${id} AS id, frequency FROM ${buyers(groups, "text", dialect)}) AS looked`;
  return sql`SELECT id, frequency AS purchases FROM ${looked} WHERE ${dialect.matches(identifier("id"), pattern)} ORDER BY frequency DESC, id LIMIT ${literal(most)}`;
}

/** The purchases of the ids 0 and -1 among whole numbers, which shops use for guests. */
export function numbersOfNobody(groups: Sql, kind: ValueKind): Sql {
  const id = kind === "text" ? sql`IN ('0', '-1')` : sql`IN (0, -1)`;
  return sql`SELECT CAST(customer AS VARCHAR) AS id, frequency AS purchases FROM ${groups}
    WHERE status = ${literal(ROW_STATUS.used)} AND frequency > 0 AND customer ${id} ORDER BY frequency DESC`;
}
