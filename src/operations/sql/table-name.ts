import { QuintileError } from "../../errors.js";
import { identifier, type Sql } from "../../sql/fragment.js";

const PART = String.raw`(?:"(?:[^"]|"")+"|[^".]+)`;
const NAME = new RegExp(`^(?:(${PART})\\.)?(${PART})$`);

/**
 * A table's name, with or without its schema, as people write it: `customer_rfm`, `marketing.customer_rfm`,
 * `"My Schema"."customer rfm"`. It means exactly what is written, in quotes or not. Raises `USAGE`.
 */
export function readTableName(option: string, text: string): Sql {
  // A stray quote belongs to the name.
  const [, schema, name = text.includes(".") || text.includes("\0") ? undefined : text] = NAME.exec(text) ?? [];
  if (name === undefined || text.includes("\0")) {
    throw new QuintileError("USAGE", `${option} must be a table, with or without its schema.`, {
      hint: `Write name or schema.name; a name with a dot goes in double quotes: ${option} '"a.b"'.`,
    });
  }
  return identifier(...[schema, name].filter((part) => part !== undefined).map(unquoted));
}

function unquoted(part: string): string {
  return part.length > 2 && part.startsWith('"') && part.endsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}
