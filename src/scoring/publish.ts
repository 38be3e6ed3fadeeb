import { companions, type RunRecord } from "../analysis/customers/companions.js";
import { scored, splitCustomers } from "../analysis/fit/score.js";
import type { Engine, PendingFile, StagedCustomers, Store } from "../engines/engine.js";
import type { Cube } from "../model/cube.js";
import { DIMENSIONS, type Dimension } from "../model/score.js";
import { segmentMap } from "../model/segment-map.js";
import type { SegmentModel } from "../model/segment-model.js";
import type { ValueKind } from "../sql/relation.js";
import { CUSTOMER_COLUMNS } from "../sql/published-tables.js";
import { identifier, join, type Sql, sql } from "../sql/fragment.js";
import { readCube } from "../operations/store/read-cube.js";
import type { Fitted } from "./cutpoints.js";
import { perDimension } from "./cutpoints.js";
import type { Stages } from "./stages.js";

/** One row per customer, and the kind of their ids. */
export interface Metrics {
  readonly from: Sql;
  readonly customer: ValueKind;
}

/** The scored customers, computed aside. */
export interface Staged {
  readonly customers: StagedCustomers;
  readonly cube: Cube;
  readonly split: Record<Dimension, number>;
}

/** The score and cube stages: every customer scored where no reader sees it yet, and what the cells add up to. */
export async function stage(
  engine: Engine,
  store: Store,
  metrics: Metrics,
  fitted: Fitted,
  model: SegmentModel,
  stages: Stages,
): Promise<Staged> {
  const order = engine.dialect.byCodePoint(identifier("customer_id"), metrics.customer);
  const rows = scored(metrics.from, fitted.scorers, segmentMap(model));
  const customers = await stages.run("score", (listener) => store.stage(rows, order, listener));
  return stages.run("cube", async () => ({
    customers,
    cube: await readCube(engine, customers.from),
    split: await countSplit(engine, customers.from, fitted),
  }));
}

async function countSplit(engine: Engine, customers: Sql, fitted: Fitted): Promise<Record<Dimension, number>> {
  const split = perDimension(() => 0);
  for (const dimension of DIMENSIONS.filter((each) => fitted.scorers[each].tied !== undefined)) {
    const [row] = await engine.query(splitCustomers(customers, dimension));
    split[dimension] = Number(row?.["customers"] ?? 0);
  }
  return split;
}

/** The publish stage: files first, beside their places; then the store in one step; then the files into their places. */
export async function publish(
  engine: Engine,
  store: Store,
  staged: Staged,
  files: readonly string[],
  model: SegmentModel,
  run: RunRecord,
): Promise<void> {
  const pending: PendingFile[] = [];
  const columns = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
  const { order } = staged.customers;
  const sorted = order === undefined ? sql`` : sql` ORDER BY ${order}`;
  try {
    for (const file of files) {
      pending.push(await engine.write(sql`SELECT ${columns} FROM ${staged.customers.from}${sorted}`, file));
    }
    await store.publish(companions(model, run));
  } catch (error) {
    for (const file of pending) file.discard();
    throw error;
  }
  for (const file of pending) file.complete();
}
