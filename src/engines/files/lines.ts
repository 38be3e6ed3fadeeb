const NEWLINE = 0x0a;
/** The white space of JSON. */
const BLANKS: readonly number[] = [0x20, 0x09, 0x0d];

/** The lines of a text as bytes, without the newline at their end. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const part = chunk.subarray(start, end);
      yield rest.length === 0 ? part : joined([...rest, part]);
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield joined(rest);
}

/** True for a line of nothing but blanks. */
export function isBlankLine(bytes: Uint8Array): boolean {
  return bytes.every((byte) => BLANKS.includes(byte));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
