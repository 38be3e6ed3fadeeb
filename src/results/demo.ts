import type { RunResult } from "./run.js";

/** What the demo made. */
export interface DemoResult {
  readonly folder: string;
  readonly files: readonly string[];
  readonly result: RunResult;
  /** The page that shows the result. */
  readonly report: string;
}
