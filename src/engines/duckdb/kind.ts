import type { EmbeddedKind } from "../engine-kind.js";

/** Embedded DuckDB, which reads files and publishes to a `.duckdb` file. */
export const duckdb = {
  name: "duckdb",
  printed: async (base, plainNames) => {
    const { printedDuckdb } = await import("./dialect/printed.js");
    const { duckdbDialect } = await import("./dialect/dialect.js");
    return printedDuckdb(base ?? duckdbDialect, plainNames);
  },
  open: async (options) => {
    const { openDuckdb } = await import("./engine.js");
    return openDuckdb(options);
  },
  keepStore: async (file) => {
    const { keepDuckdbStore } = await import("./store/kept-store.js");
    return keepDuckdbStore(file);
  },
} as const satisfies EmbeddedKind;
