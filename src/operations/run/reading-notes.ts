import { inputName } from "../../errors.js";
import { nameOfReading } from "../../intake/readings/date-readings.js";
import { likelyOrder } from "../../intake/roles/guess-columns.js";
import type { ReadingListener } from "../../scoring/score-sales.js";
import { describeColumns } from "./shown-columns.js";

/** Notes on how sales are read: the columns, a column that may be an order, and the format of dates. */
export function readingNotes(note: ((message: string) => void) | undefined): ReadingListener {
  return {
    bound: ({ source, mapping }) => {
      note?.(`Columns: ${describeColumns(mapping)}`);
      const order = mapping.order === undefined ? likelyOrder(source.relation.columns) : undefined;
      if (order === undefined) return;
      note?.(
        `Every row counts as a purchase of its own. If "${order}" repeats, ${inputName("order")} '${order}' counts orders; amounts must then be those of the lines.`,
      );
    },
    read: ({ rules: { date } }) => {
      if (typeof date.reading === "object") {
        note?.(`Dates are read as ${nameOfReading(date.reading)}`);
      }
    },
  };
}
