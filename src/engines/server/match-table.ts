import { inputName, QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";

/** The table that is read where none is named. */
export const DEFAULT_TABLE = "fact_sales";

/** A table of a database server. */
export interface NamedTable {
  readonly schema: string;
  readonly name: string;
  /** Found without its schema. */
  readonly isVisible: boolean;
}

/**
 * The table that a person means, with or without its schema. Raises `NO_SUCH_TABLE` where there is none, or several.
 *
 * @param place what to call the server in messages.
 */
export function matchTable(tables: readonly NamedTable[], named: string, place: string): NamedTable {
  const found = findTable(tables, named);
  if (found.length === 1) return found[0] as NamedTable;
  const known = tables.map(({ schema, name }) => `${schema}.${name}`);
  if (found.length > 1) {
    const candidates = found.map(({ schema, name }) => `${schema}.${name}`);
    throw new QuintileError("NO_SUCH_TABLE", `There are ${found.length} tables ${named}: ${candidates.join(", ")}.`, {
      hint: `Name one with ${inputName("table")} ${candidates[0]}.`,
    });
  }
  const closest = closestName(named, [...known, ...tables.map(({ name }) => name)]);
  const some = known.slice(0, 20);
  throw new QuintileError("NO_SUCH_TABLE", `${place} has no table ${named}.`, {
    hint:
      known.length === 0
        ? "It holds no tables that your role can see."
        : `${closest === undefined ? "" : `Did you mean ${closest}? `}Name one with ${inputName("table")}: ${some.join(", ")}${known.length > some.length ? " …" : ""}.`,
  });
}

/** The tables that a name may mean: exactly as written first, then without regard to case; a table on the search path before any other. */
export function findTable(tables: readonly NamedTable[], named: string): readonly NamedTable[] {
  const plain = unquoted(named);
  const same = [(text: string): string => text, (text: string): string => text.toLowerCase()];
  for (const fold of same) {
    const full = tables.filter(({ schema, name }) => fold(`${schema}.${name}`) === fold(plain));
    if (full.length > 0) return full;
    const alike = tables.filter(({ name }) => fold(name) === fold(plain));
    const visible = alike.filter(({ isVisible }) => isVisible);
    if (visible.length > 0) return visible.slice(0, 1);
    if (alike.length > 0) return alike;
  }
  return [];
}

/** `"My Schema"."Fact Sales"` without its quotes. */
function unquoted(name: string): string {
  return /^("([^"]|"")+"|[^".]+)(\.("([^"]|"")+"|[^".]+))?$/.test(name)
    ? name.replaceAll(/"((?:[^"]|"")+)"/g, (_, inner: string) => inner.replaceAll('""', '"'))
    : name;
}
