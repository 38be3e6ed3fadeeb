import type { Movement } from "./movement.js";
import type { RunResult } from "./run.js";

/** What the demo made. */
export interface DemoResult {
  readonly folder: string;
  readonly files: readonly string[];
  readonly result: RunResult;
  /** Who moved in the last twelve months. */
  readonly movement: Movement;
  /** The page that shows the result. */
  readonly report: string;
}
