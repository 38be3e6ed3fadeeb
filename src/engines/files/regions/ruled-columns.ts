import type { InputFile } from "../../engine.js";

/** Lines of the start that are looked at. */
const MOST_LINES = 20;
/** Bytes that hold them. */
const LOOKED_AT = 1 << 14;
/** A rule stands on one of the first so many lines: above or below the header. */
const RULE_WITHIN = 6;
/** A rule, as a console prints it below a header or around a table: `---+---`, `|---|`, `+===+`. */
const RULE = /^[|+]?[\s:]*[-=]{2,}[\s:]*([|+][\s:]*[-=]{2,}[\s:]*)+[|+]?$/;
/** What a console says of the table below it. */
const ROW_COUNT = /^\(?\d+ rows?( in set.*)?\)?$/i;

/** True for a table with bars between its values and a rule, as consoles of databases and Markdown have it. */
export function isRuled(head: Uint8Array): boolean {
  const first = linesOf(head.subarray(0, LOOKED_AT))
    .filter((line) => bare(line) !== "")
    .slice(0, MOST_LINES);
  const at = first.findIndex(isRule);
  return at >= 0 && at < RULE_WITHIN && first.filter((line) => line.includes("|") && !isRule(line)).length > 1;
}

/** The file as CSV, with a blank line in place of each rule, so that the numbers of lines stay. Bytes beyond ASCII stay as they are. */
export async function* fromRuled(file: InputFile): AsyncGenerator<Uint8Array> {
  let rest = "";
  for await (const chunk of file.chunks()) {
    const lines = (rest + textOf(chunk)).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield Buffer.from(lines.map((line) => `${valuesOf(line)}\n`).join(""), "latin1");
  }
  if (bare(rest) !== "") yield Buffer.from(`${valuesOf(rest)}\n`, "latin1");
}

function valuesOf(line: string): string {
  if (isRule(line) || ROW_COUNT.test(bare(line))) return "";
  if (!line.includes("|")) return bare(line);
  const values = bare(line)
    .replaceAll(/^\||\|$/g, "")
    .split("|")
    .map(bare);
  return values.map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",");
}

/** Bytes as one letter each. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

function linesOf(bytes: Uint8Array): string[] {
  return textOf(bytes).split(/\r\n|\n|\r/);
}

function isRule(line: string): boolean {
  return RULE.test(bare(line));
}

/** Text without the blanks of ASCII around it. */
function bare(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text, from)) from += 1;
  while (to > from && isBlank(text, to - 1)) to -= 1;
  return text.slice(from, to);
}

function isBlank(text: string, at: number): boolean {
  return text[at] === " " || text[at] === "\t" || text[at] === "\r";
}
