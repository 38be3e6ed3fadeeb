import { keyword, literal, type Sql, sql } from "../../../sql/fragment.js";
import { duckdbDialect } from "../dialect/dialect.js";

/** Makes a value of one type a value of another, without loss. */
export type Conversion = (value: Sql) => Sql;

/** A type that holds the values of several, and how those of each of them become values of it. */
export interface CommonType {
  readonly type: string;
  from(type: string): Conversion;
}

/**
 * What decides where binary floats meet exact numbers, which no type holds together: `floats` where they hold all exact values
 * that occur, `exact` where all floats that occur are whole numbers, else `text`.
 */
export type NumbersTogether = "floats" | "exact" | "text";

/** Whole numbers up to this one are the same in binary floats of 64 bits. */
const LARGEST_WHOLE = "9007199254740992";

/** Every decimal with so many digits is told from all others by the float that is closest to it. */
const DIGITS_OF_FLOAT = 15;

const MOST_DIGITS = 38;

/** Whole numbers by size, and the digits that the largest of them has. */
const SIZES = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"] as const;
const DIGITS = [3, 5, 10, 20, 39] as const;

/** True where {@link commonType} needs to be told what becomes of numbers. */
export function needsValues(types: readonly string[]): boolean {
  if (!types.every((type) => isFloat(type) || isExact(type))) return false;
  return types.some(isFloat) && types.some((type) => isExact(type) && !fitsFloat(type));
}

/** The common type; undefined where there is none that keeps every value. */
export function commonType(types: readonly string[], numbers: NumbersTogether = "floats"): CommonType | undefined {
  const [only] = types;
  if (only !== undefined && types.every((type) => type === only)) return { type: only, from: () => asItStands };
  const kinds = new Set(types.map(duckdbDialect.kindOf));
  const exact = types.filter(isExact);
  if (types.every((type) => isExact(type))) return ofCast(commonExact(types));
  if (types.every((type) => isExact(type) || isFloat(type))) {
    if (exact.length === 0 || numbers === "floats") return { type: "DOUBLE", from: (type) => toDouble(type) };
    const type = numbers === "exact" ? commonExact([...exact, "BIGINT"]) : "VARCHAR";
    if (type === "VARCHAR") return { type, from: numberText };
    return { type, from: (each) => (isFloat(each) ? (value) => wholeNumber(value, type) : castTo(type)) };
  }
  if ([...kinds].every((kind) => kind === "date" || kind === "timestamp" || kind === "instant")) {
    return { type: "TIMESTAMP", from: (type) => (value) => duckdbDialect.toMoment(momentOf(value, type), "timestamp") };
  }
  const isPlain = types.every((type) => type === "BOOLEAN" || duckdbDialect.kindOf(type) !== "other");
  return isPlain && kinds.has("text") ? { type: "VARCHAR", from: textAsWritten } : undefined;
}

/** True where all values of a column of exact numbers are told apart as floats. */
export function surviveAsFloats(column: Sql, type: string): Sql {
  const places = placesOf(type);
  const bound = keyword(
    places === 0 ? LARGEST_WHOLE : `1${"0".repeat(DIGITS_OF_FLOAT - Math.min(places, DIGITS_OF_FLOAT))}`,
  );
  return sql`coalesce(min(${column}) > -${bound} AND max(${column}) < ${bound}, true)`;
}

/** True where all values of a column of floats are whole numbers, or none at all. */
export function areWhole(column: Sql): Sql {
  return sql`coalesce(bool_and(isnan(${column}) OR ${duckdbDialect.isWhole(column)}), true)`;
}

/** True for binary floats. */
export function isFloat(type: string): boolean {
  return type === "DOUBLE" || type === "FLOAT";
}

/** True for whole numbers and decimals. */
export function isExact(type: string): boolean {
  const kind = duckdbDialect.kindOf(type);
  return kind === "integer" || kind === "decimal";
}

function fitsFloat(type: string): boolean {
  const [digits] = widthOf(type);
  return digits + placesOf(type) <= DIGITS_OF_FLOAT;
}

/** How many digits may stand before and behind the point. */
function widthOf(type: string): [before: number, behind: number] {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined) return [Number(precision) - Number(scale), Number(scale)];
  return [DIGITS[sizeOf(type)] as number, 0];
}

function placesOf(type: string): number {
  return widthOf(type)[1];
}

function sizeOf(type: string): number {
  return SIZES.findIndex((size) => type === size || type === `U${size}`);
}

function commonExact(types: readonly string[]): string {
  if (types.some((type) => type.startsWith("DECIMAL"))) {
    const widths = types.map(widthOf);
    const behind = Math.max(...widths.map(([, places]) => places));
    const digits = Math.max(...widths.map(([before]) => before)) + behind;
    return digits <= MOST_DIGITS ? `DECIMAL(${digits},${behind})` : "VARCHAR";
  }
  const isUnsigned = types.every((type) => type.startsWith("U"));
  // An unsigned number needs the next size beside signed ones.
  const size = Math.max(...types.map((type) => sizeOf(type) + (type.startsWith("U") && !isUnsigned ? 1 : 0)));
  return size < SIZES.length ? `${isUnsigned ? "U" : ""}${SIZES[size] as string}` : "VARCHAR";
}

function ofCast(type: string): CommonType {
  return { type, from: () => castTo(type) };
}

function castTo(type: string): Conversion {
  return (value) => sql`CAST(${value} AS ${keyword(type)})`;
}

function asItStands(value: Sql): Sql {
  return value;
}

/** A float of 32 bits is the shortest decimal that tells it apart, not what its bits say in a wider one. */
function toDouble(type: string): Conversion {
  return type === "FLOAT" ? (value) => sql`CAST(CAST(${value} AS VARCHAR) AS DOUBLE)` : castTo("DOUBLE");
}

/** A float that is known to be a whole number, or none. The statement fails where it is not: files may change before it runs. */
function wholeNumber(value: Sql, type: string): Sql {
  const refusal = sql`CAST('no whole number: ' || CAST(${value} AS VARCHAR) AS ${keyword(type)})`;
  return sql`CASE WHEN isnan(${value}) THEN NULL WHEN ${duckdbDialect.isWhole(value)} THEN CAST(${value} AS ${keyword(type)}) ELSE ${refusal} END`;
}

/** Equal numbers are equal text: without zeros at the end, and without a point behind whole numbers. */
function numberText(type: string): Conversion {
  if (isFloat(type)) return floatText;
  if (placesOf(type) === 0) return castTo("VARCHAR");
  return (value) => sql`regexp_replace(CAST(${value} AS VARCHAR), ${literal(String.raw`\.?0+$`)}, '')`;
}

function floatText(value: Sql): Sql {
  return sql`CASE WHEN isnan(${value}) THEN NULL WHEN ${value} = trunc(${value}) AND abs(${value}) < 1e38 THEN CAST(CAST(${value} AS HUGEINT) AS VARCHAR) ELSE CAST(${value} AS VARCHAR) END`;
}

function textAsWritten(type: string): Conversion {
  return isFloat(type) ? floatText : castTo("VARCHAR");
}

/** A moment in UTC. */
function momentOf(value: Sql, type: string): Sql {
  const kind = duckdbDialect.kindOf(type);
  return kind === "timestamp" ? value : duckdbDialect.toMoment(value, kind);
}
