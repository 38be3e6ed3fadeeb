import { QuintileError } from "../../../errors.js";
import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import { distinctNames } from "../../files/text-file.js";
import type { DuckdbSession } from "../session.js";
import { lookAtObjects, pointerOf } from "./json-objects.js";
import { type NestedValue, nestedValues } from "./nested-values.js";

/** What the objects of some files hold. */
export interface JsonColumns {
  readonly columns: readonly Column[];
  /** What stands after FROM to read the columns of objects. @param file the arguments that say which files, and how they are written. */
  read(file: Sql): Sql;
}

/** A key of the objects, and the column that it becomes. */
interface Key {
  readonly key: string;
  readonly name: string;
  /** What objects and lists have in them, as the engine tells it; undefined where the values are none. */
  readonly structure: string | undefined;
}

/** More keys than these are values that stand in the place of keys. */
const MOST_KEYS = 2000;

/** A character that JSON cannot hold as it stands. */
const MARK = "\u0001";

/**
 * The columns of JSON objects: all keys of all of them, in the order in which they stand in objects. Values are text as it is
 * written, so that no digit is lost; objects and lists keep their structure, with text in it. The plain values within objects are columns,
 * too: `customer.id`.
 *
 * The engine's reader takes columns whose names differ in more than their case, and makes binary floats of numbers with a point.
 * Where that would lose something, each value is taken out of the text of its object instead, which takes several times as long.
 *
 * @param files the arguments of the engine's reader for each way in which the files are written.
 */
export async function jsonColumns(session: DuckdbSession, files: readonly Sql[], label: string): Promise<JsonColumns> {
  const { keys, structures, withPoints, whole, isLong, areObjects } = await lookAtObjects(session, files, MOST_KEYS);
  if (keys.length === 0) {
    throw new QuintileError("EMPTY_SOURCE", `${label} holds no object with a key.`, {
      hint: "Every line must hold one JSON object: one sale.",
    });
  }
  if (keys.length > MOST_KEYS) {
    throw new QuintileError("BAD_FILE", `The objects of ${label} have more than ${MOST_KEYS} different keys.`, {
      hint: "Write the sales as plain objects, all with the same keys: one for each column.",
    });
  }
  const names = distinctNames(keys);
  const all = keys.map((key, index): Key => ({ key, name: names[index] as string, structure: structures.get(key) }));
  const columns = all.map((key): Column => {
    const header = key.name === key.key ? {} : { header: key.key };
    const type = typeOf(key);
    const numbers = whatNumbers(withPoints.has(key.key) ? "DOUBLE" : whole.has(key.key) ? "BIGINT" : undefined);
    return { name: key.name, type, kind: key.structure === undefined ? "text" : "other", ...header, ...numbers };
  });
  const isPlain = !isLong && all.every(({ key, name }) => key === name);
  if (!isPlain && !areObjects) {
    throw new QuintileError("BAD_FILE", `${label} holds values that are no objects.`, {
      hint: "Every line must hold one JSON object: one sale.",
    });
  }
  const rows = (file: Sql): Sql => (isPlain ? readPlain(file, columns) : takeOut(file, all, isLong));
  const values = nestedValues(all.map(({ name, structure }) => ({ key: name, structure: structureOf(structure) })));
  return values.length === 0
    ? { columns, read: rows }
    : { columns: withValues(columns, values), read: (file) => readValues(rows(file), columns, values) };
}

/** The columns, and behind each the values within it. A value that is called as its column stands in its place. */
function withValues(columns: readonly Column[], values: readonly NestedValue[]): readonly Column[] {
  return columns.flatMap((column) => {
    const within = values.filter(({ path }) => path[0] === column.name);
    const isReplaced = within.some(({ name }) => name === column.name);
    const inner = within.map(({ name, type }): Column => {
      return { name, type: "VARCHAR", kind: "text", ...whatNumbers(type) };
    });
    const isOpened = within.length > 0 ? ({ opened: true } as const) : {};
    return isReplaced ? inner : [{ ...column, ...isOpened }, ...inner];
  });
}

