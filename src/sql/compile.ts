import type { Dialect } from "./dialect.js";
import type { Sql, SqlValue } from "./fragment.js";

/** A statement ready for an engine: text with numbered parameters, and their values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Writes a fragment in a dialect: identifiers quoted, values as numbered parameters. */
export function compile(fragment: Sql, dialect: Dialect): Statement {
  const values: SqlValue[] = [];
  const text = write(fragment, dialect, (value) => {
    values.push(value);
    return dialect.parameter(values.length);
  });
  return { text, values };
}

/** Writes a fragment as text that stands by itself: values are quoted literals, for statements without parameters. */
export function compileWhole(fragment: Sql, dialect: Dialect): string {
  return write(fragment, dialect, (value) => dialect.quoteLiteral(value));
}

function write(fragment: Sql, dialect: Dialect, writeValue: (value: SqlValue) => string): string {
  const texts = fragment.parts.map((part) => {
    switch (part.kind) {
      case "text":
        return part.text;
      case "identifier":
        return dialect.quoteIdentifier(part.name);
      case "literal":
        return dialect.quoteLiteral(part.value);
      case "value":
        return writeValue(part.value);
      case "expression":
        return `(${part.text}\n)`;
    }
  });
  return texts.join("");
}
