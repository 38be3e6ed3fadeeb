import { mcpOperation } from "../mcp/operation.js";
import { type AnyOperation, asAny } from "../operations/operation.js";
import { OPERATIONS } from "../operations/registry.js";
import { serveOperation } from "../server/operation.js";

/** Every command: what Quintile can do, and serving that over HTTP and to agents. */
export const COMMANDS: readonly AnyOperation[] = [...OPERATIONS, asAny(serveOperation), asAny(mcpOperation)];
