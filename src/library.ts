import { type OptionsInMemory, type ResultInMemory, runInMemory } from "./operations/run/run-in-memory.js";
import { type SourceObject, withSource } from "./operations/inputs/sales-source.js";
import { initOperation } from "./operations/init/operation.js";
import { overviewOperation } from "./operations/overview/operation.js";
import { reportOperation } from "./operations/report/operation.js";
import { explainOperation } from "./operations/explain/operation.js";
import { customersOperation } from "./operations/customers/operation.js";
import { exportOperation } from "./operations/export/operation.js";
import { icpOperation } from "./operations/icp/operation.js";
import { icpShowOperation } from "./operations/icp-show/operation.js";
import { qualifyOperation } from "./operations/qualify/operation.js";
import { segmentsOperation } from "./operations/segments/operation.js";
import { segmentsCheckOperation } from "./operations/segments-check/operation.js";
import { inspectOperation } from "./operations/inspect/operation.js";
import { modelsOperation } from "./operations/models/operation.js";
import { movementOperation } from "./operations/movement/operation.js";
import { relabelOperation } from "./operations/relabel/operation.js";
import { runsOperation } from "./operations/runs/operation.js";
import { sqlOperation } from "./operations/sql/operation.js";
import { demoOperation } from "./operations/demo/operation.js";
import type { OptionsOf } from "./operations/inputs/input.js";
import type { Context } from "./operations/operation.js";
import type { CustomersPage } from "./results/customers.js";
import type { DemoResult } from "./results/demo.js";
import type { Explanation } from "./results/explanation.js";
import type { ExportResult } from "./results/export.js";
import type { IcpResult } from "./results/icp.js";
import type { InitResult } from "./results/init.js";
import type { Inspection } from "./results/inspection.js";
import type { KnownModels } from "./results/models.js";
import type { Movement } from "./results/movement.js";
import type { Overview } from "./results/overview.js";
import type { QualifyResult } from "./results/qualify.js";
import type { RelabelResult } from "./results/relabel.js";
import type { ReportResult } from "./results/report.js";
import type { ListedRuns } from "./results/runs.js";
import type { SegmentsResult } from "./results/segments.js";
import type { SegmentsCheckResult } from "./results/segments-check.js";
import type { SqlResult } from "./results/sql.js";
import type { Stage } from "./results/stage.js";

/** How a call is stopped, and who is told how far it has come. */
export interface CallOptions {
  /** Stops the work: the call then rejects with `CANCELLED`, whose cause is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called for each step of the work. */
  readonly onProgress?: ((progress: ProgressEvent) => void) | undefined;
}

/** A step of the work: a stage begins, about a share of it (0 to 1) is done, or there is something worth knowing. */
export type ProgressEvent =
  | { readonly type: "stage"; readonly stage: Stage; readonly rows?: number | undefined }
  | { readonly type: "advance"; readonly share: number }
  | { readonly type: "note"; readonly message: string };

/**
 * Options of {@link run}: those of its command, in camelCase. `source` may also be rows, a stream or a URL; `store: null`
 * scores without a store.
 */
export interface RunOptions extends OptionsInMemory {}

/** What {@link run} answers: that of its command, and `rows`, the scored customers. */
export interface RunAnswer extends ResultInMemory {}

/** Options of {@link inspect}: those of its command, in camelCase. `source` may also be rows, a stream or a URL. */
export interface InspectOptions extends Omit<OptionsOf<typeof inspectOperation.inputs>, "source"> {
  readonly source: SourceObject;
}

/** Options of {@link init}: those of its command, in camelCase. */
export interface InitOptions extends OptionsOf<typeof initOperation.inputs> {}

/** Options of {@link overview}: those of its command, in camelCase. */
export interface OverviewOptions extends OptionsOf<typeof overviewOperation.inputs> {}

/** Options of {@link report}: those of its command, in camelCase. */
export interface ReportOptions extends OptionsOf<typeof reportOperation.inputs> {}

/** Options of {@link explain}: those of its command, in camelCase. */
export interface ExplainOptions extends OptionsOf<typeof explainOperation.inputs> {}

/** Options of {@link customers}: those of its command, in camelCase. */
export interface CustomersOptions extends OptionsOf<typeof customersOperation.inputs> {}

/** Options of {@link exportCustomers}: those of its command, in camelCase. */
export interface ExportOptions extends OptionsOf<typeof exportOperation.inputs> {}

/** Options of {@link movement}: those of its command, in camelCase. */
export interface MovementOptions extends OptionsOf<typeof movementOperation.inputs> {}

/** Options of {@link icp}: those of its command, in camelCase. */
export interface IcpOptions extends OptionsOf<typeof icpOperation.inputs> {}

/** Options of {@link icpShow}: those of its command, in camelCase. */
export interface IcpShowOptions extends OptionsOf<typeof icpShowOperation.inputs> {}

/** Options of {@link qualifyProspects}: those of its command, in camelCase. */
export interface QualifyOptions extends OptionsOf<typeof qualifyOperation.inputs> {}

