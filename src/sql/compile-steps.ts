import { comment } from "./comment.js";
import type { Dialect } from "./dialect.js";
import { between, type Document, hardBreak, indent, render } from "./document.js";
import { identifier, join, type Sql, sql } from "./fragment.js";
import { layOut } from "./layout.js";

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

const WIDTH = 110;

/** The query as one fragment. */
export function joinSteps({ steps, last }: SteppedQuery): Sql {
  return sql`WITH ${join(steps.map((step) => sql`${headOf(step)} AS (${step.query})`))} ${last}`;
}

/** The query as text that runs by itself: a common table expression for each step, in lines, with comments. */
export function compileSteps({ steps, last }: SteppedQuery, dialect: Dialect): string {
  const parts = steps.map(
    (step, index): Document => [
      between(step.comments.flatMap(comment), hardBreak),
      hardBreak,
      layOut(headOf(step), dialect),
      " AS (",
      indent([hardBreak, layOut(step.query, dialect)]),
      hardBreak,
      index === steps.length - 1 ? ")" : "),",
    ],
  );
  const document = between(["WITH", ...parts, layOut(last, dialect)], [hardBreak, hardBreak]);
  return render(document, WIDTH);
}

/** One statement as text that stands by itself, in lines. */
export function compileLaidOut(statement: Sql, dialect: Dialect): string {
  return render(layOut(statement, dialect), WIDTH);
}

function headOf({ name, columns }: Step): Sql {
  return columns === undefined ? identifier(name) : sql`${identifier(name)} (${columns})`;
}
