import type { CustomersPage } from "../operations/customers/customers.js";
import type { Explanation } from "../operations/explain/explain.js";
import type { IcpResult } from "../operations/icp/result.js";
import type { KnownModels } from "../operations/models/models.js";
import type { Overview } from "../operations/overview/overview.js";
import type { QualifyResult } from "../operations/qualify/qualify.js";
import type { ListedRun } from "../operations/runs/runs.js";
import type { RunState } from "./current-run.js";
import type { Problem } from "./problem.js";

/** Every kind of JSON that the API answers. `npm run docs` makes the schemas of the OpenAPI document from these types. */
export interface Answers {
  readonly overview: Overview;
  readonly models: KnownModels;
  readonly customers: CustomersPage;
  readonly explanation: Explanation;
  readonly icp: IcpResult;
  readonly qualified: QualifyResult;
  readonly runs: ListedRuns;
  readonly runState: RunState;
  readonly problem: Problem;
  readonly document: OpenApiDocument;
}

/** The runs of a store, newest first. */
export interface ListedRuns {
  readonly store: string;
  readonly runs: readonly ListedRun[];
}

/** This document. */
export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly Readonly<Record<string, unknown>>[];
  readonly paths: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, unknown>>;
  readonly security: readonly Readonly<Record<string, unknown>>[];
}
