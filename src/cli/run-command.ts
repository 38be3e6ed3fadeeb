import type { Command } from "commander";
import type { Inputs, Operation } from "../operations/operation.js";
import { readInputs, kebab } from "../operations/read-inputs.js";
import { readConfig } from "../operations/read-config.js";
import { RENDERERS } from "./commands.js";
import { givenValues } from "./flags.js";
import { progressFor } from "./progress.js";
import { stopOnSignal } from "./stop-on-signal.js";

/** Calls an operation with what the command line and the configuration say, and shows its result. */
export async function runCommand(command: Command, operation: Operation<Inputs, unknown>): Promise<void> {
  const { config, json = false, quiet = false } = command.opts<{ config?: string; json?: boolean; quiet?: boolean }>();
  const given = givenValues(command, operation);
  const settings = await readConfig(config, operation.configured);
  const values = readInputs(operation.inputs, { ...settings, ...given }, (name) => `--${kebab(name)}`);
  const stop = stopOnSignal();
  const progress = progressFor(process.stderr, quiet);
  let result: unknown;
  try {
    result = await operation.run(values, { signal: stop.signal, progress });
  } finally {
    progress.end();
    stop.release();
  }
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else if (!quiet) await show(operation.name, result);
}

async function show(name: string, result: unknown): Promise<void> {
  const { styleFor } = await import("../outputs/style.js");
  const render = await RENDERERS[name]?.();
  const text = render?.(result as never, styleFor(process.stdout.isTTY)) ?? "";
  if (text !== "") process.stdout.write(`${text}\n`);
}
