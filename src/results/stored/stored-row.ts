import { QuintileError } from "../../errors.js";
import type { Check } from "./checks.js";

/** Where a row stands, for messages. */
export interface RowPlace {
  /** The store as messages name it. */
  readonly store: string;
  readonly table: "rfm_runs" | "rfm_segments" | "rfm_icp";
  /** The column that tells the rows apart. */
  readonly key: string;
  /** The command that writes a new row. */
  readonly command: string;
}

/**
 * A row of a table that a store keeps, read column by column. Each reading raises `BAD_FILE` where the column holds
 * something else than Quintile writes there, and names store, table, column and row, but not the value.
 */
export class StoredRow {
  readonly #row: Readonly<Record<string, unknown>>;
  readonly #place: RowPlace;

  constructor(row: Readonly<Record<string, unknown>>, place: RowPlace) {
    this.#row = row;
    this.#place = place;
  }

  /** A text. */
  text(column: string): string {
    const value = this.#row[column];
    return typeof value === "string" ? value : this.#refuse(column, "a text");
  }

  /** A whole number of at least `least`; some engines give it as text. */
  count(column: string, least = 0): number {
    const value = this.#row[column];
    const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    const isCount = typeof number === "number" && Number.isSafeInteger(number) && number >= least;
    return isCount ? number : this.#refuse(column, `a whole number of at least ${least}`);
  }

  /** A structure, which stands in the column as JSON. */
  json<T>(column: string, check: Check<T>, expected: string): T {
    const value = parsed(this.text(column));
    return check(value) ? value : this.#refuse(column, `${expected} as JSON`);
  }

  /** The same, or null where the column holds nothing: rows of versions that did not have it. */
  jsonOrNull<T>(column: string, check: Check<T>, expected: string): T | null {
    return (this.#row[column] ?? null) === null ? null : this.json(column, check, expected);
  }

  #refuse(column: string, expected: string): never {
    const { store, table, key, command } = this.#place;
    const known = this.#row[key];
    const isShown = column !== key && (typeof known === "number" || typeof known === "string");
    const which = isShown ? ` (${key} ${known})` : "";
    throw new QuintileError(
      "BAD_FILE",
      `${store} is damaged, or was changed by hand: the column ${column} of ${table}${which} does not hold ${expected}.`,
      { hint: `Restore the row from a backup, or delete it; ${command} writes a new one.` },
    );
  }
}

/** The value that a text is the JSON of; undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
