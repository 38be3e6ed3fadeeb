import { salesInputs } from "../inputs/sales-inputs.js";
import { DEFAULT_STORE, storeInputs } from "../inputs/store-inputs.js";
import type { Input, Inputs, ValuesOf } from "../inputs/input.js";
import { runInputs } from "../run/inputs.js";

/** Inputs of a run that are those of the store's last run where they are not given. */
type AsLastRun<I extends Inputs> = {
  readonly [Name in keyof I]: Omit<I[Name], "default" | "required"> & { readonly description: string };
};

function asLastRun<const I extends Inputs>(inputs: I): AsLastRun<I> {
  const entries = Object.entries<Input>(inputs).map(([name, { description, ...input }]) => {
    const { default: _, required: __, ...others } = input as { default?: unknown; required?: unknown };
    const meaning = description.replace(/\.? ?Default: .*$/s, "");
    return [name, { ...others, description: `${meaning}. Default: that of the store's last run` }];
  });
  return Object.fromEntries(entries) as AsLastRun<I>;
}

const { asOf: _asOf, source, memory, threads, statementTimeout, ...sales } = salesInputs;

/** What `movement` can be told. The names are part of the public interface. */
export const movementInputs = {
  ...asLastRun({ source }),
  from: {
    type: "text",
    object: "moment",
    placeholder: "DATE",
    description: "The first moment (ISO 8601). Default: a month before the second",
  },
  every: {
    type: "text",
    placeholder: "month|week|quarter|DAYS",
    excludes: { inputs: ["from"], because: "tells the earlier moments" },
    description:
      "Go back from the second moment in steps of a month, a week, a quarter or so many days: a series of moments",
  },
  periods: {
    type: "count",
    placeholder: "N",
    most: 120,
    excludes: { inputs: ["from"], because: "tells the earlier moments" },
    description:
      "How many periods the series has. Default: 12, where it has steps; a month is one unless they are named",
  },
  to: {
    type: "texts",
    object: "moment",
    placeholder: "DATE|FILE",
    holds: "path",
    description:
      "The second moment (ISO 8601). Default: the snapshot of the store's last run. Or the file for the customers of a flow: .csv, .tsv, .xlsx, .parquet, .json or .jsonl; - for standard output. It may be both, one after the other",
  },
  moved: {
    type: "text",
    placeholder: "A>B",
    description:
      "List the customers who moved from segment A to segment B: all of them in a file, or without one the 50 who have brought most; new>B are those who had not bought before",
  },
  counts: {
    type: "flag",
    description: "Answer also with the counts of customers by cell, from which the flows of any model follow",
  },
  onlyShow: {
    type: "flag",
    description: "Only show the movement, and leave customer_movement and rfm_movement of the store as they are",
  },
  ...asLastRun({
    ...sales,
    ties: runInputs.ties,
    scoring: runInputs.scoring,
    model: runInputs.model,
    maxRejects: runInputs.maxRejects,
  }),
  memory,
  threads,
  statementTimeout,
  store: {
    ...runInputs.store,
    description: `The store whose last run says what is not said here, and which keeps the movement where it is named: a .duckdb file, or a postgres:// or trino:// address. Default: ${DEFAULT_STORE}; for sales on a server, the same database or schema`,
  },
  schema: storeInputs.schema,
} as const satisfies Inputs;

/** What `movement` works with. */
export type MovementValues = ValuesOf<typeof movementInputs>;
