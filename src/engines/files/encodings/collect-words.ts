/** Bytes below this one separate words: blanks, digits, delimiters. No encoding in use has them inside a character of letters. */
const FIRST_OF_WORD = 0x40;
const FIRST_OUTSIDE_ASCII = 0x80;
/** Bytes of a word beyond which it is cut. */
const LONGEST_WORD = 200;
/** Distinct words that are kept. */
const MOST_WORDS = 10_000;

/**
 * Collects the distinct words of a stream that hold a byte outside ASCII. Of more than 10,000 it keeps those with the least
 * hashes, so that what it keeps depends on all of them and never on their order.
 */
export class WordCollector {
  #words = new Map<string, number>();
  #limit = 0xffffffff;
  #rest = "";

  read(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    let isForeign = this.#rest !== "" && hasForeign(this.#rest);
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index] as number;
      if (byte >= FIRST_OUTSIDE_ASCII) isForeign = true;
      else if (byte < FIRST_OF_WORD) {
        if (isForeign) this.#add(this.#rest + bytes.toString("latin1", start, index));
        isForeign = false;
        this.#rest = "";
        start = index + 1;
      }
    }
    this.#rest = (this.#rest + bytes.toString("latin1", start)).slice(0, LONGEST_WORD);
  }

  /** The words so far, one character a byte, in the order of their bytes. */
  words(): readonly string[] {
    if (hasForeign(this.#rest)) this.#add(this.#rest);
    this.#rest = "";
    this.#shorten();
    return [...this.#words.keys()].toSorted();
  }

  #add(text: string): void {
    const word = text.slice(0, LONGEST_WORD);
    const hash = hashOf(word);
    if (hash > this.#limit) return;
    this.#words.set(word, hash);
    if (this.#words.size > 2 * MOST_WORDS) this.#shorten();
  }

  #shorten(): void {
    if (this.#words.size <= MOST_WORDS) return;
    const sorted = [...this.#words].toSorted(([a, hashA], [b, hashB]) => hashA - hashB || (a < b ? -1 : 1));
    this.#words = new Map(sorted.slice(0, MOST_WORDS));
    this.#limit = sorted[MOST_WORDS - 1]?.[1] ?? this.#limit;
  }
}

function hasForeign(word: string): boolean {
  for (let index = 0; index < word.length; index += 1) if (word.charCodeAt(index) >= FIRST_OUTSIDE_ASCII) return true;
  return false;
}

/** FNV-1a, 32 bits. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