/** Options of {@link segments}: those of its command, in camelCase. */
export interface SegmentsOptions extends OptionsOf<typeof segmentsOperation.inputs> {}

/** Options of {@link segmentsCheck}: those of its command, in camelCase. */
export interface SegmentsCheckOptions extends OptionsOf<typeof segmentsCheckOperation.inputs> {}

/** Options of {@link models}: those of its command, in camelCase. */
export interface ModelsOptions extends OptionsOf<typeof modelsOperation.inputs> {}

/** Options of {@link relabel}: those of its command, in camelCase. `model` may also be a {@link SegmentModel}. */
export interface RelabelOptions extends OptionsOf<typeof relabelOperation.inputs> {}

/** Options of {@link runs}: those of its command, in camelCase. */
export interface RunsOptions extends OptionsOf<typeof runsOperation.inputs> {}

/** Options of {@link sql}: those of its command, in camelCase. */
export interface SqlOptions extends OptionsOf<typeof sqlOperation.inputs> {}

/** Options of {@link demo}: those of its command, in camelCase. */
export interface DemoOptions extends OptionsOf<typeof demoOperation.inputs> {}

/**
 * Scores sales and publishes the result: reads `options.source`, computes recency (whole days), frequency (purchases) and
 * monetary (exact decimal) per customer, scores each 1 to 5, and writes `customer_rfm`, `rfm_segments` and `rfm_runs` to
 * `options.store` (default `quintile.duckdb`; null for none) and the customers to each file of `options.to`.
 *
 * `rows` of the answer are the scored customers in the order of their ids, read as they are asked for. Without a store they can
 * be read once, and stand in a temporary file until then.
 *
 * @example
 * const { rows } = await run({ source: [{ customer_id: 7, sale_date: "2024-03-01", revenue: "12.50" }], store: null });
 * for await (const { customer_id, segment } of rows) console.log(customer_id, segment);
 *
 * @throws QuintileError for bad input, a full disk, a busy store …; nothing is published then. `CANCELLED` when the signal
 *   fires, with its reason as cause.
 */
export function run(options: RunOptions, call: CallOptions = {}): Promise<RunAnswer> {
  return runInMemory(options, contextOf(call));
}

/**
 * Looks at a source: its columns, which of them make a sale, how dates are read, and what a run would ask. Values are in the
 * answer only where `rows` asks for them.
 *
 * @throws QuintileError for a source that cannot be opened; what else a run would refuse stands in `doubts`.
 */
export function inspect(options: InspectOptions, call: CallOptions = {}): Promise<Inspection> {
  return withSource(options.source, ({ source, bytes }) =>
    inspectOperation.run({ ...options, source }, { ...contextOf(call), input: bytes }),
  );
}

/**
 * Writes a commented `quintile.yaml` from what a source looks like.
 *
 * @throws QuintileError `NOT_WRITABLE` where the file is there already (unless `force`), and what a source raises.
 */
export function init(options: InitOptions, call: CallOptions = {}): Promise<InitResult> {
  return initOperation.run(options, contextOf(call));
}

/**
 * What a store holds at a glance: its last run, the model, the cells, the segments, and how the customers spread over each
 * metric. Holds no customer.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`; `USAGE` for a currency or locale that is none.
 */
export function overview(options: OverviewOptions = {}, call: CallOptions = {}): Promise<Overview> {
  return overviewOperation.run(options, contextOf(call));
}

/**
 * Writes what a store holds as one HTML page, by default `report.html`; what stands in its place goes only when the page is
 * whole.
 *
 * @throws QuintileError as {@link overview}, and `NOT_WRITABLE`, `DISK_FULL`.
 */
export function report(options: ReportOptions = {}, call: CallOptions = {}): Promise<ReportResult> {
  return reportOperation.run(options, contextOf(call));
}

/**
 * Says why a customer of a store is in their segment, and what the shortest way to each better one is.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_CUSTOMER`.
 */
export function explain(options: ExplainOptions, call: CallOptions = {}): Promise<Explanation> {
  return explainOperation.run(options, contextOf(call));
}

/**
 * Lists scored customers, a page at a time; `next` of a page is the `cursor` of the one that follows.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_SEGMENT`, `NO_SUCH_MOVEMENT`, `BAD_CURSOR`, `CURSOR_EXPIRED`.
 */
export function customers(options: CustomersOptions = {}, call: CallOptions = {}): Promise<CustomersPage> {
  return customersOperation.run(options, contextOf(call));
}

/**
 * Streams the customers of some segments into a file; text that a spreadsheet would run as a formula is neutralised in CSV
 * and TSV. (`quintile export`; the word alone is one of the language.)
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_SEGMENT`, `NOT_WRITABLE`, `DISK_FULL`.
 */
export function exportCustomers(options: ExportOptions, call: CallOptions = {}): Promise<ExportResult> {
  return exportOperation.run(options, contextOf(call));
}

