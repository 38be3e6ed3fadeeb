import { type DialectOptions, formatDialect } from "sql-formatter";
import { comment } from "./comment.js";
import { compileWhole } from "./compile.js";
import type { Dialect } from "./dialect.js";
import { identifier, join, keyword, Sql, sql } from "./fragment.js";

/** A named part of a statement, which may read the parts before it. */
export interface Step {
  readonly name: string;
  /** Names of its columns where the query gives it none. */
  readonly columns?: Sql;
  /** What it does, a paragraph each. */
  readonly comments: readonly string[];
  readonly query: Sql;
}

/** A query in named steps. */
export interface SteppedQuery {
  readonly steps: readonly Step[];
  readonly last: Sql;
}

/** Characters up to which an expression stays on one line. */
const WIDTH = 80;

/** Stands, with a number, for what a person wrote. */
const PLACE = "quintile_expression_";

/** A dialect, and how the formatter lays it out. */
export interface LaidOutDialect extends Dialect {
  readonly layout: DialectOptions;
}

/** The query as one fragment. */
export function joinSteps({ steps, last }: SteppedQuery): Sql {
  return sql`WITH ${join(steps.map((step) => sql`${headOf(step)} AS (${step.query})`))} ${last}`;
}

/** The query as text that runs by itself: a common table expression for each step, in lines, with comments. */
export function compileSteps({ steps, last }: SteppedQuery, dialect: LaidOutDialect): string {
  const parts = steps.map((step) => {
    const comments = step.comments.flatMap(comment).join("\n");
    return sql`${keyword(comments)}\n${headOf(step)} AS (${step.query})`;
  });
  return compileInLines(sql`WITH\n${join(parts, ",\n")}\n${last}`, dialect);
}

/** A statement as text that stands by itself, in lines. What a person wrote is passed through as it is. */
export function compileInLines(statement: Sql, dialect: LaidOutDialect): string {
  const plain = compileWhole(statement, dialect);
  if (plain.includes(PLACE)) return plain;
  const written: string[] = [];
  const text = compileWhole(setAside(statement, written), dialect);
  try {
    const laidOut = formatDialect(text, { dialect: dialect.layout, expressionWidth: WIDTH });
    return laidOut.replaceAll(
      new RegExp(`${PLACE}(\\d+)`, "g"),
      (_, index: string) => written[Number(index)] as string,
    );
  } catch {
    return plain; // a name that the formatter cannot read
  }
}

/** Puts names in the place of what a person wrote, which the formatter may not know, such as operators of an extension. */
function setAside(statement: Sql, written: string[]): Sql {
  return new Sql(
    statement.parts.map((part) => {
      if (part.kind !== "expression") return part;
      // A line break before the bracket is needed only behind a comment.
      written.push(/--|\/\*|[\n\r]/.test(part.text) ? `(${part.text}\n)` : `(${part.text})`);
      return { kind: "text", text: `${PLACE}${written.length - 1}` };
    }),
  );
}

function headOf({ name, columns }: Step): Sql {
  return columns === undefined ? identifier(name) : sql`${identifier(name)} (${columns})`;
}
