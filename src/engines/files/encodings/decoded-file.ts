import { inputName, QuintileError } from "../../../errors.js";
import type { InputFile, Workspace } from "../../engine.js";
import { inputFile } from "../input-file.js";
import { decodeText } from "./decode-text.js";
import { type Encoding, UTF_8 } from "./encoding.js";
import { findEncoding } from "./find-encoding.js";
import type { EncodingFinding } from "./wide-encoding.js";

/**
 * A file that is not UTF-8 as a copy that is, in the encoding that its bytes speak for; undefined where it is UTF-8 after all.
 *
 * @param note told which encoding that is.
 */
export async function decodedFile(
  file: InputFile,
  workspace: Workspace,
  note: (message: string) => void,
): Promise<InputFile | undefined> {
  const finding = await findEncoding(file.chunks());
  if (finding.evidence === "mixed") throw mixedEncodings(file);
  if (finding.encoding === UTF_8) return undefined;
  const decoded = await decodedAs(file, finding.encoding, workspace);
  note(noteOn(file, finding));
  return decoded;
}

/** A copy of a file in UTF-8. Raises `BAD_ENCODING` where bytes mean nothing in its encoding. */
export async function decodedAs(file: InputFile, encoding: Encoding, workspace: Workspace): Promise<InputFile> {
  const path = await workspace.write(decodeText(file.chunks(), encoding, file.name));
  return inputFile(path, { ...file, isConverted: true });
}

function noteOn({ name }: InputFile, { encoding, others }: EncodingFinding): string {
  const [other] = others;
  const doubt =
    other === undefined ? "" : `; ${other.name} is nearly as likely (${inputName("encoding")} ${other.label})`;
  return `${name} is read as ${encoding.name}${doubt}.`;
}

function mixedEncodings({ name }: InputFile): QuintileError {
  return new QuintileError(
    "BAD_ENCODING",
    `${name} is UTF-8 in most lines and not in some, so that no encoding reads all of it.`,
    {
      hint: `Two files were put together, or it is damaged. ${inputName("encoding")} windows-1252 reads it all the same, with wrong letters in most lines.`,
      kind: "bad-encoding",
    },
  );
}
