import type { Reading } from "./reading.js";

/** What a run was told, by input name; addresses are without passwords. Typed as far as later commands go by it. */
export interface RecordedOptions extends Readonly<Record<string, unknown>> {
  readonly source: string;
  /** The moment that recency was to be counted to; absent for the default. */
  readonly asOf?: string | undefined;
  /** Rules for ties as they were given; absent for the default. */
  readonly ties?: readonly string[] | undefined;
  /** The column or expression of the order; absent where every row is a purchase. */
  readonly order?: string | undefined;
  /** The condition on rows; absent where all are read. */
  readonly where?: string | undefined;
  /** The run whose scores were published under another model; absent where sales were read. */
  readonly relabels?: number | undefined;
  /** What refunds were to be, where that was not the default of the version. */
  readonly refunds?: Reading["refunds"] | undefined;
}
