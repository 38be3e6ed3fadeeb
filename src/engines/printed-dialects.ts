import type { Dialect } from "../sql/dialect.js";
import type { PrintedDialect } from "../sql/printed-dialect.js";
import { type EngineName, ENGINES } from "./engines.js";

/** The dialects in which SQL can be printed. */
export const PRINTED_NAMES: readonly EngineName[] = ENGINES.map(({ name }) => name);

/** The dialect where nothing says which. */
export const USUAL_DIALECT: EngineName = ENGINES[0].name;

/**
 * A dialect for SQL that people keep.
 *
 * @param base the dialect of the database that it is meant for, where there is one.
 * @param plainNames names that may stand without quotes, since no engine reserves them.
 */
export function printedDialect(
  name: EngineName,
  base: Dialect | undefined,
  plainNames: ReadonlySet<string>,
): Promise<PrintedDialect> {
  const kind = ENGINES.find((each) => each.name === name) ?? ENGINES[0];
  return kind.printed(base, plainNames);
}
