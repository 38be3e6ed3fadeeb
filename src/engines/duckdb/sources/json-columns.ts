import { QuintileError } from "../../../errors.js";
import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { Column } from "../../../sql/relation.js";
import { distinctNames } from "../../files/text-file.js";
import type { DuckdbSession } from "../session.js";

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

/** More keys than these are values that somebody wrote as keys. */
const MOST_KEYS = 10_000;

/** Objects of the start that are looked at first. */
const LOOKED_AT = 1000;

/** Lists of keys that objects are compared with. */
const MOST_LISTS = 8;

/** A number, as the engine writes it, that may have had digits which a binary float does not keep. */
const LONG_NUMBER = String.raw`[0-9.]{17}|[0-9]{12}\.|[0-9]e`;

/** A character that JSON cannot hold as it stands. */
const MARK = "\u0001";

/**
 * The columns of JSON objects: all keys of all of them, in the order in which they stand in objects. Values are text as it is
 * written, so that no digit is lost; objects and lists keep their structure, with text in it.
 *
 * The engine's reader takes columns whose names differ in more than their case, and makes binary floats of numbers with a point.
 * Where that would lose something, each value is taken out of the text of its object instead, which takes several times as long.
 *
 * @param files the arguments of the engine's reader for each way in which the files are written.
 */
export async function jsonColumns(session: DuckdbSession, files: readonly Sql[], label: string): Promise<JsonColumns> {
  const objects = sql`(${join(
    files.map((each) => sql`SELECT json FROM read_json_objects(${each})`),
    " UNION ALL ",
  )})`;
  const start = sql`(SELECT json FROM ${objects} LIMIT ${literal(LOOKED_AT)})`;
  let keys = await keysOf(session, start);
  let found = await lookAtValues(session, start, { keys, suspects: keys.map(() => true), lists: [] });
  const lists = await commonLists(session, start);
  // All objects prove what the first ones show; where they show more, all are asked.
  const seen = { keys, suspects: found.suspects, lists };
  found = await lookAtValues(session, objects, seen);
  if (found.isKeyMissing || found.suspects.some((isSuspect, index) => isSuspect && !seen.suspects[index])) {
    if (found.isKeyMissing) keys = await keysOf(session, objects);
    found = await lookAtValues(session, objects, { keys, suspects: keys.map(() => true), lists: [] });
  }
  if (keys.length === 0) {
    throw new QuintileError("EMPTY_SOURCE", `${label} holds no object with a key.`, {
      hint: "Every line must hold one JSON object: one sale.",
    });
  }
  if (keys.length > MOST_KEYS) {
    throw new QuintileError("BAD_FILE", `The objects of ${label} have ${keys.length} different keys.`, {
      hint: "Write the sales as plain objects, all with the same keys: one for each column.",
    });
  }
  const { nested, isLong, areObjects } = found;
  const names = distinctNames(keys);
  const structures = await structuresOf(
    session,
    objects,
    keys.filter((_, index) => nested[index]),
  );
  const all = keys.map((key, index): Key => ({ key, name: names[index] as string, structure: structures.get(key) }));
  const columns = all.map((key): Column => {
    const header = key.name === key.key ? {} : { header: key.key };
    const type = typeOf(key);
    return { name: key.name, type, kind: key.structure === undefined ? "text" : "other", ...header };
  });
  const isPlain = !isLong && all.every(({ key, name }) => key === name);
  if (!isPlain && !areObjects) {
    throw new QuintileError("BAD_FILE", `${label} holds values that are no objects.`, {
      hint: "Every line must hold one JSON object: one sale.",
    });
  }
  return { columns, read: (file) => (isPlain ? readPlain(file, columns) : takeOut(file, all, isLong)) };
}

/** All keys of some objects, in the order in which they stand there. */
async function keysOf(session: DuckdbSession, objects: Sql): Promise<readonly string[]> {
  const rows = await session.query(sql`SELECT key, min(position) AS position FROM (
      SELECT unnest(keys) AS key, generate_subscripts(keys, 1) AS position FROM (SELECT DISTINCT json_keys(json) AS keys FROM ${objects}))
    GROUP BY key ORDER BY position, key LIMIT ${literal(MOST_KEYS + 1)}`);
  return rows.map((row) => String(row["key"]));
}

