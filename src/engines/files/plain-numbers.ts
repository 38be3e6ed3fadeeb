import type { InputFile } from "../engine.js";

/** A larger file may not stay in memory, and would be read from its disk twice. In bytes. */
const MOST_BYTES = 2 ** 32;

/** Exponents, and the sign that some programs put between digits. */
const WITHIN_NUMBERS = ["e", "E", "_"];

const SIGNS = ["-", "+"];

/** Blanks of a line, and, where values are quoted, the ends of lines within them. */
const BLANKS: readonly (readonly [shownBy: string, blanks: readonly string[]])[] = [
  ...[" ", "\t", "\v", "\f"].map((blank) => [blank, [blank]] as const),
  ['"', ["\n", "\r"]],
];

/**
 * Whether a file holds, from a byte on, none of the spellings that the engine's parser of decimals takes for numbers, or rounds, in
 * another way than we do: exponents (`1e `, `5e-8`), `1_000`, and signs with blanks behind. It looks at all bytes, whatever column they
 * are of, since that takes a fiftieth of the time of the pass; what stands in another column makes a run slower, never wrong.
 */
export async function holdsPlainNumbers(file: InputFile, from: number): Promise<boolean> {
  if (file.size > MOST_BYTES) return false;
  const seen = new Set<string>();
  let last = "";
  for await (const chunk of file.chunks(from)) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (const [shownBy] of BLANKS) if (!seen.has(shownBy) && bytes.includes(shownBy)) seen.add(shownBy);
    const blanks = BLANKS.flatMap(([shownBy, each]) => (seen.has(shownBy) ? each : []));
    const signed = blanks.flatMap((blank) => SIGNS.map((sign) => sign + blank));
    if ([...WITHIN_NUMBERS, ...signed].some((text) => bytes.includes(text))) return false;
    if (signed.includes(last + bytes.toString("latin1", 0, 1))) return false;
    last = bytes.toString("latin1", bytes.length - 1);
  }
  return true;
}
