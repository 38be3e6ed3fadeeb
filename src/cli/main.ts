import { Command, CommanderError } from "commander";
import { QuintileError } from "../errors.js";
import { OPERATIONS, type RegisteredOperation } from "../operations/registry.js";
import { version } from "../version.js";
import { exitCodeOf, reportError } from "./report-error.js";
import { runCommand } from "./run-command.js";

/**
 * The command line. Sets the exit code: 0 done, 1 failed, 2 wrong usage, 3 rejected rows under --strict, 130 stopped.
 *
 * @param words what stands behind `quintile`.
 */
export async function main(words: readonly string[]): Promise<void> {
  // A reader that goes away (| head) ends the output, and is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? 0 : 1);
  });
  const json = words.includes("--json");
  try {
    const program = await buildProgram(words);
    await program.parseAsync([...words], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      await reportError(error, json);
      process.exitCode = exitCodeOf(error);
    }
  }
}

async function buildProgram(words: readonly string[]): Promise<Command> {
  const program = new Command("quintile")
    .description("Customer segmentation by recency, frequency and monetary value: sales in, segments out.")
    .version(version, "-V, --version", "Show the version")
    .helpOption("-h, --help", "Show help")
    .helpCommand(false)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "USAGE: ")) })
    .exitOverride();
  const asked = words.find((word) => !word.startsWith("-"));
  for (const registered of OPERATIONS) {
    // Only the command that was asked for is loaded: the others are a name and a summary.
    const path = registered.name.split(" ");
    const parent = path.length === 1 ? program : program.commands.find((each) => each.name() === path[0]);
    if (parent === undefined) throw new QuintileError("INTERNAL", `No command holds ${registered.name}.`);
    const command = parent.command(path.at(-1) as string).summary(registered.summary).description(registered.summary);
    command.copyInheritedSettings(program).exitOverride();
    if (path[0] === asked) await declare(command, registered);
  }
  return program;
}

async function declare(command: Command, registered: RegisteredOperation): Promise<void> {
  const { addInputs } = await import("./flags.js");
  const operation = await registered.load();
  command.description(operation.description);
  addInputs(command, operation);
  command.action(async () => runCommand(command, operation));
}

