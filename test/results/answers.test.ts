import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.js";
import { ANSWER_NAMES, ANSWER_SCHEMAS } from "../../src/results/answer-schemas.js";

test("every operation has an answer with a schema, and so have the server's own answers", () => {
  const operations = COMMANDS.map(({ name }) => name);
  const others = ["runState", "problem", "document"];
  expect(Object.keys(ANSWER_NAMES).toSorted()).toEqual([...operations, ...others].toSorted());
  for (const name of Object.values(ANSWER_NAMES)) expect(ANSWER_SCHEMAS).toHaveProperty(name);
});
