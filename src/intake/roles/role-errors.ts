import type { Role } from "../../analysis/sales/mapping.js";
import { inputName, QuintileError, type Try } from "../../errors.js";
import { uniqueName } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { shellWord } from "../../shell-word.js";
import { plainHeader } from "./plain-header.js";
import { type GuessedRole, USUAL_HEADERS } from "./usual-headers.js";

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/** The error where no header says which columns some roles are; it names all of them at once. */
export function unknownRoles(
  roles: readonly GuessedRole[],
  columns: readonly Column[],
  source: string,
  tries: readonly Try[] = [],
): QuintileError {
  for (const role of roles) {
    const unusual = columns.find(
      ({ name, opened }) => USUAL_HEADERS[role].flat().includes(plainHeader(name)) && opened !== true,
    );
    if (unusual !== undefined) return unusualType(role, unusual, columns, source);
  }
  const [are, them] = roles.length === 1 ? ["column that is", "it"] : ["columns that are", "them"];
  const names = inWords(roles.map((role) => `the ${role}`));
  return new QuintileError("UNKNOWN_COLUMN", `${source} has no ${are} known to hold ${names}.`, {
    hint: `Name ${them} with ${inWords(roles.map((role) => inputName(role)))}. Columns: ${listNames(columns)}.`,
    tries,
  });
}

function inWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** The question where several columns could be one role. */
export function ambiguousColumn(role: Role | "frequency", names: readonly string[], source: string): QuintileError {
  return new QuintileError(
    "AMBIGUOUS_COLUMN",
    `${source} has ${names.length} columns that could hold the ${role}: ${names.join(", ")}.`,
    {
      hint: `Choose one: ${names.map((name) => `${inputName(role)} ${shellWord(name)}`).join(" or ")}.`,
      tries: names.slice(0, MOST_ANSWERS).map((name) => ({ inputs: { [role]: name }, means: `${role} is "${name}"` })),
    },
  );
}

/** The error for a column that has the header of a role, and a type that ids, dates and amounts do not usually have, such as BOOLEAN. */
function unusualType(role: Role, { name, type }: Column, columns: readonly Column[], source: string): QuintileError {
  const others = `Columns: ${listNames(columns)}.`;
  const plainType = type.replace(/\(.*/s, "");
  return role === "customer"
    ? new QuintileError(
        "UNKNOWN_COLUMN",
        `Column "${name}" of ${source} is of type ${plainType}, so it is the customer only if you say so.`,
        {
          hint: `Add ${inputName("customer")} ${shellWord(name)}, or name another column. ${others}`,
        },
      )
    : new QuintileError(
        "UNKNOWN_COLUMN",
        `Column "${name}" of ${source} is of type ${plainType}, which cannot be the ${role}.`,
        {
          hint: `Name another column with ${inputName(role)}. ${others}`,
        },
      );
}

function listNames(columns: readonly Column[]): string {
  const shown = columns.filter(({ opened }) => opened !== true);
  return shown.map((column) => uniqueName(column, columns)).join(", ");
}
