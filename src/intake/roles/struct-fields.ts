import type { Column } from "../../sql/relation.js";

/** A field of a nested column. */
interface Field {
  /** Its own name. */
  readonly field: string;
  /** The name of the column and that of the field, as a header would say it: `customer id`. */
  readonly words: string;
  /** The SQL expression that reads it: `customer.id`. */
  readonly text: string;
}

const NESTED = /^(?:STRUCT|ROW)\((.*)\)$/is;

/** The fields of a nested column that are plain values; none where the column is of another type. */
export function fieldsOf({ name, type }: Column): readonly Field[] {
  const [, inside] = NESTED.exec(type) ?? [];
  if (inside === undefined) return [];
  return parts(inside).flatMap((part) => {
    const [, quotedName, bareName, fieldType = ""] = /^\s*(?:"((?:[^"]|"")+)"|(\S+))\s+(.*)$/s.exec(part) ?? [];
    const field = quotedName?.replaceAll('""', '"') ?? bareName;
    if (field === undefined || /[([]/.test(fieldType.replace(/^(?:DECIMAL|VARCHAR)\([\d, ]*\)$/i, ""))) return [];
    return [{ field, words: `${name} ${field}`, text: `${written(name)}.${written(field)}` }];
  });
}

/** What stands between the commas that no bracket and no quote encloses. */
function parts(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let from = 0;
  for (const [index, letter] of [...text].entries()) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (letter === "(") depth++;
    else if (letter === ")") depth--;
    else if (letter === "," && depth === 0) {
      found.push([...text].slice(from, index).join(""));
      from = index + 1;
    }
  }
  return [...found, [...text].slice(from).join("")];
}

function written(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
