import type { AgentPlace, Tool } from "./tool.js";
import { explainCustomerTool } from "./tools/explain-customer.js";
import { findCustomersTool } from "./tools/find-customers.js";
import { icpTool } from "./tools/icp.js";
import { inspectSalesTool } from "./tools/inspect-sales.js";
import { movementTool } from "./tools/movement.js";
import { overviewTool } from "./tools/overview.js";
import { qualifyProspectsTool } from "./tools/qualify-prospects.js";
import { runTool } from "./tools/run.js";
import { whatIfModelTool } from "./tools/what-if-model.js";

/** Every tool, in the order in which an agent meets them. */
export const TOOLS: readonly Tool[] = [
  overviewTool,
  findCustomersTool,
  explainCustomerTool,
  movementTool,
  whatIfModelTool,
  icpTool,
  qualifyProspectsTool,
  inspectSalesTool,
  runTool,
];

/** The tools that are offered at a place: those that publish only where that is allowed. */
export function toolsOf({ allowsWrites }: AgentPlace): readonly Tool[] {
  return TOOLS.filter(({ publishes }) => allowsWrites || publishes !== true);
}
