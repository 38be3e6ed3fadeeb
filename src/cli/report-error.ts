import { QuintileError, tooManyFiles } from "../errors.js";
import { printable, printableJson } from "../outputs/printable.js";
import { styleFor } from "../outputs/style.js";
import { type AnsweringCommand, Unanswered } from "./unanswered.js";
import { flag } from "../operations/inputs/spellings.js";

/** The exit codes of errors that a script may want to tell from others; all others have 1. */
const EXIT_CODES: Readonly<Partial<Record<QuintileError["code"], number>>> = {
  USAGE: 2,
  REJECTED_ROWS: 3,
  // Busy: the same command may well succeed a little later.
  STORE_BUSY: 5,
  RUN_IN_PROGRESS: 5,
  TOO_MANY_REQUESTS: 5,
  CANCELLED: 130,
};

/** The exit code of a question without a terminal to ask it on. */
const UNANSWERED = 6;

/**
 * Tells the person at the keyboard what went wrong: code, message and hint, and under a question the commands that answer
 * it; one JSON object with `--json`. It loads nothing, since it may be that no file can be opened.
 */
export function reportError(error: unknown, json: boolean): void {
  const known = toQuintileError(error);
  const commands = error instanceof Unanswered ? error.commands : [];
  if (json) {
    process.stderr.write(`${printableJson({ error: asJson(known, commands) })}\n`);
    return;
  }
  const style = styleFor(process.stderr);
  process.stderr.write(`${style.bad(`${known.code}:`)} ${printable(known.message)}\n`);
  if (known.hint !== undefined) process.stderr.write(`${printable(known.hint)}\n`);
  for (const { line, means } of commands)
    process.stderr.write(`  ${printable(line)}\n    ${style.dim(printable(means))}\n`);
}

/** 1 for a failure, 2 for wrong usage, 3 for rejected rows under --strict, 5 for busy, 6 for a question, 130 when stopped. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Unanswered) return UNANSWERED;
  return EXIT_CODES[toQuintileError(error).code] ?? 1;
}

function asJson(error: QuintileError, commands: readonly AnsweringCommand[]): object {
  const { try: _inputs, ...plain } = error.toJSON();
  return commands.length === 0 ? plain : { ...plain, try: commands.map(({ args, means }) => ({ args, means })) };
}

function toQuintileError(error: unknown): QuintileError {
  if (error instanceof Unanswered) return error.doubt.spelled(flag);
  if (error instanceof QuintileError) return error.spelled(flag);
  const limit = tooManyFiles(error);
  if (limit !== undefined) return limit;
  const message = error instanceof Error ? error.message : String(error);
  return new QuintileError("INTERNAL", `Something failed that should not: ${message}`, {
    hint: "Please report this with the command you ran.",
    cause: error,
  });
}
