import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.js";
import { TOOLS } from "../../src/mcp/tools.js";
import { ANSWER_NAMES, ANSWER_SCHEMAS } from "../../src/results/answer-schemas.js";

test("every operation has an answer with a schema, and so have the answers of the server and of tools", () => {
  const operations = COMMANDS.map(({ name }) => name);
  const others = ["runState", "problem", "document"];
  const tools = TOOLS.map(({ answers }) => answers);
  expect(Object.keys(ANSWER_NAMES).toSorted()).toEqual([...new Set([...operations, ...others, ...tools])].toSorted());
  for (const name of Object.values(ANSWER_NAMES)) expect(ANSWER_SCHEMAS).toHaveProperty(name);
});
