import { isUtf8 } from "node:buffer";

/** Bytes of a character that has begun and goes on in the next chunk, at most. */
const LONGEST_START = 3;

/** Follows a stream and tells whether all of it so far is UTF-8. */
export class Utf8Check {
  #rest: Uint8Array = new Uint8Array(0);
  #isValid = true;

  read(chunk: Uint8Array): void {
    if (!this.#isValid) return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const cut = bytes.length - startedAtEnd(bytes);
    this.#isValid = isUtf8(bytes.subarray(0, cut));
    this.#rest = bytes.slice(cut);
  }

  /** True so far: an invalid byte makes it false for good. */
  get isValid(): boolean {
    return this.#isValid;
  }

  /** True when the stream has ended and no character is cut off. */
  end(): boolean {
    return this.#isValid && this.#rest.length === 0;
  }
}

/** How many bytes at the end begin a character that needs more of them. */
function startedAtEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(LONGEST_START, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

function lengthOf(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}
