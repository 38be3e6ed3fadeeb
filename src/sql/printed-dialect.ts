import { comment } from "./comment.js";
import type { LaidOutDialect } from "./compile-steps.js";
import type { Dialect } from "./dialect.js";
import type { ValueKind } from "./relation.js";

/** A dialect whose SQL people read, keep and run by themselves. */
export interface PrintedDialect extends LaidOutDialect {
  /**
   * How cutpoints are found: by `sorting` all customers, or by `counting` them, where a sort of all would leave the work to
   * one machine of many.
   */
  readonly fit: "sorting" | "counting";
  /** What may stand before a table's name, outermost first. */
  readonly qualifiers: readonly ("catalog" | "schema")[];
  /** True where names that differ in capitals only are the same, in quotes or not. */
  readonly ignoresCase: boolean;
  /** A command line that runs a script from a file `customer_rfm.sql`. */
  readonly scriptCommand: string;
  /** The type that holds values of a kind; undefined where no kind says it. */
  typeOf(kind: ValueKind): string | undefined;
  /**
   * A script that makes a table hold exactly the customers of a query, in one step. The table is made where it is not
   * there; views on it stay. Where the query has no rows, the script fails and the table is left as it was.
   *
   * @param table its name, with what stands before it.
   * @param idType the type of customer ids.
   */
  replaceCustomers(table: readonly string[], idType: string, query: string): string;
}

/** Says why a script stops that found nobody to score. */
export const NOBODY = "No row of the sales is a purchase that can be scored: the table was left as it was.";

/** Statements with a sentence before each, as one script. */
export function script(statements: readonly (string | readonly [comment: string, ...statements: string[]])[]): string {
  const paragraphs = statements.map((each) =>
    typeof each === "string"
      ? `${each};`
      : [...comment(each[0]), ...each.slice(1).map((text) => `${text};`)].join("\n"),
  );
  return paragraphs.join("\n\n");
}

/** The dialect with names that need no quotes left without; names are the caller's own, and no engine reserves them. */
export function withPlainNames(dialect: Dialect, names: ReadonlySet<string>): Dialect {
  return { ...dialect, quoteIdentifier: (name) => (names.has(name) ? name : dialect.quoteIdentifier(name)) };
}
