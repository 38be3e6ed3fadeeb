import type { Command } from "commander";
import { QuintileError } from "../errors.js";
import type { Inputs, Operation } from "../operations/operation.js";
import { readInputs, kebab } from "../operations/inputs/read-inputs.js";
import { readConfig } from "../operations/inputs/read-config.js";
import { RENDERERS, RESULT_IS_TEXT } from "./commands.js";
import { givenValues } from "./flags.js";
import { progressFor } from "./progress.js";
import { stopOnSignal } from "./stop-on-signal.js";

/** Calls an operation with what the command line and the configuration say, and shows its result. */
export async function runCommand(command: Command, operation: Operation<Inputs, unknown>): Promise<void> {
  const { config, json = false, quiet = false } = command.opts<{ config?: string; json?: boolean; quiet?: boolean }>();
  const given = givenValues(command, operation);
  const settings = await readConfig(config, operation.configured);
  const values = readInputs(operation.inputs, { ...settings, ...given }, (name) => `--${kebab(name)}`);
  const taken = takesStandardOutput(values, json);
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
  else if (!quiet || (RESULT_IS_TEXT.has(operation.name) && !wasWritten(values)))
    await show(operation.name, result, taken ? process.stderr : process.stdout);
}

/** True when a file of the operation goes to standard output, so that nothing else may. Raises `USAGE` where two would. */
function takesStandardOutput(values: Readonly<Record<string, unknown>>, json: boolean): boolean {
  const files = [values["to"], values["rejects"]].flat().filter((file) => file === "-" || file === "/dev/stdout");
  if (files.length + (json ? 1 : 0) > 1) {
    throw new QuintileError("USAGE", "Only one of --json, --to - and --rejects - can have standard output.", {
      hint: "Write the others to files.",
    });
  }
  return files.length > 0;
}

/** True when the result went to a file. */
function wasWritten(values: Readonly<Record<string, unknown>>): boolean {
  return values["to"] !== undefined;
}

async function show(name: string, result: unknown, stream: NodeJS.WriteStream): Promise<void> {
  const { styleFor } = await import("../outputs/style.js");
  const render = await RENDERERS[name]?.();
  const text = render?.(result as never, styleFor(stream.isTTY)) ?? "";
  if (text !== "") stream.write(`${text}\n`);
}
