import type { InputFile } from "../engine.js";
import { EngineFailure, type FileFailure } from "../failures.js";

const NEWLINE = 0x0a;

/** What a byte is to the nesting of JSON. */
const [PLAIN, QUOTE, BACKSLASH, OPENING, CLOSING] = [0, 1, 2, 3, 4];
const KINDS = new Uint8Array(256);
for (const [character, kind] of [
  ['"', QUOTE],
  ["\\", BACKSLASH],
  ["[", OPENING],
  ["{", OPENING],
  ["]", CLOSING],
  ["}", CLOSING],
] as const) {
  KINDS[character.charCodeAt(0)] = kind;
}

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
      const end = hasLines ? Math.min(position + WINDOW, chunk.length) : chunk.length;
      const newline = hasLines ? chunk.subarray(position, end).lastIndexOf(NEWLINE) : -1;
      if (newline >= 0) depth.restart();
      else if (depth.read(chunk.subarray(position, end)) > DEEPEST) {
        throw new EngineFailure<FileFailure>({ kind: "deep-json", path: file.path });
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

  /** Reads on, and gives the deepest level so far. The state is copied, since a loop over every byte of a file has to be tight. */
  read(bytes: Uint8Array): number {
    let [depth, isQuoted, isEscaped] = [this.#depth, this.#isQuoted, this.#isEscaped];
    let deepest = depth;
    for (let index = 0; index < bytes.length; index += 1) {
      const kind = KINDS[bytes[index] as number] as number;
      if (kind === PLAIN) isEscaped = false;
      else if (isQuoted) {
        if (kind === QUOTE && !isEscaped) isQuoted = false;
        isEscaped = kind === BACKSLASH && !isEscaped;
      } else if (kind === QUOTE) isQuoted = true;
      else if (kind === OPENING) {
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (kind === CLOSING) depth -= 1;
    }
    [this.#depth, this.#isQuoted, this.#isEscaped] = [depth, isQuoted, isEscaped];
    return deepest;
  }
}
