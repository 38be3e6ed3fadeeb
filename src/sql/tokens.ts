import type { Dialect } from "./dialect.js";
import type { Sql } from "./fragment.js";

/** A word or mark of SQL, as it is written. */
export interface Token {
  readonly text: string;
  /** `word` and `mark` are our own SQL; an `atom` is a name, a value or what a person wrote, and is never looked into. */
  readonly kind: "word" | "mark" | "atom";
  /** Whether something blank stands before it. */
  readonly isApart: boolean;
}

const TOKEN = /(\s*)('(?:[^']|'')*'|"(?:[^"]|"")*"|(\w+)|[()[\]{},]|[^\w\s'"()[\]{},]+|['"])/gy;

/** A fragment as tokens: text of ours in words and marks, and everything else whole. Values become quoted literals. */
export function tokensOf(fragment: Sql, dialect: Dialect): Token[] {
  const tokens: Token[] = [];
  let isApart = false;
  const add = (text: string, kind: Token["kind"]): void => {
    tokens.push({ text, kind, isApart });
    isApart = false;
  };
  for (const part of fragment.parts) {
    switch (part.kind) {
      case "text":
        for (const [, blank, text, word] of part.text.matchAll(TOKEN)) {
          isApart ||= blank !== "";
          add(text as string, word === undefined ? (/^['"]./.test(text as string) ? "atom" : "mark") : "word");
        }
        isApart ||= /\s$/.test(part.text);
        break;
      case "identifier":
        add(dialect.quoteIdentifier(part.name), "atom");
        break;
      case "expression":
        add(bracketed(part.text), "atom");
        break;
      case "literal":
      case "value":
        add(dialect.quoteLiteral(part.value), "atom");
    }
  }
  return tokens;
}

/** The line break keeps a comment at the end from swallowing the bracket; most expressions hold none. */
function bracketed(text: string): string {
  return /--|\/\*|[\n\r]/.test(text) ? `(${text}\n)` : `(${text})`;
}
