import { type Command, Option } from "commander";
import type { Input, Inputs, Operation } from "../operations/operation.js";
import { kebab } from "../operations/inputs/read-inputs.js";

/** Declares an operation's inputs as arguments and flags, and the flags that every command has. */
export function addInputs(command: Command, operation: Operation<Inputs, unknown>): void {
  const entries = Object.entries(operation.inputs);
  for (const [, input] of entries.filter(([, each]) => each.positional === true)) {
    const placeholder = "placeholder" in input ? input.placeholder : "";
    // Whether it is missing is decided later, since a configuration may hold it.
    command.argument(`[${placeholder}]`, describe(input));
  }
  for (const [name, input] of entries.filter(([, each]) => each.positional !== true)) {
    command.addOption(toFlag(name, input));
  }
  if (operation.configured.length > 0) {
    command.option("--config <FILE>", "Configuration to read (default: quintile.yaml, where there is one)");
  }
  command.option("--json", "Print the result as one JSON object");
  command.option("--no-input", "Ask nothing: a doubt ends the command with exit code 6");
  command.option("--quiet", "No progress and no table, only errors");
}

function toFlag(name: string, input: Input): Option {
  const flag = `--${kebab(name)}`;
  if (input.type === "flag") return new Option(flag, describe(input));
  const placeholder = input.type === "choice" ? input.choices.join("|") : input.placeholder;
  const variadic = input.type === "texts" && input.listed === true ? "..." : "";
  const option = new Option(`${flag} <${placeholder}${variadic}>`, describe(input));
  if (input.type === "texts" && variadic === "")
    option.argParser((value: string, all: string[] = []) => [...all, value]);
  return option;
}

function describe(input: Input): string {
  return input.default === undefined ? input.description : `${input.description} (default: ${input.default})`;
}

/** The values that a command line gave, by input name. */
export function givenValues(command: Command, operation: Operation<Inputs, unknown>): Record<string, unknown> {
  const positional = Object.entries(operation.inputs).filter(([, input]) => input.positional === true);
  const values: Record<string, unknown> = {};
  positional.forEach(([name], index) => {
    if (command.args[index] !== undefined) values[name] = command.args[index];
  });
  const {
    config: _config,
    json: _json,
    quiet: _quiet,
    input: _input,
    ...flags
  } = command.opts<Record<string, unknown>>();
  return { ...flags, ...values };
}
