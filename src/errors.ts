/** What every {@link QuintileError} can be about. Codes are part of the public interface and never change meaning. */
export type ErrorCode =
  | "AMBIGUOUS_COLUMN"
  | "AMBIGUOUS_DATE"
  | "AMBIGUOUS_SHEET"
  | "BAD_CONFIG"
  | "BAD_CURSOR"
  | "BAD_DIMENSION"
  | "BAD_ENCODING"
  | "BAD_EXPRESSION"
  | "BAD_FILE"
  | "BAD_MODEL"
  | "BAD_SCORING"
  | "CANCELLED"
  | "CONNECTION_FAILED"
  | "CONNECTION_LOST"
  | "CURSOR_EXPIRED"
  | "DISK_FULL"
  | "EMPTY_SOURCE"
  | "INTERNAL"
  | "MALFORMED_CSV"
  | "NO_CUSTOMERS"
  | "NO_SOURCE"
  | "UNKNOWN_COLUMN"
  | "NO_SUCH_CUSTOMER"
  | "NO_MATCHING_KEYS"
  | "NO_SUCH_FILE"
  | "NO_SUCH_ICP"
  | "NO_SUCH_MODEL"
  | "NO_SUCH_MOVEMENT"
  | "NO_SUCH_RUN"
  | "NO_SUCH_SCHEMA"
  | "NO_SUCH_SCORING"
  | "NO_SUCH_SEGMENT"
  | "NO_SUCH_STORE"
  | "NO_SUCH_TABLE"
  | "NOT_ALLOWED"
  | "NOT_WRITABLE"
  | "OUT_OF_MEMORY"
  | "REJECTED_ROWS"
  | "RUN_IN_PROGRESS"
  | "STORE_BUSY"
  | "STORE_NEWER"
  | "STORE_OCCUPIED"
  | "TIMED_OUT"
  | "TOO_MANY_REJECTS"
  | "TOO_MANY_REQUESTS"
  | "UNREADABLE_VALUE"
  | "USAGE";

/** One way out of a doubt: what to say with which inputs, by their names in the library, and what that means. */
export interface Try {
  readonly inputs: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** In a few words: `day first`. */
  readonly means: string;
}

/** How a face writes the name of an input: `--as-of` on the command line, `as_of` over HTTP, `asOf` in the library. */
export type Spelling = (name: string) => string;

/** Marks around the name of an input in a message. They are of no alphabet, so no text that people write holds them. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];
const NAMED = new RegExp(`${OPEN}(\\w+)${CLOSE}`, "g");

/**
 * The name of an input, to be put into a message: `${inputName("asOf")} is not a date.` Each face writes it in its own way;
 * where none does, it stands as it is declared, which is how the library names it.
 */
