import { QuintileError } from "../../errors.js";
import { closestName } from "../../model/closest-name.js";
import type { Input, Inputs, ValuesOf } from "../operation.js";

/** How a name is written where the values come from, for messages: `--as-of`, `as-of`, `asOf`. */
export type NameStyle = (name: string) => string;

/** `asOf` as a flag or configuration key: `as-of`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Checks values from outside against declared inputs; undefined ones are dropped. Raises `USAGE`. */
export function readInputs<I extends Inputs>(
  inputs: I,
  values: Readonly<Record<string, unknown>>,
  style: NameStyle = (name) => name,
): ValuesOf<I> {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const input = Object.hasOwn(inputs, name) ? inputs[name] : undefined;
    if (input === undefined) throw unknownInput(name, Object.keys(inputs), style);
    read[name] = readInput(input, value, style(name));
  }
  for (const [name, input] of Object.entries(inputs)) {
    if (input.required === true && read[name] === undefined) {
      throw new QuintileError(
        "USAGE",
        `${input.positional === true && "placeholder" in input ? input.placeholder : style(name)} is missing.`,
        {
          hint: `${input.description}.`,
        },
      );
    }
  }
  return read as ValuesOf<I>;
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
      const list = Array.isArray(value) ? (value as unknown[]) : [value];
      return list.map((each) => readText(each, name));
    }
    case "text":
      return readText(value, name);
  }
}

function readText(value: unknown, name: string): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string" && value !== "") return value;
  throw wrongValue(name, "a text", value);
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

function unknownInput(name: string, known: readonly string[], style: NameStyle): QuintileError {
  const closest = closestName(name, known);
  return new QuintileError("USAGE", `There is no option ${style(name)}.`, {
    hint: closest === undefined ? `Known: ${known.map(style).join(", ")}.` : `Did you mean ${style(closest)}?`,
  });
}
