import { QuintileError } from "../../../errors.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import { duckdbDialect } from "../dialect/dialect.js";
import type { DuckdbSession } from "../session.js";
import {
  areWhole,
  commonType,
  type CommonType,
  isExact,
  isFloat,
  needsValues,
  type NumbersTogether,
  surviveAsFloats,
} from "./common-type.js";

/** Files with the same columns of the same types. */
export interface FileGroup {
  /** The name of one of them. */
  readonly name: string;
  /** How many they are. */
  readonly size: number;
  readonly columns: readonly Column[];
  /** What stands after FROM to read them. */
  readonly from: Sql;
}

/** Files of several groups as one relation. */
export interface JoinedFiles {
  readonly columns: readonly Column[];
  /**
   * What stands after FROM to read all of them.
   *
   * @param parts what stands there for each group; undefined: as now.
   * @param typed a column whose values are of another type in those parts.
   */
  from(parts?: readonly Sql[], typed?: TypedColumn): Sql;
  /** A row of one of the groups as a row of all. @param row stands for it, as a struct. */
  row(group: number, row: Sql): Sql;
  /** What a group calls a column; undefined where it has none. */
  nameIn(group: number, column: string): string | undefined;
  /** The columns that some group does not have. */
  readonly lacking: readonly string[];
}

/** A column by its name, and its type. */
interface TypedColumn {
  readonly name: string;
  readonly type: string;
}

/** A column of the joined files: where each group has it, and what becomes of its values there. */
interface JoinedColumn {
  readonly name: string;
  /** The column of each group; undefined where that has none. */
  readonly parts: readonly (Column | undefined)[];
  readonly common: CommonType;
}

/**
 * Joins groups of files by the names of their columns, whose case, blanks, `_` and `-` play no part. A column that only some have is null in the
 * others. Types become one that keeps every value, whatever the order of the files. Raises `BAD_FILE` where there is none.
 */
export async function joinFiles(session: DuckdbSession, groups: readonly FileGroup[]): Promise<JoinedFiles> {
  const joined: JoinedColumn[] = [];
  const keyOf = keysOfNames(groups);
  for (const key of new Set(groups.flatMap(({ columns }) => columns.map(({ name }) => keyOf(name))))) {
    const parts = groups.map(({ columns }) => columns.find(({ name }) => keyOf(name) === key));
    joined.push({ name: commonName(parts, groups), parts, common: await commonTypeOf(session, groups, parts) });
  }
  const columnsOf = (index: number, typed?: TypedColumn): Sql =>
    join(joined.map((column) => sql`${valueOf(column, index, identifier, typed)} AS ${identifier(column.name)}`));
  return {
    columns: joined.map(({ name, parts, common: { type } }) => {
      const header = parts.find((part) => part?.header !== undefined && part.name === name)?.header;
      return { name, type, kind: duckdbDialect.kindOf(type), ...(header === undefined ? {} : { header }) };
    }),
    lacking: joined.filter(({ parts }) => parts.includes(undefined)).map(({ name }) => name),
    from: (parts = groups.map(({ from }) => from), typed = undefined) =>
      sql`(${join(
        parts.map((from, index) => sql`SELECT ${columnsOf(index, typed)} FROM ${from}`),
        " UNION ALL ",
      )})`,
    row: (group, row) =>
      sql`{${join(
        joined.map(
          (column) =>
            sql`${literal(column.name)}: ${valueOf(column, group, (name) => sql`struct_extract(${row}, ${literal(name)})`)}`,
        ),
      )}}`,
    nameIn: (group, name) => joined.find((column) => column.name === name)?.parts[group]?.name,
  };
}

/** The value of a column in a group. @param read gives the value that the group has under a name. */
function valueOf(
  { name, parts, common }: JoinedColumn,
  index: number,
  read: (name: string) => Sql,
  typed?: TypedColumn,
): Sql {
  const part = parts[index];
  const type = typed?.name === name ? typed.type : common.type;
  if (part === undefined) return sql`CAST(NULL AS ${keyword(type)})`;
  return typed?.name === name ? read(part.name) : common.from(part.type)(read(part.name));
}

