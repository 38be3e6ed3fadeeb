import { QuintileError } from "../errors.js";

const EXIT_CODES: Readonly<Partial<Record<QuintileError["code"], number>>> = {
  USAGE: 2,
  REJECTED_ROWS: 3,
  CANCELLED: 130,
};

/** Tells the person at the keyboard what went wrong: code, message and hint; one JSON object with `--json`. */
export async function reportError(error: unknown, json: boolean): Promise<void> {
  const known = toQuintileError(error);
  if (json) {
    process.stderr.write(`${JSON.stringify({ error: known })}\n`);
    return;
  }
  const { styleFor } = await import("../outputs/style.js");
  const style = styleFor(process.stderr.isTTY);
  process.stderr.write(`${style.bad(`${known.code}:`)} ${known.message}\n`);
  if (known.hint !== undefined) process.stderr.write(`${known.hint}\n`);
}

/** 1 for a failure, 2 for wrong usage, 3 for rejected rows under --strict, 130 when stopped. */
export function exitCodeOf(error: unknown): number {
  return EXIT_CODES[toQuintileError(error).code] ?? 1;
}

function toQuintileError(error: unknown): QuintileError {
  if (error instanceof QuintileError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new QuintileError("INTERNAL", `Something failed that should not: ${message}`, {
    hint: "Please report this with the command you ran.",
    cause: error,
  });
}
