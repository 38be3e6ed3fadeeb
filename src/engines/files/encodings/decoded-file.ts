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
  return inputFile(path, { ...file, isConverted: true, encoding: encoding.label });
}

/**
 * A file that is said to be UTF-8: itself, or, where it is in most lines, a copy in which each byte that is none has become
 * U+FFFD, which is told.
 */
export async function mendedFile(
  file: InputFile,
  workspace: Workspace,
  note: (message: string) => void,
): Promise<InputFile> {
  if ((await findEncoding(file.chunks())).evidence !== "mixed") return file;
  const path = await workspace.write(mended(file.chunks()));
  note(`${file.name} holds bytes that are no UTF-8; each is read as \uFFFD.`);
  return inputFile(path, { ...file, isConverted: true });
}

async function* mended(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function noteOn({ name }: InputFile, { encoding, others }: EncodingFinding): string {
  const names = others.map((other) => `${other.name} (${inputName("encoding")} ${other.label})`);
  const doubt = names.length === 0 ? "" : `; it may as well be ${names.join(" or ")}`;
  return `${name} is read as ${encoding.name}${doubt}.`;
}

function mixedEncodings({ name }: InputFile): QuintileError {
  return new QuintileError(
    "BAD_ENCODING",
    `${name} is UTF-8 in most lines and not in some, so that no encoding reads all of it.`,
    {
      hint: "Two files were put together, or it is damaged.",
      kind: "bad-encoding",
      tries: [
        { inputs: { encoding: "utf-8" }, means: "what is no UTF-8 becomes \uFFFD" },
        { inputs: { encoding: "windows-1252" }, means: "most lines have wrong letters" },
      ],
    },
  );
}
