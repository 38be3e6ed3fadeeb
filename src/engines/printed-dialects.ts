import type { Dialect } from "../sql/dialect.js";
import { duckdbDialect } from "./duckdb/dialect/dialect.js";
import { postgresDialect } from "./postgres/dialect/dialect.js";
import type { PrintedDialect } from "../sql/printed-dialect.js";
import { printedDuckdb } from "./duckdb/dialect/printed.js";
import { printedPostgres } from "./postgres/dialect/printed.js";
import { printedTrino } from "./trino/dialect/printed.js";
import { trinoDialect } from "./trino/dialect/dialect.js";

/** The dialects in which SQL can be printed. */
export const PRINTED_NAMES = ["postgres", "duckdb", "trino"] as const;

/** The name of one of them. */
export type PrintedName = (typeof PRINTED_NAMES)[number];

const PRINTED = {
  postgres: { make: printedPostgres, usual: postgresDialect },
  duckdb: { make: printedDuckdb, usual: () => duckdbDialect },
  trino: { make: printedTrino, usual: () => trinoDialect },
} as const satisfies Record<PrintedName, unknown>;

/**
 * A dialect for SQL that people keep.
 *
 * @param base the dialect of the database that it is meant for, where there is one.
 * @param plainNames names that may stand without quotes, since no engine reserves them.
 */
export function printedDialect(
  name: PrintedName,
  base: Dialect | undefined,
  plainNames: ReadonlySet<string>,
): PrintedDialect {
  const { make, usual } = PRINTED[name];
  return make(base ?? usual(), plainNames);
}
