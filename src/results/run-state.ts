import type { Problem } from "./problem.js";
import type { RunResult } from "./run.js";
import type { Stage } from "./stage.js";

/** The run that a server started last, as far as it has come. */
export interface RunState {
  readonly state: "idle" | "running" | "done" | "failed" | "cancelled";
  /** ISO 8601 in UTC. */
  readonly started_at?: string;
  readonly stage?: Stage;
  /** Share of the stage that is done, 0 to 1. */
  readonly share?: number;
  /** What is worth knowing, in sentences. */
  readonly notes: readonly string[];
  readonly result?: RunResult;
  readonly problem?: Problem;
}
