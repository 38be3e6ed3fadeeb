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
  const text = fragment.parts
    .map((part) => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "identifier":
          return dialect.quoteIdentifier(part.name);
        case "literal":
          return dialect.quoteLiteral(part.value);
        case "value":
          values.push(part.value);
          return dialect.parameter(values.length);
      }
    })
    .join("");
  return { text, values };
}
