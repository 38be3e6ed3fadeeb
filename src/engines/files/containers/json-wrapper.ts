import { Tokenizer, TokenType } from "@streamparser/json";
import { QuintileError } from "../../../errors.js";

/** An array of objects that stands within objects, such as `{"orders": [...]}`. */
export interface WrappedArray {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** Its bytes in the file, with its brackets: from, and the first one behind it. */
  readonly start: number;
  readonly end: number;
}

/** Objects and arrays within each other, beyond which a text is left to the engine to refuse. */
const DEEPEST = 500;
/** Bytes of one key or value. */
const LONGEST_TOKEN = 64 << 20;
/** Arrays that are told apart. */
const MOST_ARRAYS = 50;

interface Level {
  readonly isArray: boolean;
  /** Undefined within an array. */
  key: string | undefined;
  /** Where the array begins that may be a wrapped one. */
  readonly start: number | undefined;
  holdsObjects: boolean;
  isEmpty: boolean;
}

/**
 * The arrays of objects in a JSON text that are reached through objects only: none where it is no such wrapper, such as JSON
 * lines, or no JSON at all. Memory is bounded. Raises `BAD_FILE` for a value of more than 64 MB.
 */
export async function findWrappedArrays(
  chunks: AsyncIterable<Uint8Array>,
  shown: string,
): Promise<readonly WrappedArray[]> {
  const levels: Level[] = [];
  const found: WrappedArray[] = [];
  let expectsKey = false;
  let read = 0;
  let lastToken = 0;
  let values = 0;
  let isDeep = false;
  const tokenizer = new Tokenizer();
  tokenizer.onToken = ({ token, value, offset }) => {
    lastToken = offset;
    if (levels.length === 0) values += 1;
    const level = levels.at(-1);
    switch (token) {
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET: {
        const isArray = token === TokenType.LEFT_BRACKET;
        if (level?.isEmpty === true) level.holdsObjects = !isArray;
        if (level !== undefined) level.isEmpty = false;
        isDeep ||= levels.length === DEEPEST;
        const isWithinObjects = levels.length > 0 && levels.every((each) => !each.isArray);
        levels.push({
          isArray,
          key: undefined,
          start: isArray && isWithinObjects ? offset : undefined,
          holdsObjects: false,
          isEmpty: true,
        });
        expectsKey = !isArray;
        break;
      }
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        levels.pop();
        expectsKey = false;
        if (level?.start !== undefined && level.holdsObjects && found.length < MOST_ARRAYS)
          found.push({ path: levels.map(({ key }) => key ?? ""), start: level.start, end: offset + 1 });
        break;
      case TokenType.COMMA:
        expectsKey = level?.isArray === false;
        break;
      case TokenType.STRING:
        if (expectsKey && level !== undefined) level.key = String(value);
        else if (level !== undefined) level.isEmpty = false;
        expectsKey = false;
        break;
      case TokenType.COLON:
        break;
      default:
        if (level !== undefined) level.isEmpty = false;
    }
  };
  let failure: Error | undefined;
  tokenizer.onError = (error) => {
    failure ??= error;
  };
  for await (const chunk of inSmallPieces(chunks)) {
    tokenizer.write(chunk);
    read += chunk.length;
    // JSON lines are more than one value, and are read by the line.
    if (failure !== undefined || values > 1 || isDeep) return [];
    if (read - lastToken > LONGEST_TOKEN) throw tooLong(shown);
  }
  return levels.length === 0 ? found : [];
}

/** So that a look at JSON lines ends soon. */
async function* inSmallPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks)
    for (let start = 0; start < chunk.length; start += 1 << 14) yield chunk.subarray(start, start + (1 << 14));
}

/** The bytes of one of the arrays, which is JSON by itself. */
export async function* bytesOf(
  chunks: AsyncIterable<Uint8Array>,
  { start, end }: WrappedArray,
): AsyncGenerator<Uint8Array> {
  let left = end - start;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

function tooLong(shown: string): QuintileError {
  return new QuintileError("BAD_FILE", `${shown} holds a JSON value of more than 64 MB.`, {
    hint: "Give one object per sale, as JSON lines or in an array.",
  });
}
