export { type ErrorCode, QuintileError } from "./errors.js";
export * from "./model/index.js";
export { run, explain, exportAudience, listRuns } from "./library.js";
export type { RunOptions } from "./operations/run/inputs.js";
export type { RunResult } from "./operations/run/result.js";
export type { Explanation } from "./operations/explain.js";
export type { Context, Progress, Stage } from "./operations/operation.js";
export { version } from "./version.js";