export function inputName(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/** A text with the names of inputs written in the way of a face. Default: as they are declared. */
export function spell(text: string, spelling: Spelling = (name) => name): string {
  return text.replaceAll(NAMED, (_, name: string) => spelling(name));
}

/**
 * What went wrong where data is kept or computed, for code that reacts to it: `unreadable-value` is a value of the data that does
 * not have the type of its column, `unfit-value` one that does not fit what an expression makes of it, and `unstorable-value` one
 * that the store cannot hold.
 */
export type FailureKind =
  | "already-attached"
  | "bad-encoding"
  | "bad-expression"
  | "bad-json"
  | "busy"
  | "cancelled"
  | "connection-lost"
  | "damaged-file"
  | "deep-json"
  | "disk-full"
  | "file-gone"
  | "internal"
  | "long-object"
  | "malformed-csv"
  | "newer-format"
  | "no-connection"
  | "no-such-schema"
  | "no-such-table"
  | "no-such-setting"
  | "not-a-database"
  | "not-allowed"
  | "not-supported"
  | "cannot-open"
  | "read-only"
  | "server-disk-full"
  | "occupied"
  | "other-structure"
  | "out-of-memory"
  | "timed-out"
  | "too-many-files"
  | "too-many-requests"
  | "unfit-value"
  | "unlike-files"
  | "unnamed-schema"
  | "unreadable-value"
  | "unstorable-value";

/**
 * The one error type of the project, written for the person at the keyboard: what was expected, what came, and what to
 * do next. It never carries customer data, a password or a stack trace in its message.
 */
export class QuintileError extends Error {
  override readonly name = "QuintileError";
  readonly code: ErrorCode;
  /** What to do next, in one or two sentences; absent when the message says it all. */
  readonly hint: string | undefined;
  /** What went wrong in an engine; undefined where the error is none of an engine's. */
  readonly kind: FailureKind | undefined;

  /** Where the error is a question: up to three answers, the proposal first. Empty for every other error. */
  readonly tries: readonly Try[];
  readonly #words: { readonly message: string; readonly hint: string | undefined };

  /** @param message may name inputs by {@link inputName}, as may the hint. */
  constructor(code: ErrorCode, message: string, options: Details = {}) {
    super(spell(withoutPasswords(message)), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.kind = options.kind;
    const hint = options.hint === undefined ? undefined : withoutPasswords(options.hint);
    this.hint = hint === undefined ? undefined : spell(hint);
    this.tries = options.tries ?? [];
    this.#words = { message: withoutPasswords(message), hint };
  }

  /** Message and hint with the names of inputs still marked, for code that makes another error of this one. */
  get words(): { readonly message: string; readonly hint: string | undefined } {
    return this.#words;
  }

  /** The same error with the names of inputs written in the way of a face. */
  spelled(spelling: Spelling): QuintileError {
    const { message, hint } = this.#words;
    return new QuintileError(this.code, spell(message, spelling), {
      hint: hint === undefined ? undefined : spell(hint, spelling),
      cause: this.cause,
      kind: this.kind,
      tries: this.tries,
    });
  }

  /** The error as an object; the command line turns `try` into whole commands. */
  toJSON(): { code: ErrorCode; message: string; hint?: string; try?: readonly Try[] } {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(this.tries.length === 0 ? {} : { try: this.tries }),
    };
  }
}

/** What an error may have beside its code and its message. */
interface Details {
  readonly hint?: string | undefined;
  readonly kind?: FailureKind | undefined;
  readonly cause?: unknown;
  readonly tries?: readonly Try[];
}

/** The error for work that its signal has ended; the signal's reason is the cause. */
export function cancelled(
  signal?: AbortSignal,
  message = "The run was cancelled; nothing was published.",
): QuintileError {
  return new QuintileError("CANCELLED", message, { kind: "cancelled", cause: signal?.reason });
}

/** What is said where the system lets a process open no more files. */
export const TOO_MANY_FILES = {
  code: "NOT_ALLOWED",
  message: "The system lets this process open no more files.",
  hint: "Raise its limit, for example with ulimit -n 1024, or close other programs.",
} as const;

/** The error for a cause that says so; undefined for another. */
export function tooManyFiles(cause: unknown): QuintileError | undefined {
  const { code } = Object(cause) as { code?: unknown };
  if (code !== "EMFILE" && code !== "ENFILE") return undefined;
  const { message, hint } = TOO_MANY_FILES;
  return new QuintileError(TOO_MANY_FILES.code, message, { hint, kind: "too-many-files", cause });
}

/** Raises `CANCELLED` once a signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled(signal);
}

/**
 * A text without the passwords and tokens of the addresses in it. An address may stand where none was expected, and be quoted as
 * what should have stood there. Its scheme may be any, its user may be missing, and its password may hold any
 * character of a line: where blanks stand in it, all up to the last @ goes, unless another address begins before.
 */
export function withoutPasswords(text: string): string {
  return text
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):(?!\d+(?:[/?#]|$))(?:(?!:\/\/)[^\n])*@/gim, "$1@")
    .replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^\s:]*):\S*@/gi, "$1@")
    .replaceAll(
      /([?&;](?:(?:ssl)?password|passwd|pwd|passphrase|secret|(?:access_?)?token|api_?key)=)[^\s&;"']*/gi,
      "$1…",
    );
}
