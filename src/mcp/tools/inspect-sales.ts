import { inspectOperation } from "../../operations/inspect/operation.js";
import { salesInputs } from "../../operations/inputs/sales-inputs.js";
import type { OptionsOf } from "../../operations/inputs/input.js";
import type { AgentInspection } from "../../results/agent-answers.js";
import { defineTool } from "../tool.js";

const MOST_COLUMNS = 60;

/** How the configured sales would be read. */
export const inspectSalesTool = defineTool({
  name: "inspect_sales",
  title: "Look at the configured sales",
  description:
    "How the configured sales would be read: columns with their notation, which of them is customer, date, revenue, order, status, currency, and what a run would ask or leave out. It reads all rows, and shows no values of customers.",
  inputs: {},
  answers: "agentInspection",
  needsSales: true,
  answer: async (_, { configuredRun }, { store: __, ...context }) => {
    const said = Object.entries(configuredRun ?? {}).filter(([name]) => Object.hasOwn(salesInputs, name));
    const options = Object.fromEntries(said) as unknown as OptionsOf<typeof salesInputs>;
    const found = await inspectOperation.run(options, context);
    const answer: AgentInspection = {
      source: found.source,
      rows: found.rows,
      columns: found.columns.slice(0, MOST_COLUMNS),
      roles: found.roles,
      account: found.account,
      findings: found.findings,
      doubts: found.doubts,
    };
    return {
      answer,
      askNext: found.doubts.length === 0 ? ["run, to score these sales, where writes are allowed"] : [],
    };
  },
});
