import { explainOperation } from "./operations/explain/explain.js";
import { exportOperation } from "./operations/export/export.js";
import { icpOperation } from "./operations/icp/icp.js";
import type { IcpOptions } from "./operations/icp/inputs.js";
import type { Context, Inputs, Operation, OptionsOf } from "./operations/operation.js";
import { overviewOperation } from "./operations/overview/overview.js";
import { qualifyOperation } from "./operations/qualify/qualify.js";
import { reportOperation } from "./operations/report/report.js";
import { runOperation } from "./operations/run/run.js";
import type { RunOptions } from "./operations/run/inputs.js";
import { runsOperation } from "./operations/runs/runs.js";
import type { Explanation } from "./results/explanation.js";
import type { ExportResult } from "./results/export.js";
import type { ListedRuns } from "./results/runs.js";
import type { IcpResult } from "./results/icp.js";
import type { Overview } from "./results/overview.js";
import type { QualifyResult } from "./results/qualify.js";
import type { ReportResult } from "./results/report.js";
import type { RunResult } from "./results/run.js";

/**
 * Scores sales and publishes the result: reads `options.source`, computes recency (whole days), frequency (purchases) and
 * monetary (exact decimal) per customer, scores each 1 to 5, and writes `customer_rfm`, `rfm_segments` and `rfm_runs` to
 * `options.store` (default `quintile.duckdb`) and the customers to each file of `options.to`.
 *
 * @param options every flag of `quintile run`, in camelCase; only `source` is required.
 * @param context a signal that stops the engine, and a listener for progress.
 * @throws QuintileError for bad input, a full disk, a busy store …; nothing is published then. `CANCELLED` when the
 *   signal fires.
 */
export function run(options: RunOptions, context: Context = {}): Promise<RunResult> {
  return call(runOperation, options, context);
}

/**
 * Says why a customer of a store is in their segment, and what the shortest way to each better one is.
 *
 * @param options.customer the id as it stands in `customer_rfm`; @param options.store default `quintile.duckdb`.
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_CUSTOMER`.
 */
export function explain(
  options: OptionsOf<typeof explainOperation.inputs>,
  context: Context = {},
): Promise<Explanation> {
  return call(explainOperation, options, context);
}

/**
 * Streams the customers of some segments into a file; text that a spreadsheet would run as a formula is neutralised in
 * CSV and TSV.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_SEGMENT`, `NOT_WRITABLE`, `DISK_FULL`.
 */
export function exportAudience(
  options: OptionsOf<typeof exportOperation.inputs>,
  context: Context = {},
): Promise<ExportResult> {
  return call(exportOperation, options, context);
}

/** Lists the runs of a store, newest first. Raises `NO_SUCH_STORE`. */
export function listRuns(
  options: OptionsOf<typeof runsOperation.inputs> = {},
  context: Context = {},
): Promise<ListedRuns> {
  return call(runsOperation, options, context);
}

/**
 * Says what sets the top performers of a store apart: `options.attributes` (a file, or a table of the store's database) is
 * joined to `customer_rfm` in the engine, and each value's share among top performers held against its share among all.
 * The result is kept in the store (`rfm_icp`) where that can be written; with `holdout` it is not.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_SEGMENT`, `UNKNOWN_COLUMN`, `BAD_DIMENSION`,
 *   `NO_MATCHING_KEYS`, `USAGE`, and what a run raises for `holdout`.
 */
export function findIcp(options: IcpOptions, context: Context = {}): Promise<IcpResult> {
  return call(icpOperation, options, context);
}

/**
 * Says which tier each prospect of a file belongs to, by the tiers that were found last; with `to` they are written to a
 * file, and are in `results` otherwise.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_ICP`, `EMPTY_SOURCE`, `NOT_WRITABLE`, `DISK_FULL`.
 */
export function qualifyFile(
  options: OptionsOf<typeof qualifyOperation.inputs>,
  context: Context = {},
): Promise<QualifyResult> {
  return call(qualifyOperation, options, context);
}

/**
 * What a store holds at a glance: its last run, the model, the cells, the segments, and how the customers spread over each
 * metric. Holds no customer.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`; `USAGE` for a currency or locale that is none.
 */
export function overview(
  options: OptionsOf<typeof overviewOperation.inputs> = {},
  context: Context = {},
): Promise<Overview> {
  return call(overviewOperation, options, context);
}

/**
 * Writes what a store holds as one HTML page, by default `report.html`; what stands in its place goes only when the page is
 * whole.
 *
 * @throws QuintileError as {@link overview}, and `NOT_WRITABLE`, `DISK_FULL`.
 */
export function report(
  options: OptionsOf<typeof reportOperation.inputs> = {},
  context: Context = {},
): Promise<ReportResult> {
  return call(reportOperation, options, context);
}

async function call<I extends Inputs, Output>(
  operation: Operation<I, Output>,
  options: OptionsOf<I>,
  context: Context,
): Promise<Output> {
  return operation.run(options, context);
}
