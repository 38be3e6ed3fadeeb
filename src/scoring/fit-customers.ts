import { bucketsOf, countBuckets, type FitColumns, ranges } from "../analysis/fit/fit.js";
import { haveBuckets, idColumn } from "../analysis/fit/id-column.js";
import { metricColumn, type OrderedColumn } from "../analysis/fit/ordered-column.js";
import type { Engine } from "../engines/engine.js";
import { QuintileError } from "../errors.js";
import { findOrderStatistics, type OrderStatistics, type ValueRange } from "../model/order-statistics.js";
import { FIFTHS, lowerRank, quantileRanks } from "../model/quantile-ranks.js";
import type { Dimension } from "../model/score.js";
import { type Sql, sql } from "../sql/fragment.js";
import type { Column } from "../sql/relation.js";

/** What the customers say about the cutpoints. */
export interface FittedCustomers {
  readonly customers: number;
  readonly statistics: ReadonlyMap<Dimension, OrderStatistics>;
  /** For each of four cutpoints of a dimension, what is true of those who have its value and come after it by their ids. */
  readonly tiedAt: (dimension: Dimension) => (Sql | undefined)[];
}

/**
 * Finds the values of some dimensions at the ranks of their cutpoints, pass by pass over the customers; and in those that are
 * `ranked`, whose ties are broken, also the customers who stand there. `metrics` needs only the columns that are named.
 */
export async function fitCustomers(
  engine: Engine,
  metrics: Sql,
  dimensions: readonly Dimension[],
  ranked: readonly Dimension[] = [],
): Promise<FittedCustomers> {
  const ids = ranked.length === 0 ? undefined : await describeIds(engine, metrics);
  const id = ids && idColumn(ids, engine.dialect);
  const columns: FitColumns = { metric: (dimension) => metricColumn(dimension, engine.dialect), id };
  const [row = {}] = await engine.query(ranges(metrics, dimensions, id));
  const rangeOf = (name: string): ValueRange => ({
    low: String(row[`low ${name}`]),
    high: String(row[`high ${name}`]),
  });
  const customers = Number(row["customers"]);
  const tiedRanks = FIFTHS.map((k) => lowerRank(customers, k));
  const passes = findOrderStatistics({
    customers,
    ranges: new Map(dimensions.map((dimension) => [dimension, rangeOf(dimension)])),
    ranks: quantileRanks(customers),
    ties: ids && {
      dimensions: ranked,
      ranks: tiedRanks,
      ids: id?.bucket !== undefined && haveBuckets(ids, rangeOf("id")) ? rangeOf("id") : undefined,
    },
  });
  let pass = passes.next([]);
  while (!pass.done) {
    pass = passes.next(bucketsOf(await engine.query(countBuckets(metrics, pass.value, columns)), pass.value));
  }
  const statistics = pass.value;
  const tiedAt = (dimension: Dimension): (Sql | undefined)[] =>
    tiedRanks.map((rank) => id && comesAfter(id, statistics.get(dimension)?.ids.get(rank)));
  return { customers, statistics, tiedAt };
}

async function describeIds(engine: Engine, metrics: Sql): Promise<Column> {
  const [column] = await engine.describe(sql`SELECT customer_id FROM ${metrics}`);
  if (column === undefined) throw new QuintileError("INTERNAL", "The metrics have no customer_id.");
  return column;
}

function comesAfter(id: OrderedColumn, last: string | undefined): Sql | undefined {
  return last === undefined ? undefined : sql`${id.value} > ${id.constant(last)}`;
}
