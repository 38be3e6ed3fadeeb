import type { InputFile } from "../engine.js";
import { EngineFailure } from "../failures.js";

const [NEWLINE, QUOTE, BACKSLASH] = [0x0a, 0x22, 0x5c];
const OPENING = [0x5b, 0x7b]; // [ {
const CLOSING = [0x5d, 0x7d]; // ] }

/** Levels of objects and lists that a file may have. The engine needs stack for each, and ends the process where there is none left. */
const DEEPEST = 200;

/** Bytes. A line that is shorter than two of these cannot hold so many levels that the engine fails, and is not looked at. */
const WINDOW = 1 << 10;

/**
 * Raises a failure where JSON is nested so deeply that the engine cannot read it.
 *
 * @param hasLines true where each line holds an object of its own.
 */
export async function requireShallowJson(file: InputFile, hasLines: boolean): Promise<void> {
  const depth = new JsonDepth();
  for await (const chunk of file.chunks()) {
    let position = 0;
    while (position < chunk.length) {
      const end = Math.min(position + WINDOW, chunk.length);
      const newline = hasLines ? chunk.subarray(position, end).lastIndexOf(NEWLINE) : -1;
      if (newline >= 0) depth.restart();
      else if (depth.read(chunk.subarray(position, end)) > DEEPEST) {
        throw new EngineFailure({ kind: "deep-json", path: file.path });
      }
      position = newline >= 0 ? position + newline + 1 : end;
    }
  }
}

/** Follows how deeply objects and lists stand in each other. */
class JsonDepth {
  #depth = 0;
  #isQuoted = false;
  #isEscaped = false;

  restart(): void {
    [this.#depth, this.#isQuoted, this.#isEscaped] = [0, false, false];
  }

  /** Reads on, and gives the deepest level so far. */
  read(bytes: Uint8Array): number {
    let deepest = this.#depth;
    for (const byte of bytes) {
      if (this.#isQuoted) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (byte === BACKSLASH) this.#isEscaped = true;
        else if (byte === QUOTE) this.#isQuoted = false;
      } else if (byte === QUOTE) this.#isQuoted = true;
      else if (OPENING.includes(byte)) {
        this.#depth += 1;
        deepest = Math.max(deepest, this.#depth);
      } else if (CLOSING.includes(byte)) this.#depth -= 1;
    }
    return deepest;
  }
}
