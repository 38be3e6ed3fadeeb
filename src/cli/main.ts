import { Command, CommanderError } from "commander";
import { QuintileError } from "../errors.js";
import type { AnyOperation } from "../operations/operation.js";
import { version } from "../version.js";
import { COMMANDS } from "./commands.js";
import { exitCodeOf, reportError } from "./report-error.js";
import { runCommand } from "./run-command.js";

const START = `
Start with a made-up shop:   quintile demo
or with your own sales:      quintile run SALES.csv
All options of a command:    quintile run --help`;

/**
 * The command line. Sets the exit code: 0 done, 1 failed, 2 wrong usage, 3 rejected rows under --strict, 5 busy, 6 a question without an answer, 130 stopped.
 *
 * @param words what stands behind `quintile`.
 */
export async function main(words: readonly string[]): Promise<void> {
  const json = words.includes("--json");
  surviveClosedOutput(json);
  process.on("uncaughtException", (error) => exitWith(error, json));
  try {
    const program = await buildProgram(words);
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    fail(error, json);
  }
}

function fail(error: unknown, json: boolean): void {
  if (error instanceof CommanderError && error.exitCode === 0) return;
  const known = error instanceof CommanderError ? wrongUsage(error) : error;
  if (known !== undefined) reportError(known, json);
  process.exitCode = known === undefined ? 2 : exitCodeOf(known);
}

/** What the parser refused, as an error like any other; undefined where it has shown help instead. */
function wrongUsage({ code, message }: CommanderError): QuintileError | undefined {
  if (code === "commander.help") return undefined;
  const [text = "", suggestion] = message.replace(/^error: /, "").split("\n");
  return new QuintileError("USAGE", `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, "")}.`, {
    hint:
      suggestion?.replace(/^\((.*)\)$/, "$1") ??
      "quintile --help lists the commands, quintile COMMAND --help the options of one.",
  });
}

/** A reader that goes away (| head) ends the output, and is no failure: what was published stays published. */
function surviveClosedOutput(json: boolean): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    process.exitCode = 1;
    reportError(
      new QuintileError("NOT_WRITABLE", "Standard output cannot be written.", { hint: "Is the disk full?" }),
      json,
    );
  });
}

function exitWith(error: unknown, json: boolean): void {
  reportError(error, json);
  process.exit(exitCodeOf(error));
}

async function buildProgram(words: readonly string[]): Promise<Command> {
  const program = new Command("quintile")
    .description("Customer segmentation by recency, frequency and monetary value: sales in, segments out.")
    .version(version, "-V, --version", "Show the version")
    .helpOption("-h, --help", "Show help")
    .helpCommand("help [command]", "Show help for a command")
    .addHelpText("after", START)
    .showSuggestionAfterError()
    .configureOutput({ outputError: () => {} })
    .enablePositionalOptions()
    .exitOverride();
  const asked = words.find((word) => !word.startsWith("-") && word !== "help");
  for (const operation of COMMANDS) {
    const path = operation.name.split(" ");
    const parent = path.length === 1 ? program : program.commands.find((each) => each.name() === path[0]);
    if (parent === undefined) throw new QuintileError("INTERNAL", `No command holds ${operation.name}.`);
    const command = parent
      .command(path.at(-1) as string)
      .summary(operation.summary)
      .description(operation.description);
    command.copyInheritedSettings(program).exitOverride();
    if (path[0] === asked) await declare(command, operation, words);
  }
  return program;
}

/** Flags are declared only of the command that was asked for. */
async function declare(command: Command, operation: AnyOperation, words: readonly string[]): Promise<void> {
  const { addInputs } = await import("./flags.js");
  addInputs(command, operation);
  command.action(async () => runCommand(command, operation, words));
}
