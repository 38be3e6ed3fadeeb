/** The value of an attribute that is not known. It is counted like any other, but never becomes a criterion. */
export const UNKNOWN = "Unknown";

/** A customer or prospect with attributes by name, as it comes from a file, a table or JSON: any object, of an interface too. */
export type AttributeRecord = object;

/** An attribute's value as text, without blanks around it; {@link UNKNOWN} for null, undefined, NaN and blank text. */
export function attributeValue(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return UNKNOWN;
  const text = (typeof value === "object" ? textOf(value) : String(value)).trim();
  return text === "" ? UNKNOWN : text;
}

function textOf(value: object): string {
  return value instanceof Date
    ? value.toISOString()
    : JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
}

/** What a record says of an attribute; nothing where only every object has something of that name, such as `constructor`. */
export function attributeIn(record: AttributeRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? (record as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Two values are the same when they differ only in case and in blanks around them; never by parts of words. */
export function isSameValue(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** A value as it is compared. Lower case first and upper case last, so that `ß`, `ẞ` and `SS` are the same: Unicode's case folding in full. */
export function folded(value: string): string {
  return value.trim().toLowerCase().toUpperCase();
}
