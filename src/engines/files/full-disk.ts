import { QuintileError } from "../../errors.js";

/** True where a file could not be written since its disk, its owner's quota or the process has no room for it. */
export function isDiskFull(error: unknown): boolean {
  return ["ENOSPC", "EFBIG", "EDQUOT"].includes((error as NodeJS.ErrnoException | undefined)?.code ?? "");
}

/** A disk of this machine without room for what has to be written. */
export function diskFull(cause?: unknown): QuintileError {
  return new QuintileError("DISK_FULL", "The disk is full; nothing was published.", {
    hint: "Free some space, or point --store, --to or the TMPDIR variable at a larger disk.",
    cause,
  });
}
