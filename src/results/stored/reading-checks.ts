import type { Reading, ReadingPart, ReadingRegion } from "../reading.js";
import { isAbsentOr, isBoolean, isCount, isNullOr, isOneOf, isShapeOf, isText } from "./checks.js";

const isPart = isShapeOf<ReadingPart>({ kind: isOneOf("column", "expression"), from: isText, guessed: isBoolean });

const isRegion = isShapeOf<ReadingRegion>({ lines_above: isCount, lines_below: isCount });

/** How the sales of a run were read. */
export const isReading = isShapeOf<Reading>({
  columns: isShapeOf<Reading["columns"]>({
    customer: isPart,
    date: isPart,
    revenue: isPart,
    order: isNullOr(isPart),
  }),
  where: isNullOr(isText),
  date_format: isNullOr(isText),
  timezone: isAbsentOr(isText),
  decimal: isNullOr(isOneOf(".", ",")),
  refunds: isOneOf("net", "amount-only", "ignore"),
  encoding: isNullOr(isText),
  sheet: isNullOr(isText),
  region: isNullOr(isRegion),
});
