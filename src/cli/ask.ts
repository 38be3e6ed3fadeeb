import { QuintileError, type Try } from "../errors.js";

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
  const options = doubt.tries.map(({ means }, index) => ({ value: index, label: means }));
  const chosen = await select({ message: doubt.message, options, output: process.stderr });
  const answer = isCancel(chosen) ? undefined : doubt.tries[chosen];
  if (answer === undefined) {
    throw new QuintileError("CANCELLED", "Nobody answered; nothing was published.", { cause: doubt });
  }
  return answer.inputs;
}
