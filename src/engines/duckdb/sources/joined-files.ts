import { QuintileError } from "../../../errors.js";
import { identifier, join, keyword, type Sql, sql } from "../../../sql/fragment.js";
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
  /** What stands after FROM to read all of them. @param parts what stands there for each group; undefined: as now. */
  from(parts?: readonly Sql[]): Sql;
}

/** A column of the joined files: where each group has it, and what becomes of its values there. */
interface JoinedColumn {
  readonly name: string;
  /** The column of each group; undefined where that has none. */
  readonly parts: readonly (Column | undefined)[];
  readonly common: CommonType;
}

/**
 * Joins groups of files by the names of their columns, whose case plays no part. A column that only some have is null in the others.
 * Types become one that keeps every value, whatever the order of the files. Raises `BAD_FILE` where there is none.
 */
export async function joinFiles(session: DuckdbSession, groups: readonly FileGroup[]): Promise<JoinedFiles> {
  const joined: JoinedColumn[] = [];
  for (const key of new Set(groups.flatMap(({ columns }) => columns.map(({ name }) => keyOf(name))))) {
    const parts = groups.map(({ columns }) => columns.find(({ name }) => keyOf(name) === key));
    joined.push({ name: commonName(parts, groups), parts, common: await commonTypeOf(session, groups, parts) });
  }
  return {
    columns: joined.map(({ name, common: { type } }) => ({ name, type, kind: duckdbDialect.kindOf(type) })),
    from: (parts = groups.map(({ from }) => from)) =>
      sql`(${join(
        parts.map((from, index) => sql`SELECT ${join(joined.map((column) => partOf(column, index)))} FROM ${from}`),
        " UNION ALL ",
      )})`,
  };
}

function partOf({ name, parts, common }: JoinedColumn, index: number): Sql {
  const part = parts[index];
  const value =
    part === undefined ? sql`CAST(NULL AS ${keyword(common.type)})` : common.from(part.type)(identifier(part.name));
  return sql`${value} AS ${identifier(name)}`;
}

/** The engine takes names for the same that differ in the case of plain letters. */
function keyOf(name: string): string {
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
