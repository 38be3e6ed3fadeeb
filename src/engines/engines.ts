import { duckdb } from "./duckdb/kind.js";
import type { EmbeddedKind, EngineKind, ServerKind } from "./engine-kind.js";
import { postgres } from "./postgres/kind.js";
import { trino } from "./trino/kind.js";

/** The engines. This is the one list of them: a new engine is one line here, and a folder beside this file. */
export const ENGINES = [postgres, duckdb, trino] as const satisfies readonly EngineKind[];

/** The name of an engine. */
export type EngineName = (typeof ENGINES)[number]["name"];

/** The database servers among them, which are told by their addresses. */
export const SERVERS: readonly ServerKind[] = ENGINES.filter((kind) => "connect" in kind);

/** The one that takes what is no server's. */
export const EMBEDDED: EmbeddedKind = duckdb;
