import type { QuintileError } from "../errors.js";

/** A complete command line that answers a doubt. */
export interface AnsweringCommand {
  /** What stands behind `quintile`, for programs. */
  readonly args: readonly string[];
  /** The same as a line to copy. */
  readonly line: string;
  readonly means: string;
}

/** A doubt without a terminal to ask on, with the commands that answer it. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
  readonly doubt: QuintileError;
  readonly commands: readonly AnsweringCommand[];

  constructor(doubt: QuintileError, commands: readonly AnsweringCommand[]) {
    super(doubt.message, { cause: doubt });
    this.doubt = doubt;
    this.commands = commands;
  }
}
