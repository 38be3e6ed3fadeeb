import { expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import { toProblem } from "../../src/server/problem.js";

test("a doubt comes with its answers, by their names over HTTP", () => {
  const tries = [{ inputs: { dateFormat: "%d/%m/%Y" }, means: "day first" }];
  expect(toProblem(new QuintileError("AMBIGUOUS_COLUMN", "Two ways.", { tries }))).toMatchObject({
    status: 400,
    code: "AMBIGUOUS_COLUMN",
    try: [{ inputs: { date_format: "%d/%m/%Y" }, means: "day first" }],
  });
  expect(toProblem(new QuintileError("USAGE", "No."))).not.toHaveProperty("try");
});
