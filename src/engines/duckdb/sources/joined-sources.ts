import { basename } from "node:path";
import { QuintileError } from "../../../errors.js";
import { join, type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import type { SourceRows } from "../../engine.js";
import type { DuckdbSession } from "../session.js";
import { joinFiles, type JoinedFiles } from "./joined-files.js";
import type { FileSource } from "./file-source.js";

/** Names that a sentence holds. */
const MOST_NAMES = 20;

/** What exact decimals are while a file is parsed. */
const DECIMAL: Pick<Column, "kind" | "type"> = { kind: "decimal", type: "DECIMAL(18,4)" };

/**
 * Sources as one, by the names of their columns. Raises `BAD_FILE` where one of them has no column of the others, or where types do
 * not go together.
 *
 * @param label what the user gave for all of them.
 */
export async function joinSources(
  session: DuckdbSession,
  sources: readonly FileSource[],
  label: string,
): Promise<FileSource> {
  const [only] = sources;
  if (only !== undefined && sources.length === 1) return only;
  requireCommonColumns(sources);
  const joined = await joinFiles(
    session,
    sources.map((source) => ({
      name: nameOf(source),
      size: source.files.length,
      columns: source.relation.columns,
      from: source.relation.from,
    })),
  );
  const untyped = sources.some(({ relation }) => relation.untyped);
  const later = sources.flatMap(({ lasting }) => (lasting === undefined ? [] : [lasting]));
  return {
    label,
    files: sources.flatMap(({ files }) => files),
    estimatedRows: sources.reduce((sum, { estimatedRows = 0 }) => sum + estimatedRows, 0),
    relation: { from: joined.from(), columns: joined.columns, untyped },
    start: joined.from(sources.map(({ start }) => start)),
    lasting: later.length === sources.length ? joined.from(later) : undefined,
    notes: [...sources.flatMap(({ notes }) => notes), ...notesOnColumns(joined, label)],
    ...(sources.every(({ withDecimal }) => withDecimal !== undefined)
      ? { withDecimal: (name) => decimalIn(sources, joined, name) }
      : {}),
    requireTable: async () => {
      for (const source of sources) await source.requireTable?.();
    },
    rows: (none) => rowsOf(sources, joined, none),
  };
}

/** The same rows with a column of decimals; undefined where one of the sources cannot be read so. */
async function decimalIn(
  sources: readonly FileSource[],
  joined: JoinedFiles,
  name: string,
): Promise<FileSource["relation"] | undefined> {
  const parts: Sql[] = [];
  for (const [index, { relation, withDecimal }] of sources.entries()) {
    const own = joined.nameIn(index, name);
    const read = own === undefined || withDecimal === undefined ? relation : await withDecimal(own);
    if (read === undefined) return undefined;
    parts.push(read.from);
  }
  const columns = joined.columns.map((column): Column => (column.name === name ? { ...column, ...DECIMAL } : column));
  return { from: joined.from(parts, { name, type: DECIMAL.type }), columns, untyped: true };
}

async function rowsOf(
  sources: readonly FileSource[],
  joined: JoinedFiles,
  none: boolean | undefined,
): Promise<SourceRows> {
  const rows: SourceRows[] = [];
  for (const source of sources) rows.push(await source.rows(none));
  const numbered = rows.every((each) => each.numbered);
  const place = numbered ? sql`quintile_file, quintile_line, ` : sql``;
  const parts = rows.map(
    ({ from }, index): Sql => sql`SELECT ${place}${joined.row(index, sql`quintile_row`)} AS quintile_row FROM ${from}`,
  );
  return { from: sql`(${join(parts, " UNION ALL ")})`, numbered };
}

function requireCommonColumns(sources: readonly FileSource[]): void {
  const [first, ...others] = sources.map((source) => ({ source, names: namesOf(source) }));
  const known = new Set(first?.names);
  for (const { source, names } of others) {
    if (first !== undefined && !names.some((name) => known.has(name))) throw nothingInCommon(first.source, source);
    for (const name of names) known.add(name);
  }
}

function namesOf({ relation }: FileSource): readonly string[] {
  return relation.columns.map(({ name }) => name.toLowerCase().replaceAll(/[\s_-]/g, ""));
}

function nothingInCommon(one: FileSource, other: FileSource): QuintileError {
  const [first, second] = [nameOf(one), nameOf(other)];
  return new QuintileError("BAD_FILE", `${second} has no column of ${first}.`, {
    hint: `Files of one run are joined by the names of their columns. ${listOf(first, one)} ${listOf(second, other)} Give a narrower pattern.`,
  });
}

function listOf(name: string, { relation }: FileSource): string {
  return `${basename(name)}: ${shortened(relation.columns.map((column) => column.name))}.`;
}

function notesOnColumns({ lacking, columns }: JoinedFiles, label: string): string[] {
  if (lacking.length === 0) return [];
  const are = lacking.length === 1 ? "is a column" : "are columns";
  return [
    `${label}: ${shortened(lacking)} ${are} of some files only; the others hold nothing there (${columns.length} columns in all).`,
  ];
}

function shortened(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function nameOf({ files, label }: FileSource): string {
  return files[0]?.name ?? label;
}
