import { metrics, metricsAmong } from "../analysis/sales/metrics.js";
import type { Engine } from "../engines/engine.js";
import { inputName, QuintileError } from "../errors.js";
import { type Sql, sql } from "../sql/fragment.js";
import type { SalesRead } from "./prove.js";

/** The moment to which recency is counted. Raises `NO_CUSTOMERS` where no customer can be scored. */
export function requireSnapshot(read: SalesRead): string {
  if (read.snapshot !== undefined && read.customers > 0) return read.snapshot;
  const { rejected } = read;
  const reasons = Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${reason} ${count}`);
  throw new QuintileError(
    "NO_CUSTOMERS",
    `None of the ${read.rows} rows of ${read.bound.source.label} is a purchase that can be scored.`,
    {
      hint:
        read.wanted === 0
          ? `Check ${inputName("where")}: no row meets it.`
          : `Left out: ${reasons.join(", ")}. Check the columns, ${inputName("asOf")}, ${inputName("since")} and ${inputName("where")}.`,
    },
  );
}

/**
 * The metrics stage: recency, frequency and monetary of every customer who bought; gives back where they stand.
 *
 * @param among what stands after FROM to read the customers who count, by `customer_id`. Default: all.
 */
export async function computeMetrics(engine: Engine, read: SalesRead, snapshot: string, among?: Sql): Promise<Sql> {
  const { kinds } = read.bound;
  const moment = engine.dialect.moment(snapshot);
  const rows = metrics(
    read.groups,
    { customer: kinds.customer, wholeNumbers: read.wholeNumbers, sums: read.sums, snapshot: moment },
    engine.dialect,
  );
  if (among === undefined) return engine.derive("metrics", rows, read.groups);
  const chosen = await engine.derive("metrics", metricsAmong(rows, among), read.groups);
  const [row] = await engine.query(sql`SELECT count(*) AS customers FROM ${chosen}`);
  if (Number(row?.["customers"]) > 0) return chosen;
  throw new QuintileError(
    "NO_CUSTOMERS",
    `No row of ${read.bound.source.label} is a purchase of a customer who counts.`,
  );
}
