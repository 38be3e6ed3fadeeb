import { inputName } from "../../errors.js";
import type { Engine } from "../../engines/engine.js";
import type { GivenReading } from "../../scoring/read-sales.js";
import { type RunOptions, runInputs } from "./inputs.js";
import { parseMoment } from "./parse-moment.js";

/** The options of a run that say how sales are read. */
export type ReadingOptions = Pick<RunOptions, "dateFormat" | "decimal" | "refunds" | "asOf" | "since">;

/** How sales are to be read, with moments that the engine has understood. Raises `USAGE`. */
export async function givenReading(engine: Engine, options: ReadingOptions): Promise<GivenReading> {
  return {
    dateFormat: options.dateFormat,
    decimal: options.decimal,
    refunds: options.refunds ?? runInputs.refunds.default,
    asOf: await parseMoment(engine, inputName("asOf"), options.asOf),
    since: await parseMoment(engine, inputName("since"), options.since),
  };
}
