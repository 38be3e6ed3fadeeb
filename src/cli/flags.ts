import { type Command, Option } from "commander";
import type { Input } from "../operations/inputs/input.js";
import type { AnyOperation } from "../operations/operation.js";
import type { Spelling } from "../errors.js";
import { defaultOf } from "../operations/inputs/read-inputs.js";
import { flag } from "../operations/inputs/spellings.js";

/** Declares an operation's inputs as arguments and flags, and the flags that every command has. */
export function addInputs(command: Command, operation: AnyOperation): void {
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
  if (input.type === "flag") return new Option(flag(name), describe(input));
  const placeholder = input.type === "choice" ? input.choices.join("|") : input.placeholder;
  const variadic = input.type === "texts" && input.listed === true ? "..." : "";
  const option = new Option(`${flag(name)} <${placeholder}${variadic}>`, describe(input));
  if (input.type === "texts" && variadic === "")
    option.argParser((value: string, all: string[] = []) => [...all, value]);
  return option;
}

function describe(input: Input): string {
  const standard = defaultOf(input);
  return standard === undefined || standard === false
    ? input.description
    : `${input.description} (default: ${String(standard)})`;
}

/** How a command line names the inputs of an operation: by their flags, or by what the help calls them. */
export function spellingFor({ inputs }: AnyOperation): Spelling {
  return (name) => {
    const input = inputs[name];
    return input?.positional === true && "placeholder" in input ? input.placeholder : flag(name);
  };
}

/** The values that a command line gave, by input name. */
export function givenValues(command: Command, operation: AnyOperation): Record<string, unknown> {
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