/**
 * Says who moved between segments from one moment to another, and why: because of what they bought, because they bought nothing, or
 * because the cutpoints moved. The sales are grouped in one pass and scored as of each moment; nothing is published. What is not said is as in
 * the last run of `options.store`.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN` where neither a source nor a run says which sales, `NO_CUSTOMERS` where nobody
 *   had bought by `to`, `USAGE`, and what a run raises for its source.
 */
export function movement(options: MovementOptions = {}, call: CallOptions = {}): Promise<Movement> {
  return movementOperation.run(options, contextOf(call));
}

/**
 * Says what sets the top performers of a store apart: `options.attributes` (a file, or a table of the store's database) is
 * joined to `customer_rfm` in the engine, and each value's share among top performers held against its share among all.
 * The result is kept in the store (`rfm_icp`) where that can be written; with `holdout` it is not.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_SEGMENT`, `UNKNOWN_COLUMN`, `BAD_DIMENSION`,
 *   `NO_MATCHING_KEYS`, `USAGE`, and what a run raises for `holdout`.
 */
export function icp(options: IcpOptions, call: CallOptions = {}): Promise<IcpResult> {
  return icpOperation.run(options, contextOf(call));
}

/**
 * What {@link icp} found last in a store, without looking at the customers again.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_ICP`.
 */
export function icpShow(options: IcpShowOptions = {}, call: CallOptions = {}): Promise<IcpResult> {
  return icpShowOperation.run(options, contextOf(call));
}

/**
 * Says which tier each prospect of a file belongs to, by the tiers that were found last; with `to` they are written to a
 * file, and are in `results` otherwise. (`quintile qualify`; `qualify` judges one prospect by given tiers.)
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_ICP`, `EMPTY_SOURCE`, `NOT_WRITABLE`, `DISK_FULL`.
 */
export function qualifyProspects(options: QualifyOptions, call: CallOptions = {}): Promise<QualifyResult> {
  return qualifyOperation.run(options, contextOf(call));
}

/**
 * The segments of a model, what each means, what to do about it, and the rules in matching order.
 *
 * @throws QuintileError `NO_SUCH_MODEL`, `BAD_MODEL`.
 */
export function segments(options: SegmentsOptions = {}, call: CallOptions = {}): Promise<SegmentsResult> {
  return segmentsOperation.run(options, contextOf(call));
}

/**
 * Checks a segment model on its 125 cells; with `scoring` or `store` also for segments that no customer can reach.
 *
 * @throws QuintileError `NO_SUCH_MODEL`, `BAD_MODEL`, `NO_SUCH_SCORING`, `BAD_SCORING`, `NO_SUCH_STORE`, `NO_SUCH_RUN`.
 */
export function segmentsCheck(options: SegmentsCheckOptions, call: CallOptions = {}): Promise<SegmentsCheckResult> {
  return segmentsCheckOperation.run(options, contextOf(call));
}

/**
 * The segment models that come with Quintile, in full, and that of a store's last run where it is another.
 *
 * @throws QuintileError `NO_SUCH_STORE`.
 */
export function models(options: ModelsOptions = {}, call: CallOptions = {}): Promise<KnownModels> {
  return modelsOperation.run(options, contextOf(call));
}

/**
 * Publishes the customers of a store under another segment model, from the scores that are there: a run of its own, in one step,
 * for which no sales are read. `modelOf` takes the model of an earlier run, and so takes a change back.
 *
 * @throws QuintileError `NO_SUCH_STORE`, `NO_SUCH_RUN`, `NO_SUCH_MODEL`, `BAD_MODEL`, `STORE_BUSY`; nothing is published then.
 */
export function relabel(options: RelabelOptions, call: CallOptions = {}): Promise<RelabelResult> {
  return relabelOperation.run(options, contextOf(call));
}

/** Lists the runs of a store, newest first. Raises `NO_SUCH_STORE`. */
export function runs(options: RunsOptions = {}, call: CallOptions = {}): Promise<ListedRuns> {
  return runsOperation.run(options, contextOf(call));
}

/**
 * Prints what a run computes as SQL that needs no Quintile; nothing is published.
 *
 * @throws QuintileError `USAGE` where the SQL could not read the source again, and what a source raises.
 */
export function sql(options: SqlOptions, call: CallOptions = {}): Promise<SqlResult> {
  return sqlOperation.run(options, contextOf(call));
}

/**
 * Writes a made-up shop to a folder, scores it, finds what sets its best customers apart, and writes a report.
 *
 * @throws QuintileError `NOT_WRITABLE` for a folder that holds other files, `DISK_FULL`.
 */
export function demo(options: DemoOptions = {}, call: CallOptions = {}): Promise<DemoResult> {
  return demoOperation.run(options, contextOf(call));
}

function contextOf({ signal, onProgress }: CallOptions): Context {
  if (onProgress === undefined) return { signal };
  return {
    signal,
    progress: {
      stage: (stage, rows) => onProgress({ type: "stage", stage, rows }),
      advance: (share) => onProgress({ type: "advance", share }),
      note: (message) => onProgress({ type: "note", message }),
    },
  };
}
