import type { Cell } from "./workbook.js";

/** What a column of a sheet turned out to hold once all of its cells were seen. */
export type ColumnType =
  | { readonly kind: "text" | "date" | "timestamp" | "boolean" | "float" }
  /** A number with at most so many digits before and behind the point. */
  | { readonly kind: "number"; readonly whole: number; readonly places: number };

/** Digits that an exact number can have in all. */
const MOST_DIGITS = 38;

/**
 * Follows the cells of a column and finds the type that holds all of them without loss: numbers stay exact, dates beside
 * timestamps are timestamps, and anything mixed is text. Cells with an error count as blank.
 */
export class ColumnTypes {
  #kinds = new Set<Cell["kind"]>();
  #whole = 1;
  #places = 0;
  /** Cells that hold an error such as #N/A. */
  errors = 0;

  /** True where no cell holds anything, an error neither. */
  get isBlank(): boolean {
    return this.#kinds.size === 0 && this.errors === 0;
  }

  see(cell: Cell): void {
    if (cell.kind === "error") {
      this.errors += 1;
      return;
    }
    this.#kinds.add(cell.kind);
    if (cell.kind !== "number") return;
    const unsigned = cell.text.startsWith("-") ? cell.text.length - 1 : cell.text.length;
    const point = cell.text.indexOf(".");
    const places = point < 0 ? 0 : cell.text.length - point - 1;
    this.#places = Math.max(this.#places, places);
    this.#whole = Math.max(this.#whole, unsigned - (point < 0 ? 0 : places + 1));
  }

  type(): ColumnType {
    const [only] = this.#kinds;
    const isMoment = [...this.#kinds].every((kind) => kind === "date" || kind === "timestamp");
    if (only === undefined) return { kind: "text" };
    if (isMoment) return { kind: this.#kinds.has("timestamp") ? "timestamp" : "date" };
    if (this.#kinds.size > 1 || only === "text" || only === "error") return { kind: "text" };
    if (only !== "number") return { kind: only };
    if (this.#whole + this.#places <= MOST_DIGITS) return { kind: "number", whole: this.#whole, places: this.#places };
    // So many digits are those of doubles, unless they are all of a long id.
    return { kind: this.#places === 0 ? "text" : "float" };
  }
}
