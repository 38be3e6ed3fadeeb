import { inputName } from "../../errors.js";
import type { Engine } from "../../engines/engine.js";
import type { GivenReading } from "../../scoring/understanding.js";
import { type RunValues, runInputs } from "./inputs.js";
import { parseRates, parseWords } from "./parse-meaning.js";
import { parseMoment } from "./parse-moment.js";
import { parseTimezone } from "./parse-timezone.js";

/** The options of a run that say how sales are read. */
export type ReadingOptions = Pick<
  RunValues,
  "dateFormat" | "timezone" | "decimal" | "refunds" | "asOf" | "since" | "sold" | "currency" | "rates" | "amountOf"
>;

/** How sales are to be read, with moments that the engine has understood. Raises `USAGE`. */
export async function givenReading(engine: Engine, options: ReadingOptions): Promise<GivenReading> {
  const timezone = parseTimezone(options.timezone);
  return {
    sold: parseWords(options.sold),
    currency: options.currency,
    rates: parseRates(options.rates),
    amountOf: options.amountOf,
    dateFormat: options.dateFormat,
    timezone,
    decimal: options.decimal,
    refunds: options.refunds ?? runInputs.refunds.default,
    asOf: await parseMoment(engine, inputName("asOf"), options.asOf, timezone),
    since: await parseMoment(engine, inputName("since"), options.since, timezone),
  };
}
