import type { Command } from "commander";
import { QuintileError } from "../errors.js";
import type { AnyOperation } from "../operations/operation.js";
import { readConfig } from "../operations/inputs/read-config.js";
import { printableAnswer, printableJson } from "../outputs/printable.js";
import { styleFor } from "../outputs/style.js";
import { canAsk } from "./ask.js";
import { givenValues, spellingFor } from "./flags.js";
import { progressFor } from "./progress.js";
import { stopOnSignal } from "./stop-on-signal.js";

/** What the flags that every command has say. */
interface CommonOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** False where nothing may be asked. */
  readonly input?: boolean;
}

/**
 * Calls an operation with what the command line and the configuration say, and shows its result. A doubt is put to the
 * person at the terminal, and the operation called again with the answer; elsewhere it ends the command.
 *
 * @param words what stands behind `quintile`.
 */
export async function runCommand(command: Command, operation: AnyOperation, words: readonly string[]): Promise<void> {
  const { config, json = false, quiet = false, input = true } = command.opts<CommonOptions>();
  const settings = await readConfig(config, operation.configured);
  const asks = input && !json && canAsk();
  const given = { ...settings, ...givenValues(command, operation) };
  const isReaderGone = watchReader();
  for (;;) {
    const taken = takesStandardOutput(given, json);
    try {
      const showsValues = !json && process.stdout.isTTY === true;
      const result = await call(operation, given, quiet, showsValues);
      const isCutShort = taken && isReaderGone();
      if (isCutShort && !quiet) process.stderr.write(`${CUT_SHORT}\n`);
      if (isCutShort && operation.effect !== "publishes") return;
      if (json) process.stdout.write(`${printableJson(result, 2)}\n`);
      else if (!quiet || (operation.isText === true && !wasWritten(given)))
        await show(operation, result, taken ? process.stderr : process.stdout);
      return;
    } catch (error) {
      if (!(error instanceof QuintileError) || error.tries.length === 0) throw error;
      if (!asks) throw await unanswered(error, words, operation);
      const { ask } = await import("./ask.js");
      Object.assign(given, await ask(error));
    }
  }
}

async function call(
  operation: AnyOperation,
  options: Readonly<Record<string, unknown>>,
  quiet: boolean,
  showsValues: boolean,
): Promise<unknown> {
  const spelling = spellingFor(operation);
  const stop = stopOnSignal();
  const progress = progressFor(process.stderr, quiet);
  try {
    return await operation.run(options, { signal: stop.signal, progress, spelling, showsValues });
  } catch (error) {
    throw error instanceof QuintileError ? error.spelled(spelling) : error;
  } finally {
    progress.end();
    stop.release();
  }
}

async function unanswered(
  doubt: QuintileError,
  words: readonly string[],
  { name, inputs }: AnyOperation,
): Promise<Error> {
  const [{ commandLine, wordsWith }, { Unanswered }] = await Promise.all([
    import("./command-words.js"),
    import("./unanswered.js"),
  ]);
  const commands = doubt.tries.map((each) => {
    const args = wordsWith(words, name.split(" "), inputs, each.inputs);
    return { args, line: commandLine(args), means: each.means };
  });
  return new Unanswered(doubt, commands);
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

const CUT_SHORT = "The reader of standard output stopped before its end: not everything was written there.";

/** Tells whether the reader of standard output has gone away (| head) since this was called. */
function watchReader(): () => boolean {
  let isGone = false;
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    isGone ||= code === "EPIPE";
  });
  return () => isGone;
}

/** True when the result went to a file. */
function wasWritten(values: Readonly<Record<string, unknown>>): boolean {
  return values["to"] !== undefined;
}

async function show(operation: AnyOperation, result: unknown, stream: NodeJS.WriteStream): Promise<void> {
  const render = await operation.render();
  // A text that was asked for goes into files as it is.
  const isKept = operation.isText === true && stream.isTTY !== true;
  const text = render(isKept ? result : printableAnswer(result), styleFor(stream));
  if (text !== "") stream.write(`${text}\n`);
}
