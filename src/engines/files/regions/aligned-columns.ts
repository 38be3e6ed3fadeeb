import { QuintileError } from "../../../errors.js";
import type { InputFile } from "../../engine.js";

/** Two blanks or more, where a single one may stand within a value; or any. */
const SEPARATORS = [/\s+/, /\s{2,}|\t/] as const;

/** True where blanks split every line of a text into as many values, two at least. */
export function splitsAlike(head: Uint8Array, isWhole: boolean): boolean {
  return separatorOf(head, isWhole) !== undefined;
}

function separatorOf(head: Uint8Array, isWhole: boolean): RegExp | undefined {
  const lines = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/);
  if (!isWhole) lines.pop();
  const texts = lines.filter((line) => line.trim() !== "");
  return SEPARATORS.find((separator) => {
    const counts = new Set(texts.map((line) => line.trim().split(separator).length));
    return texts.length > 1 && counts.size === 1 && !counts.has(1);
  });
}

/** The file as CSV. Raises `BAD_FILE` at the first line that has another number of values than the header. */
export async function* fromAligned(file: InputFile): AsyncGenerator<string> {
  const head = await file.head(1 << 18);
  const separator = separatorOf(head, head.length === file.size) ?? SEPARATORS[0];
  const decoder = new TextDecoder();
  let [rest, line, columns] = ["", 0, 0];
  const converted = (text: string): string => {
    line += 1;
    if (text.trim() === "") return "\n";
    const values = text.trim().split(separator);
    columns ||= values.length;
    if (values.length !== columns) throw uneven(file, line, values.length, columns);
    return `${values.map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",")}\n`;
  };
  for await (const chunk of file.chunks()) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield lines.map(converted).join("");
  }
  if (rest.trim() !== "") yield converted(rest);
}

function uneven({ name }: InputFile, line: number, values: number, columns: number): QuintileError {
  return new QuintileError(
    "BAD_FILE",
    `Line ${line} of ${name} has ${values} values between blanks, and its header ${columns}.`,
    {
      hint: "Columns that blanks separate are read only where every line splits alike. Save the file as CSV.",
    },
  );
}
