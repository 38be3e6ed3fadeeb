import { inspect } from "node:util";
import { expect } from "vitest";
import { QuintileError } from "../../src/errors.js";

/** Stands in every password that a refused connection is tried with. */
export const SECRET = "hunter2";

/** What a person sees where a connection is refused; nothing that could be printed of it holds a password. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof QuintileError)) throw error ?? new Error("It was not refused.");
  const shown = [inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error), JSON.stringify(error.cause)];
  for (const text of shown) expect(text ?? "", "a password in an error").not.toContain(SECRET);
  expect(error.message.split("\n"), "an error of one line").toHaveLength(1);
  return `${error.code}: ${error.message}\n${error.hint}`;
}
