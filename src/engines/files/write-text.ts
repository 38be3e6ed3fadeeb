import { writeFileSync } from "node:fs";
import { inputName, QuintileError } from "../../errors.js";

/**
 * Writes a text file in one step: what stands in its place stays until the new one is whole. `-` is standard output. Raises
 * `NOT_WRITABLE` or `DISK_FULL`.
 */
export async function writeText(file: string, text: string): Promise<void> {
  if (file === "-" || file === "/dev/stdout") {
    await new Promise<void>((resolve) => process.stdout.write(text, () => resolve())); // a reader that goes away is no failure
    return;
  }
  const { draftOf } = await import("./draft-file.js");
  const { isDiskFull } = await import("../failures.js");
  const draft = draftOf(file);
  try {
    writeFileSync(draft.path, text);
    draft.complete();
  } catch (cause) {
    draft.discard();
    if (isDiskFull(cause)) {
      throw new QuintileError("DISK_FULL", `The disk is full; ${file} was not written.`, {
        hint: `Free some space, or name a file on another disk with ${inputName("to")}.`,
        cause,
      });
    }
    throw new QuintileError("NOT_WRITABLE", `${file} cannot be written.`, {
      hint: "Check that its folder exists and that you may write there.",
      cause,
    });
  }
}
