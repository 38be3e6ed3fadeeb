/** A value that travels beside the statement, or is written as a quoted literal where a statement takes no parameters. */
export type SqlValue = string | number | bigint | boolean | null;

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "identifier"; readonly name: string }
  | { readonly kind: "value"; readonly value: SqlValue }
  | { readonly kind: "literal"; readonly value: SqlValue }
  | { readonly kind: "expression"; readonly text: string };

/** A piece of SQL that knows its identifiers and values, and becomes text only for a dialect. */
export class Sql {
  readonly parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.parts = parts;
  }
}

/** Builds SQL from a template: an interpolated fragment is spliced in, anything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...inserts: readonly (Sql | SqlValue)[]): Sql {
  const parts: Part[] = [];
  strings.forEach((text, index) => {
    if (text !== "") parts.push({ kind: "text", text });
    if (index >= inserts.length) return;
    const insert = inserts[index] as Sql | SqlValue;
    if (insert instanceof Sql) parts.push(...insert.parts);
    else parts.push({ kind: "value", value: insert });
  });
  return new Sql(parts);
}

/** A table or column name; several names are joined with dots (`schema.table`). */
export function identifier(...names: readonly string[]): Sql {
  return join(
    names.map((name) => new Sql([{ kind: "identifier", name }])),
    ".",
  );
}

/** A value where the engine's grammar takes no parameter (`SET`, `ATTACH`, `COPY … TO`): written as a quoted literal. */
export function literal(value: SqlValue): Sql {
  return new Sql([{ kind: "literal", value }]);
}

/**
 * SQL that a person wrote on the command line or in the config file. Never call it with text that came over HTTP or
 * from an agent. It is written in parentheses, with a line break that keeps a trailing comment from swallowing what
 * follows.
 */
export function expression(text: string): Sql {
  return new Sql([{ kind: "expression", text }]);
}

/** A keyword or type name that comes from a dialect, never from outside. */
export function keyword(text: string): Sql {
  return new Sql([{ kind: "text", text }]);
}

/** Fragments in a row, with a separator such as `, `. */
export function join(fragments: readonly Sql[], separator = ", "): Sql {
  return new Sql(
    fragments.flatMap((fragment, index) =>
      index === 0 ? fragment.parts : [{ kind: "text", text: separator } as const, ...fragment.parts],
    ),
  );
}
