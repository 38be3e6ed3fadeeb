/** Many short texts in little memory, in the order in which they came. */
export class TextTable {
  #bytes = Buffer.alloc(1 << 16);
  #length = 0;
  #ends = new Float64Array(1 << 10);
  #count = 0;

  get bytes(): number {
    return this.#length;
  }

  add(text: string): void {
    const size = Buffer.byteLength(text);
    if (this.#length + size > this.#bytes.length) {
      const larger = Buffer.alloc(2 * Math.max(this.#bytes.length, this.#length + size));
      this.#bytes.copy(larger);
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      const longer = new Float64Array(2 * this.#ends.length);
      longer.set(this.#ends);
      this.#ends = longer;
    }
    this.#bytes.write(text, this.#length);
    this.#length += size;
    this.#ends[this.#count] = this.#length;
    this.#count += 1;
  }

  /** The text that came at a position, from 0; undefined where none did. */
  at(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    return this.#bytes.toString("utf8", index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }
}
