import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import { inputName, QuintileError } from "../../errors.js";
import type { InputFile } from "../../engines/engine.js";
import type { RunValues } from "./inputs.js";

/**
 * Refuses to write a file twice, or over the sales or the store: results are moved into place at the end, and would take
 * what is there with them. Raises `USAGE`.
 */
export function requireDistinctFiles(
  options: Pick<RunValues, "to" | "rejects">,
  read: readonly InputFile[],
  store: string,
): void {
  const taken = new Map<string, string>([[place(store), "the store"]]);
  for (const { given } of read) if (given !== undefined) taken.set(place(given), "read as the source");
  const written: readonly (readonly [string, string | undefined])[] = [
    ...(options.to ?? []).map((file) => [inputName("to"), file] as const),
    [inputName("rejects"), options.rejects],
  ];
  for (const [option, file] of written) {
    if (file === undefined || file === "-" || file.startsWith("/dev/")) continue;
    const use = taken.get(place(file));
    if (use !== undefined) {
      throw new QuintileError("USAGE", `${option} ${file} would write over a file that is ${use}.`, {
        hint: "Name another file; nothing was written.",
      });
    }
    taken.set(place(file), "already written by this run");
  }
}

/** The same for two names of one file. */
function place(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}