/** The lists of keys that most objects have. */
async function commonLists(session: DuckdbSession, objects: Sql): Promise<readonly (readonly string[])[]> {
  const rows = await session.query(
    sql`SELECT to_json(json_keys(json)) AS keys FROM ${objects} GROUP BY keys ORDER BY count(*) DESC LIMIT ${literal(MOST_LISTS)}`,
  );
  return rows.map((row) => JSON.parse(String(row["keys"])) as string[]);
}

/** What is known of objects before a look at their values. */
interface Known {
  readonly keys: readonly string[];
  /** The keys whose values may be nested or numbers with a point. */
  readonly suspects: readonly boolean[];
  /** Some lists of keys that objects have, for a fast answer to whether they have other keys. */
  readonly lists: readonly (readonly string[])[];
}

/** What the values of objects are. */
interface Found {
  /** Whether any value of each key is an object or a list. */
  readonly nested: readonly boolean[];
  /** Whether any is nested or a number with a point. */
  readonly suspects: readonly boolean[];
  /** True where a number of a suspect may be too long for a float. */
  readonly isLong: boolean;
  readonly areObjects: boolean;
  /** True where an object has a key that is not known. */
  readonly isKeyMissing: boolean;
}

async function lookAtValues(session: DuckdbSession, objects: Sql, { keys, suspects, lists }: Known): Promise<Found> {
  const listed = (texts: readonly string[]): Sql =>
    sql`CAST([${join(texts.map((text) => literal(text)))}] AS VARCHAR[])`;
  const type = (index: number): Sql => sql`types[${literal(index + 1)}]`;
  const isNested = (index: number): Sql => sql`${type(index)} IN ('OBJECT', 'ARRAY')`;
  const isSuspect = (index: number): Sql => sql`${type(index)} IN ('OBJECT', 'ARRAY', 'DOUBLE')`;
  const isLong = keys.flatMap((key, index) => {
    const text = sql`json_extract_string(json, ${literal(pointerOf(key))})`;
    const matches = sql`CASE WHEN ${isSuspect(index)} THEN regexp_matches(${text}, ${literal(LONG_NUMBER)}) ELSE false END`;
    return suspects[index] === true ? [sql`bool_or(${matches})`] : [];
  });
  const isListed = lists.length === 0 ? sql`false` : sql`keys IN (${join(lists.map(listed))})`;
  const [row = {}] = await session.query(sql`SELECT bool_and(type IN ('OBJECT', 'NULL')) AS objects,
      bool_or(CASE WHEN ${isListed} THEN false ELSE NOT list_has_all(${listed(keys)}, keys) END) AS missing,
      ${join([...isLong, sql`false`], " OR ")} AS long,
      [${join(keys.map((_, index) => sql`bool_or(${isNested(index)})`))}]::BOOLEAN[]::JSON::VARCHAR AS nested,
      [${join(keys.map((_, index) => sql`bool_or(${isSuspect(index)})`))}]::BOOLEAN[]::JSON::VARCHAR AS suspects
    FROM (SELECT json, json_type(json) AS type, json_keys(json) AS keys, json_type(json, ${listed(keys.map(pointerOf))}) AS types FROM ${objects})`);
  const flags = (name: string): boolean[] => (JSON.parse(String(row[name])) as unknown[]).map((flag) => flag === true);
  return {
    nested: flags("nested"),
    suspects: flags("suspects"),
    isLong: row["long"] === true,
    areObjects: row["objects"] !== false,
    isKeyMissing: row["missing"] === true,
  };
}

/** What the objects and lists of some keys have in them; a value that is neither plays no part. */
async function structuresOf(
  session: DuckdbSession,
  objects: Sql,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const name = (index: number): Sql => identifier(`structures_${index}`);
  const each = keys.map(
    (key, index) =>
      sql`list(DISTINCT json_structure(json_extract(json, ${literal(pointerOf(key))}))) AS ${name(index)}`,
  );
  // The structure of a structure has the same keys; the engine puts few of them together faster than many values.
  const merged = keys.map((_, index) => {
    const nested = sql`list_filter(${name(index)}, lambda structure: json_type(structure) IN ('OBJECT', 'ARRAY'))`;
    return sql`(SELECT json_group_structure(structure) FROM (SELECT unnest(${nested}) AS structure)) AS ${name(index)}`;
  });
  const [row = {}] = await session.query(sql`SELECT ${join(merged)} FROM (SELECT ${join(each)} FROM ${objects})`);
  return new Map(keys.map((key, index) => [key, String(row[`structures_${index}`])]));
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

/** The path to a key, as a JSON pointer: the one way that takes every key. */
function pointerOf(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
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
