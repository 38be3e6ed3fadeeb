import type { Reading, ReadingPart, ReadingRegion } from "../reading.js";
import {
  isAbsentOr,
  isBoolean,
  isCount,
  isListOf,
  isNullOr,
  isOneOf,
  isRecordOf,
  isShapeOf,
  isText,
} from "./checks.js";

const isPart = isShapeOf<ReadingPart>({ kind: isOneOf("column", "expression"), from: isText, guessed: isBoolean });

const isRegion = isShapeOf<ReadingRegion>({ lines_above: isCount, lines_below: isCount });

/** How the sales of a run were read. */
export const isReading = isShapeOf<Reading>({
  columns: isShapeOf<Reading["columns"]>({
    customer: isPart,
    date: isPart,
    revenue: isPart,
    order: isNullOr(isPart),
    status: isAbsentOr(isNullOr(isPart)),
    currency: isAbsentOr(isNullOr(isPart)),
    refunded: isAbsentOr(isNullOr(isPart)),
  }),
  flags: isAbsentOr(isListOf(isText)),
  sold: isAbsentOr(isNullOr(isListOf(isText))),
  currency: isAbsentOr(isNullOr(isText)),
  rates: isAbsentOr(isNullOr(isRecordOf(isText))),
  amount_of: isAbsentOr(isOneOf("line", "order")),
  account: isAbsentOr(isListOf(isText)),
  notable: isAbsentOr(isListOf(isText)),
  where: isNullOr(isText),
  date_format: isNullOr(isText),
  timezone: isAbsentOr(isText),
  decimal: isNullOr(isOneOf(".", ",")),
  refunds: isOneOf("net", "amount-only", "ignore"),
  encoding: isNullOr(isText),
  sheet: isNullOr(isText),
  region: isNullOr(isRegion),
});
