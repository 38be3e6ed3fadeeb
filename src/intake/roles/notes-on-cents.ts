import type { RoleSource } from "../../analysis/sales/mapping.js";
import { inputName } from "../../errors.js";
import { headerOf } from "../../sql/find-column.js";

/** Words for the smallest unit of a currency, as headers have them: `total_cents`, `amountInPence`. */
const SMALL_UNITS = new Set(["cent", "cents", "centimes", "centavos", "pence", "pennies", "groszy", "kurus"]);

/** What to know where a header says that amounts are cents: they are read as they stand. */
export function notesOnCents(revenue: RoleSource): readonly string[] {
  const name = revenue.kind === "column" ? headerOf(revenue.column) : revenue.text;
  if (revenue.kind === "expression" && !/^[\p{L}\p{N}_.]+$/u.test(name)) return [];
  const words = name.split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((word) => word.toLowerCase());
  const unit = words.find((word) => SMALL_UNITS.has(word));
  if (unit === undefined) return [];
  const expression = /^[a-z_][a-z0-9_.]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
  return [
    `The header "${name}" says ${unit}: amounts stand as they are, so money is shown in ${unit}. ${inputName("revenue")} '${expression} / 100' makes whole units of it.`,
  ];
}
