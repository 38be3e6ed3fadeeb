import type { Row } from "../../../sql/database.js";

/** Shorter whole numbers are exact in JavaScript. */
const LONG_NUMBER = /\d{16}/;
/** An escape, the start or end of a string, or a long number. A pattern for whole strings needs a stack as long as them. */
const MARK = /\\.|"|[-+.\deE]{16,}/gs;

/**
 * JSON as values, with whole numbers beyond 2^53 as text, since JavaScript's numbers would round them. Trino writes only
 * BIGINT so: decimals come as strings, and what is a double has a point. Raises `SyntaxError` for what is no JSON.
 */
export function parseAnswer(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text);
  let isInString = false;
  const exact = text.replaceAll(MARK, (mark) => {
    if (mark === '"') isInString = !isInString;
    return !isInString && isRounded(mark) ? `"${mark}"` : mark;
  });
  return JSON.parse(exact);
}

function isRounded(token: string): boolean {
  return /^-?[1-9]\d*$/.test(token) && !Number.isSafeInteger(Number(token));
}

/**
 * A value of a parsed answer as it stands in a row: tinyint, smallint and integer as numbers, boolean as it is, every
 * other type as text. Arrays, maps and rows are JSON, in which whole numbers beyond 2^53 stand as text.
 *
 * @param type the type by Trino's name, such as `decimal(10, 2)`.
 */
export function toValue(json: unknown, type: string): Row[string] {
  if (json === null || json === undefined) return null;
  if (typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json !== "number") return JSON.stringify(json);
  if (type === "tinyint" || type === "smallint" || type === "integer") return json;
  return Object.is(json, -0) ? "-0" : String(json);
}
