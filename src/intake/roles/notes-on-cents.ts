import type { RoleSource } from "../../analysis/sales/mapping.js";
import { inputName } from "../../errors.js";
import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { quoted } from "./candidates.js";

/** Words for the smallest unit of a currency, as headers have them: `total_cents`, `amountInPence`. */
const SMALL_UNITS = new Set(["cent", "cents", "centimes", "centavos", "pence", "pennies", "groszy", "kurus"]);

/** What was found beside an amount. */
interface Beside {
  readonly currency: Column | undefined;
  readonly refunded: Column | undefined;
}

/** What to know where a header, or a divisor beside it, says that amounts are cents: they are read as they stand. */
export function notesOnCents(
  revenue: RoleSource,
  { currency, refunded }: Beside,
  columns: readonly Column[],
): readonly string[] {
  const name = revenue.kind === "column" ? headerOf(revenue.column) : revenue.text;
  const divisor = revenue.kind === "column" ? divisorOf(revenue.column, columns) : undefined;
  if (divisor !== undefined) {
    return [
      `"${divisor}" says by how much "${name}" is to be divided: amounts stand as they are. ${inputName("revenue")} '${quoted(name)} / ${quoted(divisor)}' makes whole units of them.`,
    ];
  }
  if (revenue.kind === "expression" && !/^[\p{L}\p{N}_.]+$/u.test(name)) return [];
  const words = name.split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((word) => word.toLowerCase());
  const unit = words.find((word) => SMALL_UNITS.has(word));
  const expression =
    refunded === undefined ? written(name) : `(${written(name)} - coalesce(${written(headerOf(refunded))}, 0))`;
  if (unit === undefined) {
    const isWhole = revenue.kind === "column" && revenue.column.whole === true && currency !== undefined;
    return isWhole
      ? [
          `All amounts in "${name}" are whole numbers, as services write cents, and stand as they are. If they are cents, ${inputName("revenue")} '${expression} / 100' makes whole units of them.`,
        ]
      : [];
  }
  return [
    `The header "${name}" says ${unit}: amounts stand as they are, so money is shown in ${unit}. ${inputName("revenue")} '${expression} / 100' makes whole units of it.`,
  ];
}

/** What stands beside an amount as its divisor: `grandtotal.divisor` for `grandtotal.amount`. */
function divisorOf({ name }: Column, columns: readonly Column[]): string | undefined {
  const [, around] = /^(.+\.)[^.]+$/.exec(name) ?? [];
  return around === undefined ? undefined : columns.find((column) => column.name === `${around}divisor`)?.name;
}

function written(name: string): string {
  return /^[a-z_][a-z0-9_.]*$/.test(name) ? name : quoted(name);
}
