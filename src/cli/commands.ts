import { asOperation, OPERATIONS, type RegisteredOperation } from "../operations/registry.js";
import type { Style } from "../outputs/style.js";

/** Every command: what Quintile can do, and serving that over HTTP. */
export const COMMANDS: readonly RegisteredOperation[] = [
  ...OPERATIONS,
  {
    name: "serve",
    summary: "Serve the dashboard and the HTTP API",
    load: async () => asOperation((await import("../server/serve.js")).serveOperation),
  },
];

/** Renders the result of an operation for a terminal. */
export type Render = (result: never, style: Style) => string;

/** How each operation's result is shown; loaded only when there is one to show. */
export const RENDERERS: Readonly<Record<string, () => Promise<Render>>> = {
  run: async () => (await import("../outputs/render-run.js")).renderRun,
  init: async () => (await import("../outputs/render-init.js")).renderInit,
  overview: async () => (await import("../outputs/render-overview.js")).renderOverview,
  report: async () => (await import("../outputs/render-report.js")).renderReport,
  explain: async () => (await import("../outputs/render-explanation.js")).renderExplanation,
  customers: async () => (await import("../outputs/render-customers.js")).renderCustomers,
  export: async () => (await import("../outputs/render-export.js")).renderExport,
  icp: async () => (await import("../outputs/render-icp.js")).renderIcp,
  "icp show": async () => (await import("../outputs/render-icp.js")).renderIcp,
  qualify: async () => (await import("../outputs/render-qualified.js")).renderQualified,
  segments: async () => (await import("../outputs/render-model.js")).renderSegmentModel,
  "segments check": async () => (await import("../outputs/render-model.js")).renderCheck,
  runs: async () => (await import("../outputs/render-runs.js")).renderRuns,
  sql: async () => (await import("../outputs/render-sql.js")).renderSql,
  demo: async () => (await import("../outputs/render-demo.js")).renderDemo,
};

/** Operations whose result is what was asked for, and not a report of what was done: it is shown to who wants quiet, too. */
export const RESULT_IS_TEXT: ReadonlySet<string> = new Set(["sql"]);

/** Operations whose result stands in a store, whatever becomes of a file that they write besides. */
export const RESULT_IS_KEPT: ReadonlySet<string> = new Set(["run"]);
