import type { Engine, EngineOptions } from "./engine.js";

export { requireWritable } from "./duckdb/pending-file.js";

/** Opens the engine that a source and store ask for; loaded only when it is needed. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { openDuckdb } = await import("./duckdb/engine.js");
  return openDuckdb(options);
}
