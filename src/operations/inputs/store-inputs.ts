import type { Inputs } from "./input.js";
import { asSettings } from "./as-settings.js";

/** Where results go and are read when nothing else is said. */
export const DEFAULT_STORE = "quintile.duckdb";

/** The inputs that every operation on a store has. */
export const storeInputs = asSettings({
  store: {
    type: "text",
    placeholder: "FILE|URL",
    default: DEFAULT_STORE,
    holds: "address",
    description: "The store to read: a .duckdb file, or a postgres:// or trino:// address",
  },
  schema: {
    type: "text",
    placeholder: "NAME",
    description: "PostgreSQL, Trino: the schema that holds the tables. Default: the one where they are found",
  },
} as const satisfies Inputs);
