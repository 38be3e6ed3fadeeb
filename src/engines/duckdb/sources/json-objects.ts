import { identifier, join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { DuckdbSession } from "../session.js";
import { objectPattern, structurePattern } from "./structure-pattern.js";

/** What all objects of some files have in common. */
export interface JsonObjects {
  readonly keys: readonly string[];
  /** What the objects and lists under a key have in them, as the engine tells it; no entry where the values are neither. */
  readonly structures: ReadonlyMap<string, string>;
  /** The keys that hold a number with a point. */
  readonly withPoints: ReadonlySet<string>;
  /** The keys that hold whole numbers and nothing else. */
  readonly whole: ReadonlySet<string>;
  /** True where a number may have digits that a binary float does not keep. */
  readonly isLong: boolean;
  /** False where a value is neither an object nor null. */
  readonly areObjects: boolean;
}

/** Objects of the start that are looked at first. */
const LOOKED_AT = 1000;

/** Lists of keys that objects are compared with. */
const MOST_LISTS = 8;

/** A number, as the engine writes it, that may have had digits which a binary float does not keep. */
const LONG_NUMBER = String.raw`[0-9.]{17}|[0-9]{12}\.|[0-9]e`;

/** The same in JSON as it stands, where text may look so, too. */
const LONG_TEXT = String.raw`[0-9.]{17}|[0-9]{12}\.|[0-9][eE]`;

/**
 * Looks at all objects of some files. What the first ones show is proved in one pass over all; where those show more, further passes
 * find it.
 *
 * @param files the arguments of the engine's reader for each way in which the files are written.
 * @param mostKeys one key more than these is enough to know.
 */
export async function lookAtObjects(
  session: DuckdbSession,
  files: readonly Sql[],
  mostKeys: number,
): Promise<JsonObjects> {
  const all = sql`(${join(
    files.map((each) => sql`SELECT json FROM read_json_objects(${each})`),
    " UNION ALL ",
  )})`;
  const start = sql`(SELECT json FROM ${all} LIMIT ${literal(LOOKED_AT)})`;
  let keys = await keysOf(session, start, mostKeys);
  if (keys.length > mostKeys) return tooManyKeys(keys);
  let found = await lookAtValues(session, start, { keys, suspects: keys.map(() => true), lists: [] });
  const objects = await unlikeObjects(session, all, start);
  const lists = await commonLists(session, start);
  // All objects prove what the first ones show; where they show more, all are asked.
  const seen = { keys, suspects: found.suspects, lists };
  found = await lookAtValues(session, objects, seen);
  if (found.isKeyMissing || found.suspects.some((isOne, index) => isOne && !seen.suspects[index])) {
    if (found.isKeyMissing) keys = await keysOf(session, objects, mostKeys);
    if (keys.length > mostKeys) return tooManyKeys(keys);
    found = await lookAtValues(session, objects, { keys, suspects: keys.map(() => true), lists: [] });
  }
  const { nested, isLong, areObjects } = found;
  const structures = await structuresOf(
    session,
    objects,
    start,
    keys.filter((_, index) => nested[index]),
  );
  const whole = new Set(keys.filter((_, index) => found.whole[index] === true));
  return { keys, structures, withPoints: withPointsOf(keys, found), whole, isLong, areObjects };
}

function withPointsOf(keys: readonly string[], { suspects, nested }: Found): ReadonlySet<string> {
  return new Set(keys.filter((_, index) => suspects[index] === true && nested[index] !== true));
}

/**
 * The first objects, and those that one pattern does not tell to be like them: what is true of these is true of all. All objects where
 * many are unlike the first ones.
 */
async function unlikeObjects(session: DuckdbSession, all: Sql, start: Sql): Promise<Sql> {
  const [structures = []] = await firstStructures(session, start, [sql`json`]);
  const pattern = objectPattern(structures);
  if (pattern === undefined) return all;
  const isUnlike = sql`NOT regexp_full_match(CAST(json AS VARCHAR), ${literal(pattern)})`;
  const [row = {}] = await session.query(
    sql`SELECT count(*) FILTER (WHERE ${isUnlike}) AS unlike, count(*) AS objects FROM ${all}`,
  );
  const [unlike, objects] = [Number(row["unlike"]), Number(row["objects"])];
  if (unlike === 0) return start;
  return unlike * 2 > objects ? all : sql`(${start} UNION ALL SELECT json FROM ${all} WHERE ${isUnlike})`;
}

/** Values of so many keys are not looked at. */
function tooManyKeys(keys: readonly string[]): JsonObjects {
  return { keys, structures: new Map(), withPoints: new Set(), whole: new Set(), isLong: false, areObjects: true };
}

/** All keys of some objects, in the order in which they stand there. */
async function keysOf(session: DuckdbSession, objects: Sql, mostKeys: number): Promise<readonly string[]> {
  const rows = await session.query(sql`SELECT key, min(position) AS position FROM (
      SELECT unnest(keys) AS key, generate_subscripts(keys, 1) AS position FROM (SELECT DISTINCT json_keys(json) AS keys FROM ${objects}))
    GROUP BY key ORDER BY position, key LIMIT ${literal(mostKeys + 1)}`);
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
  /** Whether all are whole numbers. */
  readonly whole: readonly boolean[];
  /** True where a number of a suspect may be too long for a float. */
  readonly isLong: boolean;
  readonly areObjects: boolean;
  /** True where an object has a key that is not known. */
  readonly isKeyMissing: boolean;
}

async function lookAtValues(session: DuckdbSession, objects: Sql, { keys, suspects, lists }: Known): Promise<Found> {
  // Several values cost more to take out than all of the text costs to look through.
  const mayBeLong =
    suspects.filter(Boolean).length > 1 ? sql`regexp_matches(CAST(json AS VARCHAR), ${literal(LONG_TEXT)})` : sql`true`;
  const isLong = keys.flatMap((key, index) => {
    const text = sql`json_extract_string(json, ${literal(pointerOf(key))})`;
    const matches = sql`CASE WHEN may_be_long AND ${isSuspect(index)} THEN regexp_matches(${text}, ${literal(LONG_NUMBER)}) ELSE false END`;
    return suspects[index] === true ? [sql`bool_or(${matches})`] : [];
  });
  const isListed = lists.length === 0 ? sql`false` : sql`keys IN (${join(lists.map(listed))})`;
  const [row = {}] = await session.query(sql`SELECT bool_and(type IN ('OBJECT', 'NULL')) AS objects,
      bool_or(CASE WHEN ${isListed} THEN false ELSE NOT list_has_all(${listed(keys)}, keys) END) AS missing,
      ${join([...isLong, sql`false`], " OR ")} AS long,
      [${join(keys.map((_, index) => sql`bool_or(${isNested(index)})`))}]::BOOLEAN[]::JSON::VARCHAR AS nested,
      [${join(keys.map((_, index) => sql`bool_or(${isSuspect(index)})`))}]::BOOLEAN[]::JSON::VARCHAR AS suspects,
      [${join(keys.map((_, index) => sql`bool_and(${isWhole(index)})`))}]::BOOLEAN[]::JSON::VARCHAR AS whole
    FROM (SELECT json, json_type(json) AS type, json_keys(json) AS keys, json_type(json, ${listed(keys.map(pointerOf))}) AS types, ${mayBeLong} AS may_be_long FROM ${objects})`);
  const flags = (name: string): boolean[] => (JSON.parse(String(row[name])) as unknown[]).map((flag) => flag === true);
  return {
    nested: flags("nested"),
    suspects: flags("suspects"),
    whole: flags("whole"),
    isLong: row["long"] === true,
    areObjects: row["objects"] !== false,
    isKeyMissing: row["missing"] === true,
  };
}

/**
 * What the objects and lists of some keys have in them; a value that is neither plays no part. To find the structure of a value takes the
 * engine long: a pattern tells faster which of them have one that the first objects show.
 */
async function structuresOf(
  session: DuckdbSession,
  objects: Sql,
  start: Sql,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const values = keys.map((key) => sql`json_extract(json, ${literal(pointerOf(key))})`);
  const seen = await firstStructures(session, start, values);
  const each = values.map((value, index) => {
    const pattern = structurePattern(seen[index] ?? []);
    const structure = sql`json_structure(${value})`;
    const news =
      pattern === undefined
        ? structure
        : sql`CASE WHEN NOT regexp_full_match(CAST(${value} AS VARCHAR), ${literal(pattern)}) THEN ${structure} END`;
    return sql`list(DISTINCT ${news}) AS ${structureName(index)}`;
  });
  // The structure of a structure has the same keys; the engine puts few of them together faster than many values.
  const merged = keys.map((_, index) => {
    const known = sql`CAST(${listed(seen[index] ?? [])} AS JSON[])`;
    const nested = sql`list_filter(list_concat(${known}, ${structureName(index)}), lambda structure: json_type(structure) IN ('OBJECT', 'ARRAY'))`;
    return sql`(SELECT json_group_structure(structure) FROM (SELECT unnest(${nested}) AS structure)) AS ${structureName(index)}`;
  });
  const [row = {}] = await session.query(sql`SELECT ${join(merged)} FROM (SELECT ${join(each)} FROM ${objects})`);
  return new Map(keys.map((key, index) => [key, String(row[`structures_${index}`])]));
}

/** The structures of the objects and lists among some values of the first objects, the commonest ones. */
async function firstStructures(
  session: DuckdbSession,
  start: Sql,
  values: readonly Sql[],
): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  for (const value of values) {
    const rows =
      await session.query(sql`SELECT CAST(structure AS VARCHAR) AS structure FROM (SELECT json_structure(${value}) AS structure FROM ${start})
      WHERE json_type(structure) IN ('OBJECT', 'ARRAY') GROUP BY structure ORDER BY count(*) DESC, structure LIMIT ${literal(MOST_LISTS)}`);
    found.push(rows.map((row) => String(row["structure"])));
  }
  return found;
}

/** The path to a key, as a JSON pointer: the one way that takes every key. */
export function pointerOf(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function listed(texts: readonly string[]): Sql {
  return sql`CAST([${join(texts.map((text) => literal(text)))}] AS VARCHAR[])`;
}

function typeAt(index: number): Sql {
  return sql`types[${literal(index + 1)}]`;
}

function isNested(index: number): Sql {
  return sql`${typeAt(index)} IN ('OBJECT', 'ARRAY')`;
}

function isSuspect(index: number): Sql {
  return sql`${typeAt(index)} IN ('OBJECT', 'ARRAY', 'DOUBLE')`;
}

function isWhole(index: number): Sql {
  return sql`CASE WHEN ${typeAt(index)} <> 'NULL' THEN ${typeAt(index)} IN ('UBIGINT', 'BIGINT') END`;
}

function structureName(index: number): Sql {
  return identifier(`structures_${index}`);
}
