import { comment } from "../../sql/comment.js";
import { isPlain } from "../../analysis/sales/mapping.js";
import { version } from "../../version.js";
import { kebab } from "../inputs/spellings.js";
import { shellWord } from "../../shell-word.js";
import { describeColumns } from "../run/shown-columns.js";
import type { Target } from "./target.js";

/** The facts for the comment at the top of printed SQL. */
export interface HeaderFacts {
  /** The values of the options that were given; an address without its password. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The name of the source; undefined where a table is to take its place. */
  readonly source: string | undefined;
  /** The name of the table that a script fills. */
  readonly into: string | undefined;
  /** The name of the table that is read where it is not the source. */
  readonly table: string;
  readonly target: Target;
  /** The SQL below. */
  readonly sql: string;
}

/** Says what the SQL is, where it comes from, what it does not do, and how to schedule it. */
export function headerOf(facts: HeaderFacts): string {
  const { options, source, target, sql } = facts;
  const reads = source === undefined ? tableNeeded(facts) : [`It reads ${source}.`];
  const paragraphs = [
    [
      "Every customer scored by recency, frequency and monetary value, and put in a segment: customer_rfm.",
      `Printed by Quintile ${version}:`,
      `  ${commandLine(options)}`,
    ],
    [
      ...reads,
      `Columns: ${describeColumns(target.sales.mapping)}.`,
      "It stays right when sales are added: the snapshot, the cutpoints and the scores are computed anew each time.",
      ...cautions(target, sql),
    ],
    [
      "What `quintile run` does and this does not: count the rows that are left out and refuse to go on where they are too many; find out again how dates and ids are written; keep a history of runs and what segments mean (rfm_runs, rfm_segments).",
      ...schedule(facts),
    ],
  ];
  return paragraphs.map((paragraph) => paragraph.flatMap(comment).join("\n")).join("\n--\n");
}

function tableNeeded({ table, target }: HeaderFacts): string[] {
  const columns = target.sales.source.relation.columns.map(({ name, type }) => `  ${name} ${type}`);
  return [`It reads a table or view ${table}, which must have these columns, in these types:`, ...columns];
}

/** Expressions may read the session's time zone; names may hold what templates run. */
function cautions({ sales }: Target, sql: string): string[] {
  return [
    ...(!isPlain(sales.mapping)
      ? ["Where its expressions read a timestamp with a time zone, run it in a session whose time zone is UTC."]
      : []),
    ...(/\{[{%#]/.test(sql)
      ? ["Some names or texts in it hold {, which dbt would take for a template of its own."]
      : []),
  ];
}

function schedule({ into, target }: HeaderFacts): string[] {
  if (into !== undefined)
    return ["To schedule it, with cron every morning:", `  0 5 * * * ${target.sales.source.dialect.scriptCommand}`];
  return [
    "To schedule it, save it as a dbt model (models/customer_rfm.sql); --into TABLE prints a script for cron instead.",
  ];
}

/** The command as a shell would read it. */
function commandLine({ source, ...options }: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(options).flatMap(([name, value]) =>
    [value].flat().map((each) => `--${kebab(name)} ${shellWord(nameOf(each))}`),
  );
  return ["quintile sql", shellWord(String(source)), ...flags].join(" ");
}

/** A model or a scoring that was given as an object has a name, if no file. */
function nameOf(value: unknown): string {
  return typeof value === "object" && value !== null && "name" in value ? String(value.name) : String(value);
}
