import { withoutPassword } from "../../engines/location.js";
import type { ReadingPart } from "../../results/reading.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import type { RunValues } from "./inputs.js";

/** Where the sales and the store are, as a command names them. */
export interface NamedPlaces {
  readonly source?: string | undefined;
  readonly store?: string | undefined;
}

/** The sales as named, or those of a run; where they are in the store's database, by the address that has its password. */
export function sourceOfRun({ source }: RunValues, { source: named, store = "" }: NamedPlaces): string {
  return named ?? (withoutPassword(store) === source ? store : source);
}

/** The options that read sales as a run did, whatever it found out itself. A run that kept no reading had the defaults of its time. */
export function readingOptions({ reading, options }: StoredRun): Partial<RunValues> {
  const { frequency } = options as RunValues;
  if (reading === null) {
    const { order = "none", refunds = "net" } = options;
    return { refunds, order, status: "none", refunded: "none", amountOf: "line" };
  }
  const { columns, flags = [], refunds, amount_of: amountOf } = reading;
  return {
    refunds,
    order: frequency === undefined ? nameOf(columns.order) : undefined,
    status: flags.length === 0 ? nameOf(columns.status) : undefined,
    refunded: nameOf(columns.refunded),
    amountOf,
  };
}

/** How a part is named; `none` where there was none, undefined where nobody knows. */
function nameOf(part: ReadingPart | null | undefined): string | undefined {
  return part === undefined ? undefined : (part?.from ?? "none");
}
