import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import { type Decisions, isUnwanted } from "./decided-sales.js";
import { MAPPED_NAMES, type Mapping } from "./mapping.js";
import { OPEN_STATUS, ROW_STATUS } from "./row-status.js";

/** The reasons for which rows are rejected, with the statuses that stand for each. */
const REASONS = {
  bad_date: [ROW_STATUS.bad_date, ROW_STATUS.odd_row, OPEN_STATUS.blank_row],
  bad_revenue: [ROW_STATUS.bad_revenue, ROW_STATUS.odd_revenue, OPEN_STATUS.blank_revenue],
  bad_frequency: [ROW_STATUS.bad_frequency],
} as const;

/** Why a rejected row is one. */
export function rejectReason(): Sql {
  const cases = Object.entries(REASONS).map(
    ([reason, statuses]) => sql`WHEN status IN (${join(statuses.map(literal))}) THEN ${literal(reason)}`,
  );
  return sql`CASE ${join(cases, " ")} END`;
}

/**
 * True for a row of the sales stage that is rejected: not where it was not sold, is in another currency, or is a further line of an order
 * that has an amount.
 *
 * @param judged the query of the sales stage.
 */
export function isRejected(judged: Sql, mapping: Mapping, decisions: Decisions): Sql {
  const bad = sql`status IN (${join(Object.values(REASONS).flat().map(literal))})`;
  const words = {
    status: mapping.status && identifier(MAPPED_NAMES.status),
    currency: mapping.currency && identifier(MAPPED_NAMES.currency),
  };
  const unwanted = isUnwanted(words, decisions).map(({ condition }) => sql` AND NOT coalesce(${condition}, FALSE)`);
  const lines = mapping.order !== undefined && decisions.fill ? sql` AND NOT ${isLine(judged)}` : sql``;
  return sql`${bad}${join(unwanted, "")}${lines}`;
}

function isLine(judged: Sql): Sql {
  const blank = join([OPEN_STATUS.blank_revenue, OPEN_STATUS.blank_row].map(literal));
  const none = join([...REASONS.bad_revenue, OPEN_STATUS.blank_row].map(literal));
  return sql`(status IN (${blank}) AND purchase IS NOT NULL AND purchase IN (SELECT purchase FROM (${judged}) AS orders WHERE purchase IS NOT NULL AND status NOT IN (${none})))`;
}