/** What is the same for the names of one column: its letters in one case, without what separates words unless that makes one of two columns. */
function keysOfNames(groups: readonly FileGroup[]): (name: string) => string {
  const taken = new Set<string>();
  for (const { columns } of groups) {
    const keys = columns.map(({ name }) => wordsOf(name));
    keys.filter((key, index) => keys.indexOf(key) !== index).forEach((key) => taken.add(key));
  }
  return (name) => (taken.has(wordsOf(name)) ? inOneCase(name) : wordsOf(name));
}

/** What is the same for spellings of one name: letters in one case, without what separates words. */
export function wordsOf(name: string): string {
  return inOneCase(name).replaceAll(/(?<=.)[\s_-]+(?=.)|\s/g, "");
}

/** The engine takes names for the same that differ in the case of plain letters. */
function inOneCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The spelling that most files have; of several, the first by code point. */
function commonName(parts: readonly (Column | undefined)[], groups: readonly FileGroup[]): string {
  const files = new Map<string, number>();
  parts.forEach((part, index) => {
    if (part !== undefined) files.set(part.name, (files.get(part.name) ?? 0) + (groups[index] as FileGroup).size);
  });
  const [[name] = [""]] = [...files].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return name;
}

async function commonTypeOf(
  session: DuckdbSession,
  groups: readonly FileGroup[],
  parts: readonly (Column | undefined)[],
): Promise<CommonType> {
  const holders = parts.flatMap((column, index) =>
    column === undefined ? [] : [{ column, group: groups[index] as FileGroup }],
  );
  const common = await commonTypeOfValues(session, holders);
  if (common !== undefined) return common;
  // A column without a value may have been given any type.
  const filled = [];
  for (const holder of holders) if (await hasValues(session, holder)) filled.push(holder);
  const rest = await commonTypeOfValues(session, filled.length > 0 ? filled : holders.slice(0, 1));
  if (rest === undefined) throw unlikeTypes(filled);
  const types = new Set(filled.map(({ column }) => column.type));
  const empty = (): Sql => sql`CAST(NULL AS ${keyword(rest.type)})`;
  return { type: rest.type, from: (type) => (types.has(type) || filled.length === 0 ? rest.from(type) : empty) };
}

interface Holder {
  readonly column: Column;
  readonly group: FileGroup;
}

async function commonTypeOfValues(session: DuckdbSession, holders: readonly Holder[]): Promise<CommonType | undefined> {
  const types = [...new Set(holders.map(({ column }) => column.type))];
  return commonType(types, needsValues(types) ? await numbersTogether(session, holders) : undefined);
}

async function numbersTogether(session: DuckdbSession, holders: readonly Holder[]): Promise<NumbersTogether> {
  const all = async (isMeant: (type: string) => boolean, condition: (column: Sql, type: string) => Sql) => {
    for (const { column, group } of holders.filter((holder) => isMeant(holder.column.type))) {
      const query = sql`SELECT ${condition(identifier(column.name), column.type)} AS holds FROM ${group.from}`;
      const [row] = await session.query(query);
      if (row?.["holds"] !== true) return false;
    }
    return true;
  };
  if (await all(isExact, surviveAsFloats)) return "floats";
  return (await all(isFloat, areWhole)) ? "exact" : "text";
}

async function hasValues(session: DuckdbSession, { column, group }: Holder): Promise<boolean> {
  const name = identifier(column.name);
  const rows = await session.query(sql`SELECT 1 FROM ${group.from} WHERE ${name} IS NOT NULL LIMIT 1`);
  return rows.length > 0;
}

function unlikeTypes(holders: readonly Holder[]): QuintileError {
  const [first, second] = holders.filter(
    ({ column }, index) => holders.findIndex((other) => other.column.type === column.type) === index,
  ) as [Holder, Holder];
  const typeOf = ({ column }: Holder): string => column.type.replace(/\(.*/s, "");
  return new QuintileError(
    "BAD_FILE",
    `Column "${first.column.name}" is of type ${typeOf(first)} in ${first.group.name}, and ${typeOf(second)} in ${second.group.name}: no type holds the values of both.`,
    { hint: "Write one of the files again with the type of the other, or give a narrower pattern." },
  );
}
