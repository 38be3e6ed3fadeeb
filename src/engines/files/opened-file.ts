import { isUtf8 } from "node:buffer";
import { QuintileError } from "../../errors.js";
import type { FileOptions, InputFile, Workspace } from "../engine.js";
import type { ZipMember } from "./containers/zip-archive.js";
import { inputFile } from "./input-file.js";
import { unpacked, withoutStart } from "./plain-file.js";
import { HEAD_BYTES } from "./text-file.js";

const MARK_BYTES = 3;

/** Bytes of a character that the end of the head may cut off. */
const CUT_OFF = 3;

/**
 * Files that an engine can read: out of their archive or wrapper, and in UTF-8. One, but for an archive of several files of sales. A plain file
 * costs a look at its start. Raises `BAD_FILE` for what is known to be no table, and `BAD_ENCODING`.
 *
 * @param options how they are read; `member` names a file within an archive.
 * @param note told what was found.
 */
export async function openedFiles(
  file: InputFile,
  workspace: Workspace,
  options: FileOptions & { readonly member?: string | undefined },
  note: (message: string) => void,
): Promise<readonly InputFile[]> {
  const head = await file.head(HEAD_BYTES);
  if (isZip(head)) return outOfArchive(file, workspace, options, note);
  if (options.member !== undefined) {
    throw new QuintileError("NO_SUCH_FILE", `${file.name} is no ZIP archive, and holds no file ${options.member}.`, {
      hint: "Give the file itself.",
    });
  }
  return [await openedText(file, head, workspace, options, note)];
}

async function openedText(
  file: InputFile,
  head: Uint8Array,
  workspace: Workspace,
  { encoding }: FileOptions,
  note: (message: string) => void,
): Promise<InputFile> {
  if (isBinary(head)) return file;
  const text = await inUtf8(file, head, workspace, encoding, note);
  const start = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    text === file ? head : await text.head(HEAD_BYTES),
  );
  requireNoPage(start, file);
  if (!/^\uFEFF?\s*\{/.test(start)) return text;
  return outOfWrapper(
    await withoutStart(text, start.startsWith("\uFEFF") ? MARK_BYTES : 0, workspace),
    workspace,
    note,
  );
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
}

/** The first bytes of formats that say so what they are, and hold no text to decode. */
const BINARY = [
  "PAR1",
  "SQLite",
  "ARROW1",
  "FEA1",
  "%PDF",
  "\u00d0\u00cf\u0011\u00e0",
  "(\u00b5/\u00fd",
  "BZh",
  "\u00fd7zXZ",
  "7z\u00bc\u00af",
];

function isBinary(head: Uint8Array): boolean {
  const start = Buffer.from(head.subarray(0, 12)).toString("latin1");
  return BINARY.some((known) => start.startsWith(known)) || start.slice(8) === "DUCK";
}

async function outOfArchive(
  file: InputFile,
  workspace: Workspace,
  { member, ...options }: FileOptions & { readonly member?: string | undefined },
  note: (message: string) => void,
): Promise<readonly InputFile[]> {
  const { openZip } = await import("./containers/zip-archive.js");
  const { likelyMembers, memberNamed } = await import("./containers/zip-member.js");
  const { workbookKind } = await import("./workbooks/open-workbook.js");
  const archive = await openZip(file.path, file.name);
  try {
    if ((await workbookKind(archive)) !== undefined) return [file];
    const members =
      member === undefined ? likelyMembers(archive, file.name) : [memberNamed(archive, member, file.name)];
    const files: InputFile[] = [];
    for (const each of members) files.push(await outOf(file, each, workspace, options, note));
    if (files.length === 1) return files;
    const { chooseFiles } = await import("./containers/choose-files.js");
    return await chooseFiles(files, file.name, options, note);
  } finally {
    archive.close();
  }
}

/** A file out of an archive. */
async function outOf(
  { name, given }: InputFile,
  member: ZipMember,
  workspace: Workspace,
  options: FileOptions,
  note: (message: string) => void,
): Promise<InputFile> {
  const path = await workspace.write(member.read());
  const inside = inputFile(path, { name: `${name}/${member.name}`, given, isConverted: true });
  const content = await unpacked(inside, workspace);
  const head = await content.head(HEAD_BYTES);
  if (!isZip(head)) return openedText(content, head, workspace, options, note);
  if (/\.(xlsx|ods)$/i.test(content.name)) return content;
  throw new QuintileError("BAD_FILE", `${content.name} is an archive within an archive.`, {
    hint: "Unpack the outer one, and give the file that comes out.",
  });
}

async function inUtf8(
  file: InputFile,
  head: Uint8Array,
  workspace: Workspace,
  encoding: string | undefined,
  note: (message: string) => void,
): Promise<InputFile> {
  if (encoding !== undefined) {
    const { parseEncoding, UTF_8 } = await import("./encodings/encoding.js");
    const known = parseEncoding(encoding);
    const { decodedAs, mendedFile } = await import("./encodings/decoded-file.js");
    return known.label === UTF_8.label ? mendedFile(file, workspace, note) : decodedAs(file, known, workspace);
  }
  if (isPlain(head, file.size)) return file;
  const { findWideEncoding } = await import("./encodings/wide-encoding.js");
  if (findWideEncoding(head) === undefined && head.includes(0)) return file;
  const { decodedFile } = await import("./encodings/decoded-file.js");
  return (await decodedFile(file, workspace, note)) ?? file;
}

/** True for a start that is UTF-8, without the zeros of UTF-16. */
function isPlain(head: Uint8Array, size: number): boolean {
  if (head.includes(0)) return false;
  if (isUtf8(head)) return true;
  if (head.length === size) return false;
  return [1, 2, CUT_OFF].some((cut) => isUtf8(head.subarray(0, -cut)) && (head.at(-cut) ?? 0) >= 0xc0);
}

function requireNoPage(start: string, { name }: InputFile): void {
  if (!/^\uFEFF?\s*(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body|table|script|meta)\b/i.test(start)) return;
  throw new QuintileError("BAD_FILE", `${name} is a web page (HTML), not a file of sales.`, {
    hint: "Download the file itself instead of saving the page that shows it, or save the table in a spreadsheet program as CSV.",
  });
}

async function outOfWrapper(
  file: InputFile,
  workspace: Workspace,
  note: (message: string) => void,
): Promise<InputFile> {
  const { findWrappedArrays, bytesOf } = await import("./containers/json-wrapper.js");
  const found = await findWrappedArrays(file.chunks(), file.name);
  const [only, ...others] = found;
  if (only === undefined) return file;
  const names = found.map(({ path }) => path.join("."));
  if (others.length > 0) {
    throw new QuintileError(
      "BAD_FILE",
      `${file.name} holds several lists of objects: ${names.slice(0, 10).join(", ")}.`,
      {
        hint: `Give the one that holds the sales, for example: jq '.${names[0] ?? ""}' ${file.name} > sales.json`,
      },
    );
  }
  note(`${file.name} is read from its list ${names[0] ?? ""}.`);
  const path = await workspace.write(bytesOf(file.chunks(only.start), only));
  return inputFile(path, { ...file, isConverted: true });
}
