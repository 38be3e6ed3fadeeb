import { withoutPasswords } from "../errors.js";
import type { Input, Inputs } from "../operations/inputs/input.js";
import { kebab } from "../operations/inputs/spellings.js";
import { shellWord } from "../shell-word.js";

/** Flags of every command that take a value; they belong to no operation. */
const COMMON_WITH_VALUE: readonly string[] = ["--config"];

/** Values of inputs by name, as an answer to a question gives them. */
export type AnsweredInputs = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One word of a command line, and the input that it belongs to; undefined where it belongs to none that is answered. */
interface OwnedWord {
  readonly word: string;
  readonly owner: string | undefined;
}

/**
 * The user's own words with inputs added or replaced. An input that the words name already gives up its place; the
 * new value stands at the end. Passwords are masked, so that the words may be shown.
 *
 * @param words what stands behind `quintile`, as it was typed.
 * @param command the words of the command itself, such as `["icp", "show"]`.
 */
export function wordsWith(
  words: readonly string[],
  command: readonly string[],
  inputs: Inputs,
  answer: AnsweredInputs,
): string[] {
  const answered = new Set(Object.keys(answer));
  const kept = ownWords(words, command, inputs).filter(({ owner }) => owner === undefined || !answered.has(owner));
  const added = Object.entries(answer).flatMap(([name, value]) => wordsOf(name, inputs[name], value));
  return [...kept.map(({ word }) => withoutPasswords(word)), ...added];
}

/** The words as one line to copy into a shell: `quintile run 'sales/*.csv' --decimal ,`. */
export function commandLine(words: readonly string[]): string {
  const line = ["quintile", ...words.map(shellWord)].join(" ");
  const readsStandardInput = words.some((word, index) => word === "-" && words[index - 1]?.startsWith("--") !== true);
  return readsStandardInput ? `… | ${line}` : line;
}

function ownWords(words: readonly string[], command: readonly string[], inputs: Inputs): OwnedWord[] {
  const positional = Object.entries(inputs).filter(([, input]) => input.positional === true);
  const owned: OwnedWord[] = [];
  let open: { readonly owner: string | undefined; readonly isListed: boolean } | undefined;
  let places = 0;
  let isAfterOptions = false;
  for (const [index, word] of words.entries()) {
    if (word === command[index]) owned.push({ word, owner: undefined });
    else if (!isAfterOptions && word === "--") {
      isAfterOptions = true;
      owned.push({ word, owner: undefined });
    } else if (!isAfterOptions && word.startsWith("--")) {
      const [flag = ""] = word.split("=");
      const [owner, input] = Object.entries(inputs).find(([name]) => `--${kebab(name)}` === flag) ?? [];
      const takesValue = input === undefined ? COMMON_WITH_VALUE.includes(flag) : input.type !== "flag";
      open =
        takesValue && !word.includes("=")
          ? { owner, isListed: input?.type === "texts" && input.listed === true }
          : undefined;
      owned.push({ word, owner });
    } else if (open !== undefined) {
      owned.push({ word, owner: open.owner });
      if (!open.isListed) open = undefined;
    } else {
      owned.push({ word, owner: positional[places]?.[0] });
      places += 1;
    }
  }
  return owned;
}

function wordsOf(name: string, input: Input | undefined, value: AnsweredInputs[string]): string[] {
  if (input?.positional === true) return [String(value)];
  const flag = `--${kebab(name)}`;
  if (value === false) return [];
  if (value === true) return [flag];
  const values = (typeof value === "object" ? value : [value]).map(String);
  // A value that begins with a dash would be taken for a flag.
  return values.flatMap((each) => (each.startsWith("-") && each !== "-" ? [`${flag}=${each}`] : [flag, each]));
}

/** A word as a shell reads it back: in single quotes unless it is plain. */
