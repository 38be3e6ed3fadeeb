import { printable } from "../outputs/printable.js";
import { cancelled, type QuintileError, type Try } from "../errors.js";

/** True where a person can be asked: standard input and standard error both are a terminal. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * Puts a doubt to the person at the terminal, as a list whose first entry is the proposal, and gives back what was chosen.
 * The list goes to standard error. Raises `CANCELLED` at Ctrl-C and where the input ends; the terminal is restored either way.
 */
export async function ask(doubt: QuintileError): Promise<Try["inputs"]> {
  const { isCancel, select } = await import("@clack/prompts");
  // A terminal that does not tell its size would get one letter a line.
  process.stderr.columns ||= 80;
  process.stderr.rows ||= 24;
  const options = doubt.tries.map(({ means }, index) => ({ value: index, label: printable(means) }));
  const end = endOfInput();
  const chosen = await select({
    message: printable(doubt.message),
    options,
    output: process.stderr,
    signal: end.signal,
  });
  end.release();
  const answer = isCancel(chosen) ? undefined : doubt.tries[chosen];
  if (answer === undefined) {
    throw cancelled(end.signal, "The question was not answered; nothing was published.");
  }
  return answer.inputs;
}

/** A signal that fires when no more answer can come: at Ctrl-D, which a list would leave unanswered, and when the input closes. */
function endOfInput(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  const press = (_: string | undefined, key: { ctrl?: boolean; name?: string } | undefined): void => {
    if (key?.ctrl === true && key.name === "d") end();
  };
  process.stdin.on("keypress", press).once("end", end).once("close", end);
  return {
    signal: controller.signal,
    release: () => process.stdin.off("keypress", press).off("end", end).off("close", end),
  };
}
