import { inputName, QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";
import type { Input, Inputs, ReadOf, ValuesOf } from "./input.js";

/**
 * Checks values from outside against declared inputs, and puts the defaults where nothing is given (undefined is nothing).
 * Raises `USAGE`.
 */
export function readInputs<I extends Inputs>(inputs: I, given: Readonly<Record<string, unknown>>): ValuesOf<I> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) throw unknownInput(name, Object.keys(inputs));
    read[name] = readInput(input, value, inputName(name));
  }
  requireTogether(inputs, read);
  for (const [name, input] of Object.entries(inputs)) {
    if (read[name] !== undefined) continue;
    const standard = defaultOf(input);
    if (standard !== undefined) read[name] = standard;
    else if (input.required === true) {
      throw new QuintileError("USAGE", `${inputName(name)} is missing.`, { hint: `${input.description}.` });
    }
  }
  return read as ValuesOf<I>;
}

/** What an input is where it is not given; a flag that is not given is false. */
export function defaultOf(input: Input): unknown {
  return input.type === "flag" ? false : input.default;
}

/** The values that are not the defaults of their inputs: what has to be said to get the same values again. */
export function withoutDefaults<I extends Inputs>(inputs: I, values: Readonly<Record<string, unknown>>): ReadOf<I> {
  const isDefault = ([name, value]: [string, unknown]): boolean => {
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    return input !== undefined && JSON.stringify(defaultOf(input)) === JSON.stringify(value);
  };
  return Object.fromEntries(Object.entries(values).filter((entry) => !isDefault(entry))) as ReadOf<I>;
}

function readInput(input: Input, value: unknown, name: string): unknown {
  switch (input.type) {
    case "flag":
      if (typeof value === "boolean") return value;
      throw wrongValue(name, "true or false", value);
    case "count": {
      const count = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
      const { least = 1, most = Number.MAX_SAFE_INTEGER } = input;
      if (typeof count === "number" && Number.isSafeInteger(count) && count >= least && count <= most) return count;
      const expected = input.most === undefined ? `of at least ${least}` : `from ${least} to ${most}`;
      throw wrongValue(name, `a whole number ${expected}`, value);
    }
    case "choice":
      if (typeof value === "string" && input.choices.includes(value)) return value;
      throw wrongValue(name, `${quoted(input.choices.slice(0, -1))} or ${quoted(input.choices.slice(-1))}`, value);
    case "texts": {
      if (input.object === "ties" && isObject(value)) return Object.entries(value).map(tieRule);
      const list = Array.isArray(value) ? (value as unknown[]) : [value];
      return list.map((each) =>
        input.object === "moment" && each instanceof Date ? readDate(each, name) : readText(each, name),
      );
    }
    case "text":
      if (input.object === "moment" && value instanceof Date) return readDate(value, name);
      if ((input.object === "model" || input.object === "scoring") && isObject(value)) return value; // checked where it is used
      return readText(value, name);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `{ frequency: "first" }` as it is written on a command line. */
function tieRule([dimension, way]: [string, unknown]): string {
  return `${dimension}=${String(way)}`;
}

function readDate(date: Date, name: string): string {
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new QuintileError("USAGE", `${name} is not a date.`, { hint: "It is an invalid Date." });
}

function readText(value: unknown, name: string): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && value !== "") return value;
  throw wrongValue(name, "a text", value);
}

/** Raises `USAGE` where an input is given together with one that it rules out. */
function requireTogether(inputs: Inputs, given: Readonly<Record<string, unknown>>): void {
  for (const [name, { excludes }] of Object.entries(inputs)) {
    if (excludes === undefined || given[name] === undefined || given[name] === false) continue;
    if (excludes.inputs.every((each) => given[each] === undefined)) continue;
    const others = excludes.inputs.map(inputName).join(" and ");
    throw new QuintileError("USAGE", `${inputName(name)} ${excludes.because}.`, {
      hint: `Leave out ${others}, or leave out ${inputName(name)}.`,
    });
  }
}

function wrongValue(name: string, expected: string, value: unknown): QuintileError {
  const came =
    typeof value === "string"
      ? `"${value}"`
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object"
          ? "an object"
          : String(value);
  return new QuintileError("USAGE", `${name} must be ${expected}; it is ${came}.`);
}

function quoted(choices: readonly string[]): string {
  return choices.map((choice) => `"${choice}"`).join(", ");
}

function unknownInput(name: string, known: readonly string[]): QuintileError {
  const closest = closestName(name, known);
  return new QuintileError("USAGE", `There is no option ${namedIfWord(name)}.`, {
    hint: closest === undefined ? `Known: ${known.map(inputName).join(", ")}.` : `Did you mean ${inputName(closest)}?`,
  });
}

/** A name from a configuration need not look like that of an input. */
function namedIfWord(name: string): string {
  return /^\w+$/.test(name) ? inputName(name) : name;
}
