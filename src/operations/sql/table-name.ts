import { QuintileError } from "../../errors.js";

const PART = String.raw`(?:"(?:[^"]|"")+"|[^".]+)`;
const NAME = new RegExp(`^${PART}(?:\\.${PART})*$`);

/**
 * A table's name in its parts, with or without what may stand before it, as people write it: `customer_rfm`,
 * `marketing.customer_rfm`, `"My Schema"."customer rfm"`. It means exactly what is written, in quotes or not. Raises `USAGE`.
 *
 * @param qualifiers what may stand before the name, outermost first: `schema`, or `catalog` and `schema`.
 */
export function readTableName(option: string, text: string, qualifiers: readonly string[]): string[] {
  const parts = partsOf(text);
  if (parts === undefined || parts.length > qualifiers.length + 1) {
    const forms = [...qualifiers, "name"].map((_, index, all) => all.slice(all.length - 1 - index).join("."));
    throw new QuintileError("USAGE", `${option} must be a table, with or without its ${qualifiers.join(" and ")}.`, {
      hint: `Write ${forms.join(" or ")}; a name with a dot goes in double quotes: ${option} '"a.b"'.`,
    });
  }
  return parts.map(unquoted);
}

/** The parts as they are written; undefined for what is no name. */
function partsOf(text: string): string[] | undefined {
  if (text === "" || text.includes("\0")) return undefined;
  if (NAME.test(text)) return text.match(new RegExp(PART, "g")) ?? undefined;
  // A stray quote belongs to the name.
  return text.includes(".") ? undefined : [text];
}

function unquoted(part: string): string {
  return part.length > 2 && part.startsWith('"') && part.endsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}
