import { duckdb, formatDialect, postgresql } from "sql-formatter";
import { comment } from "./comment.js";
import { compileWhole } from "./compile.js";
import type { Dialect } from "./dialect.js";
import { identifier, join, type Sql, sql } from "./fragment.js";

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

/** What the formatter calls our dialects. */
const FORMATTERS: Readonly<Record<string, typeof postgresql>> = { postgres: postgresql, duckdb };

/** The query as one fragment. */
export function joinSteps({ steps, last }: SteppedQuery): Sql {
  return sql`WITH ${join(steps.map((step) => sql`${headOf(step)} AS (${step.query})`))} ${last}`;
}

/** The query as text that runs by itself: a common table expression for each step, in lines, with comments. */
export function compileSteps({ steps, last }: SteppedQuery, dialect: Dialect): string {
  const parts = steps.map((step) => {
    const comments = step.comments.flatMap(comment).join("\n");
    return `${comments}\n${compileWhole(sql`${headOf(step)} AS (${step.query})`, dialect)}`;
  });
  return inLines(`WITH\n${parts.join(",\n")}\n${compileWhole(last, dialect)}`, dialect);
}

/** One statement as text that stands by itself, in lines. */
export function compileInLines(statement: Sql, dialect: Dialect): string {
  return inLines(compileWhole(statement, dialect), dialect);
}

/** SQL of a person's own that the formatter cannot read stays as it is. */
function inLines(text: string, dialect: Dialect): string {
  const formatter = FORMATTERS[dialect.name];
  if (formatter === undefined) return text;
  try {
    return formatDialect(text, { dialect: formatter, expressionWidth: WIDTH });
  } catch {
    return text;
  }
}

function headOf({ name, columns }: Step): Sql {
  return columns === undefined ? identifier(name) : sql`${identifier(name)} (${columns})`;
}
