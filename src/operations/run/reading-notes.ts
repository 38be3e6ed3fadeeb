import { nameOfDateNotation } from "../../intake/notations/date-notations.js";
import { inputName } from "../../errors.js";
import { listShapes } from "../../intake/notations/shapes.js";
import type { RoleSource } from "../../analysis/sales/mapping.js";
import type { OddAmounts } from "../../scoring/prove.js";
import type { ReadingListener } from "../../scoring/score-sales.js";
import { describeKnownColumns, describeProvenColumns } from "./shown-columns.js";

/** Notes on how sales are read: the columns, what was decided about them, and the format of dates. */
export function readingNotes(note: ((message: string) => void) | undefined): ReadingListener {
  return {
    bound: ({ mapping, meanings }) => {
      note?.(`Columns: ${describeKnownColumns(mapping)}`);
      if (meanings.knownExport !== undefined) note?.(`The headers are those of ${meanings.knownExport.name}`);
      for (const each of [...meanings.notes, ...(meanings.knownExport?.notes ?? [])]) note?.(each);
    },
    read: ({ bound: { mapping }, meaning: { account }, oddAmounts, rules: { date } }) => {
      const proven = describeProvenColumns(mapping);
      if (proven !== "") note?.(`Used as well: ${proven}`);
      for (const { text } of account) note?.(text);
      if (typeof date.notation === "object") {
        note?.(`Dates are read as ${nameOfDateNotation(date.notation)}`);
      }
      if (oddAmounts.rows > 0) note?.(noteOnOddAmounts(oddAmounts, mapping.revenue));
    },
  };
}

/** Money that may be missing. */
function noteOnOddAmounts({ rows, shapes, areLarge }: OddAmounts, revenue: RoleSource): string {
  const name =
    revenue.kind === "column" ? `Column "${revenue.column.name}"` : `The expression for ${inputName("revenue")}`;
  const parts = [...(shapes.length === 0 ? [] : [listShapes(shapes)]), ...(areLarge ? ["numbers above 10^14"] : [])];
  return `${name} holds ${rows} values with digits that are no amounts, such as ${parts.join(", ")}; their rows are left out.`;
}
