/** Says whether a value that was read from outside is what a type promises. */
export type Check<T> = (value: unknown) => value is T;

/** A text, also an empty one. */
export const isText: Check<string> = (value) => typeof value === "string";

/** A number; JSON knows no NaN and no infinite ones. */
export const isNumber: Check<number> = (value) => typeof value === "number";

/** A whole number of at least 0. */
export const isCount: Check<number> = (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** True or false. */
export const isBoolean: Check<boolean> = (value) => typeof value === "boolean";

/** An object with members by name. */
export const isObject: Check<Readonly<Record<string, unknown>>> = (value): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One of some texts. */
export function isOneOf<T extends string>(...texts: readonly T[]): Check<T> {
  return (value): value is T => texts.includes(value as T);
}

/** null, or what another check accepts. */
export function isNullOr<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** A member that may be left out. */
export function isAbsentOr<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

/** A list of any length. */
export function isListOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((each) => check(each));
}

/** A list of four. */
export function isFourOf<T>(check: Check<T>): Check<readonly [T, T, T, T]> {
  const isList = isListOf(check);
  return (value): value is readonly [T, T, T, T] => isList(value) && value.length === 4;
}

/** An object whose members are alike, under any names. */
export function isRecordOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(check);
}

/** An object with the members of a type; it may have others. Each member of the type has its check. */
export function isShapeOf<T>(members: { readonly [Name in keyof T]-?: Check<T[Name] | undefined> }): Check<T> {
  const checks = Object.entries<Check<unknown>>(members);
  return (value): value is T => isObject(value) && checks.every(([name, check]) => check(value[name]));
}
