import { keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import { cellCode, type Scorers } from "../fit/score.js";

/**
 * The customers of one moment with the code of their cell (`own`) and, where there are `frozen` scorers, that of their cell by the
 * cutpoints of an earlier moment (`frozen`). A customer is known by `customer`, the key by which sales were grouped.
 *
 * @param metrics what stands after FROM to read the metrics, with `customer` and `sales`, the rows that were used.
 */
export function scoredMoment(metrics: Sql, own: Scorers, frozen?: Scorers): Sql {
  const also = frozen === undefined ? sql`` : sql`, ${cellCode(frozen)} AS frozen`;
  return sql`SELECT customer, customer_id, sales, monetary, ${cellCode(own)} AS own${also} FROM ${metrics}`;
}

/**
 * The movement of each customer between two moments: `before`, `frozen` and `after` are codes of cells, null where there is none;
 * `bought` is true where rows were used in between, whose amounts add up to `revenue`.
 *
 * @param earlier what stands after FROM to read {@link scoredMoment} of the first moment; undefined where nobody had bought yet.
 * @param later the same of the second moment, with frozen cells unless nobody had bought yet.
 */
export function customerMovement(earlier: Sql | undefined, later: Sql): Sql {
  if (earlier === undefined) {
    return sql`SELECT customer_id, CAST(NULL AS SMALLINT) AS code_before, own AS code_frozen, own AS code_after, TRUE AS bought, monetary AS revenue, monetary FROM ${later}`;
  }
  return sql`SELECT later.customer_id, earlier.own AS code_before, later.frozen AS code_frozen, later.own AS code_after,
      later.sales > coalesce(earlier.sales, 0) AS bought, later.monetary - coalesce(earlier.monetary, ${zero()}) AS revenue, later.monetary
    FROM (SELECT * FROM ${later}) AS later LEFT JOIN (SELECT * FROM ${earlier}) AS earlier ON earlier.customer = later.customer`;
}

/** The customers who went the same way, counted: at most a few thousand rows, whatever the number of customers. */
export function movementCounts(customers: Sql): Sql {
  return sql`SELECT code_before, code_frozen, code_after, bought, count(*) AS customers, CAST(sum(revenue) AS VARCHAR) AS revenue,
      CAST(sum(monetary) AS VARCHAR) AS monetary
    FROM ${customers} GROUP BY code_before, code_frozen, code_after, bought`;
}

function zero(): Sql {
  return sql`CAST(${literal(0)} AS ${keyword("DECIMAL(18, 4)")})`;
}