/** What is known of numbers that are written as JSON. @param type the engine's type of a structure. */
function whatNumbers(type: unknown): Pick<Column, "decimal" | "whole"> {
  if (type === "DOUBLE") return { decimal: "." };
  return type === "UBIGINT" || type === "BIGINT" ? { whole: true } : {};
}

function readValues(rows: Sql, columns: readonly Column[], values: readonly NestedValue[]): Sql {
  const replaced = new Set(values.map(({ name }) => name));
  const own = columns.filter(({ name }) => !replaced.has(name)).map(({ name }) => identifier(name));
  const inner = values.map(({ path, name }) => {
    const value = join(
      [sql`quintile_nested`, ...path].map((part) => (typeof part === "string" ? identifier(part) : part)),
      ".",
    );
    return sql`${value} AS ${identifier(name)}`;
  });
  return sql`(SELECT ${join([...own, ...inner])} FROM ${rows} AS quintile_nested)`;
}

function structureOf(structure: string | undefined): unknown {
  return structure === undefined ? undefined : JSON.parse(structure);
}

function readPlain(file: Sql, columns: readonly Column[]): Sql {
  const types = join(columns.map(({ name, type }) => sql`${literal(name)}: ${literal(type)}`));
  return sql`read_json(${file}, columns = {${types}})`;
}

function takeOut(file: Sql, keys: readonly Key[], isLong: boolean): Sql {
  const values = keys.map((key) => {
    const pointer = literal(pointerOf(key.key));
    const value =
      key.structure === undefined
        ? sql`json_extract_string(json, ${pointer})`
        : sql`from_json(json_extract(json, ${pointer}), ${literal(JSON.stringify(textIn(JSON.parse(key.structure))))})`;
    return sql`${value} AS ${identifier(key.name)}`;
  });
  const object = isLong ? sql`CAST(${withQuotedNumbers(sql`json`)} AS JSON)` : sql`json`;
  return sql`(SELECT ${join(values)} FROM (SELECT ${object} AS json FROM read_json_objects(${file})))`;
}

/** JSON with quotes around its numbers. Text is matched as a whole, so that no number within it is taken for one. */
function withQuotedNumbers(json: Sql): Sql {
  const pattern = String.raw`("(?:[^"\\]|\\.)*")|(-?[0-9][0-9.eE+-]*)`;
  const marked = sql`regexp_replace(${json}, ${literal(pattern)}, ${literal(`\\1${MARK}\\2${MARK}`)}, 'g')`;
  return sql`replace(replace(${marked}, ${literal(MARK + MARK)}, ''), ${literal(MARK)}, '"')`;
}

/** A structure with text in all places of values. One whose keys differ in case only is text itself: the engine has no type for it. */
function textIn(structure: unknown): unknown {
  if (Array.isArray(structure)) return [textIn(structure[0])];
  if (typeof structure !== "object" || structure === null) return "VARCHAR";
  const entries = Object.entries(structure);
  if (entries.length === 0) return "VARCHAR";
  const isUnique = distinctNames(entries.map(([key]) => key)).every((name, index) => name === entries[index]?.[0]);
  return isUnique && entries.length <= MOST_KEYS
    ? Object.fromEntries(entries.map(([key, inner]) => [key, textIn(inner)]))
    : "VARCHAR";
}

function typeOf({ structure }: Key): string {
  return structure === undefined ? "VARCHAR" : typeName(textIn(JSON.parse(structure)), "JSON");
}

function typeName(structure: unknown, plain = "VARCHAR"): string {
  if (Array.isArray(structure)) return `${typeName(structure[0])}[]`;
  if (typeof structure !== "object" || structure === null) return plain;
  const fields = Object.entries(structure).map(([key, inner]) => `"${key.replaceAll('"', '""')}" ${typeName(inner)}`);
  return `STRUCT(${fields.join(", ")})`;
}
