import { inspect } from "node:util";
import { expect } from "vitest";
import type { Client } from "pg";
import { explaining } from "../../src/engines/explained.js";
import type { Address } from "../../src/engines/postgres/connection/address.js";
import { connect, type ConnectOptions } from "../../src/engines/postgres/connection/connect.js";
import { explainFailures } from "../../src/engines/postgres/explain.js";
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

/** Connects; what fails is put into sentences, as it is at the engine's edge. */
export function connectTo(address: Address, options?: ConnectOptions): Promise<Client> {
  return explaining(explainFailures(address), () => connect(address, options));
}
