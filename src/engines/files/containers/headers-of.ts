import { Tokenizer, TokenType } from "@streamparser/json";
import type { FindTable, InputFile } from "../../engine.js";
import { headerIn } from "../regions/table-of.js";
import { HEAD_BYTES } from "../text-file.js";

/** The headers of a text file of sales: those of its table, or the keys of its first object. Undefined for what is no text. */
export async function headersOf(file: InputFile, find: FindTable | undefined): Promise<readonly string[] | undefined> {
  const head = await file.head(HEAD_BYTES);
  // Parquet files, workbooks and databases hold zeros.
  if (head.includes(0)) return undefined;
  const text = new TextDecoder().decode(head);
  if (/^\uFEFF?\s*[{[]/.test(text)) return keysOfFirst(text.replace("\uFEFF", ""));
  return find && headerIn(head, head.length === file.size, find);
}

/** The keys of the first object in JSON lines or in an array. */
function keysOfFirst(json: string): readonly string[] | undefined {
  const keys: string[] = [];
  let depth = 0;
  let isKey = false;
  let isWhole = false;
  const tokenizer = new Tokenizer();
  tokenizer.onError = () => {};
  tokenizer.onToken = ({ token, value }) => {
    if (isWhole) return;
    if (token === TokenType.LEFT_BRACE || (token === TokenType.LEFT_BRACKET && depth > 0)) depth += 1;
    if (token === TokenType.RIGHT_BRACE || (token === TokenType.RIGHT_BRACKET && depth > 0)) depth -= 1;
    if (isKey && depth === 1 && token === TokenType.STRING) keys.push(String(value));
    isKey = token === TokenType.LEFT_BRACE || token === TokenType.COMMA;
    isWhole = token === TokenType.RIGHT_BRACE && depth === 0;
  };
  tokenizer.write(json);
  return isWhole ? keys : undefined;
}
