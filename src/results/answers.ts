import type { AgentAnswers } from "./agent-answers.js";
import type { CustomersPage } from "./customers.js";
import type { DemoResult } from "./demo.js";
import type { Explanation } from "./explanation.js";
import type { ExportResult } from "./export.js";
import type { IcpResult } from "./icp.js";
import type { InitResult } from "./init.js";
import type { Inspection } from "./inspection.js";
import type { KnownModels } from "./models.js";
import type { OpenApiDocument } from "./open-api-document.js";
import type { McpResult } from "./mcp.js";
import type { Movement } from "./movement.js";
import type { Overview } from "./overview.js";
import type { Problem } from "./problem.js";
import type { QualifyResult } from "./qualify.js";
import type { RelabelResult } from "./relabel.js";
import type { ReportResult } from "./report.js";
import type { RunState } from "./run-state.js";
import type { RunResult } from "./run.js";
import type { ListedRuns } from "./runs.js";
import type { SegmentsCheckResult } from "./segments-check.js";
import type { SegmentsResult } from "./segments.js";
import type { ServeResult } from "./serve.js";
import type { SqlResult } from "./sql.js";

/** What each operation answers, by the operation's name. `npm run docs` makes the JSON schemas from these types. */
export interface Answers {
  readonly run: RunResult;
  readonly inspect: Inspection;
  readonly init: InitResult;
  readonly overview: Overview;
  readonly report: ReportResult;
  readonly explain: Explanation;
  readonly customers: CustomersPage;
  readonly export: ExportResult;
  readonly icp: IcpResult;
  readonly "icp show": IcpResult;
  readonly qualify: QualifyResult;
  readonly segments: SegmentsResult;
  readonly "segments check": SegmentsCheckResult;
  readonly movement: Movement;
  readonly models: KnownModels;
  readonly relabel: RelabelResult;
  readonly runs: ListedRuns;
  readonly sql: SqlResult;
  readonly demo: DemoResult;
  readonly serve: ServeResult;
  readonly mcp: McpResult;
}

/** What the server answers besides: the run it is at, refusals and errors, and the description of its API. */
export interface ServerAnswers {
  readonly runState: RunState;
  readonly problem: Problem;
  readonly document: OpenApiDocument;
}

/** Everything that is answered in JSON. */
export interface AllAnswers extends Answers, ServerAnswers, AgentAnswers {}
