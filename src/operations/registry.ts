import type { AnyOperation, Inputs, Operation } from "./operation.js";

/** An operation that can be named and listed before any of its code is loaded. */
export interface RegisteredOperation {
  readonly name: string;
  readonly summary: string;
  load(): Promise<AnyOperation>;
}

/** Everything Quintile can do, in the order in which people meet it. A test holds the summaries against the operations. */
export const OPERATIONS: readonly RegisteredOperation[] = [
  {
    name: "run",
    summary: "Score sales and publish customer_rfm",
    load: async () => asOperation((await import("./run/run.js")).runOperation),
  },
  {
    name: "init",
    summary: "Write a commented quintile.yaml from what a source looks like",
    load: async () => asOperation((await import("./init/init.js")).initOperation),
  },
  {
    name: "overview",
    summary: "Show the segments of a store, and the numbers behind them",
    load: async () => asOperation((await import("./overview/overview.js")).overviewOperation),
  },
  {
    name: "report",
    summary: "Write the segments of a store as one HTML page to mail or print",
    load: async () => asOperation((await import("./report/report.js")).reportOperation),
  },
  {
    name: "explain",
    summary: "Say why a customer is in their segment",
    load: async () => asOperation((await import("./explain/explain.js")).explainOperation),
  },
  {
    name: "customers",
    summary: "List scored customers, a page at a time",
    load: async () => asOperation((await import("./customers/customers.js")).customersOperation),
  },
  {
    name: "export",
    summary: "Write the customers of some segments to a file",
    load: async () => asOperation((await import("./export/export.js")).exportOperation),
  },
  {
    name: "icp",
    summary: "Say what sets the best customers apart",
    load: async () => asOperation((await import("./icp/icp.js")).icpOperation),
  },
  {
    name: "icp show",
    summary: "Show the patterns that were found last",
    load: async () => asOperation((await import("./icp/icp-show.js")).icpShowOperation),
  },
  {
    name: "qualify",
    summary: "Say which prospects look like the best customers",
    load: async () => asOperation((await import("./qualify/qualify.js")).qualifyOperation),
  },
  {
    name: "segments",
    summary: "Show a segment model; segments check FILE checks one",
    load: async () => asOperation((await import("./segments/segments.js")).segmentsOperation),
  },
  {
    name: "segments check",
    summary: "Check a segment model on its 125 cells",
    load: async () => asOperation((await import("./segments/segments-check.js")).segmentsCheckOperation),
  },
  {
    name: "runs",
    summary: "List the runs of a store",
    load: async () => asOperation((await import("./runs/runs.js")).runsOperation),
  },
  {
    name: "sql",
    summary: "Print a run as SQL for dbt or cron",
    load: async () => asOperation((await import("./sql/sql.js")).sqlOperation),
  },
  {
    name: "demo",
    summary: "Make a demo shop, score it and show its segments",
    load: async () => asOperation((await import("./demo/demo.js")).demoOperation),
  },
];

/** Sets an operation's own types aside. */
export function asOperation<I extends Inputs, Output>(operation: Operation<I, Output>): AnyOperation {
  return operation as unknown as AnyOperation;
}
