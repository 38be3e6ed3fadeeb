import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { spellingFor } from "../../src/cli/flags.js";
import { exitCodeOf } from "../../src/cli/report-error.js";
import { QuintileError } from "../../src/errors.js";
import { type AnyOperation, asAny } from "../../src/operations/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";

export const HEADER = "customer_id,sale_date,revenue\n";

/** Each test gets an empty current folder, so that messages hold the names that a person would type. */
export function freshFolders(): void {
  const home = process.cwd();
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "bad-inputs-"));
  });
  beforeEach(() => process.chdir(mkdtempSync(join(root, "case-"))));
  afterAll(() => {
    process.chdir(home);
    rmSync(root, { recursive: true, force: true });
  });
}

export function write(name: string, content: string | Uint8Array): string {
  mkdirSync(dirname(name), { recursive: true });
  writeFileSync(name, content);
  return name;
}

/** What a person sees when a run is refused: code, message, hint and exit code. Nothing may be left behind. */
export async function refusalOf(source: string, options: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return refusal(async () => {
    await asAny(runOperation).run({ source, ...options });
  });
}

/** The same for any piece of work. */
export async function refusal(
  work: () => Promise<unknown>,
  operation: AnyOperation = asAny(runOperation),
): Promise<string> {
  const before = readdirSync(".", { recursive: true });
  try {
    await work();
  } catch (error) {
    expect(readdirSync(".", { recursive: true })).toEqual(before);
    return seen(error, operation);
  }
  throw new Error("It was not refused.");
}

function seen(error: unknown, operation: AnyOperation): string {
  if (!(error instanceof QuintileError)) throw error;
  const { code, message, hint } = error.spelled(spellingFor(operation));
  expect(error.message, "customer data in a message").not.toMatch(/SECRET/);
  expect(error.hint ?? "", "customer data in a hint").not.toMatch(/SECRET/);
  expect(error.message.split("\n"), "an error of one line").toHaveLength(1);
  return [`${code}: ${message}`, hint, `exit ${exitCodeOf(error)}`].join("\n");
}

/** The counts of a run that is not refused. */
export async function accepted(source: string, options: Readonly<Record<string, unknown>> = {}) {
  return runOperation.run({ source, ...options });
}
