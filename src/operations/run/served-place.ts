import { isDatabase } from "../../engines/location.js";
import { checkDisplay, type displayInputs } from "../inputs/display-inputs.js";
import type { ValuesOf } from "../inputs/input.js";
import { withoutDefaults } from "../inputs/read-inputs.js";
import { DEFAULT_STORE } from "../inputs/store-inputs.js";
import { type RunValues, runInputs } from "./inputs.js";

/** What a server or an agent is given: a store, and perhaps the sales for runs. */
type ServedOptions = Omit<RunValues, "source"> & { readonly source?: string | undefined } & ValuesOf<
    typeof displayInputs
  >;

/** A store that is served for longer than one command, and the run that may be started on it. */
export interface ServedPlace {
  readonly store: string;
  readonly schema: string | undefined;
  /** How amounts are shown. */
  readonly display: { readonly currency?: string | undefined; readonly locale?: string | undefined };
  /** Undefined where no sales are named, so that none can be started. */
  readonly configuredRun: RunValues | undefined;
}

/** Without a store that is named, it is where the sales are on a server, or else the usual one. Raises `USAGE`. */
export function servedPlace({ currency, locale, source, ...forRuns }: ServedOptions): ServedPlace {
  const display = checkDisplay({ currency, locale });
  const store = forRuns.store ?? (source !== undefined && isDatabase(source) ? source : DEFAULT_STORE);
  return {
    store,
    schema: forRuns.schema,
    display: { currency: display.currency ?? undefined, locale: display.locale ?? undefined },
    configuredRun: source === undefined ? undefined : { ...withoutDefaults(runInputs, forRuns), source, store },
  };
}
