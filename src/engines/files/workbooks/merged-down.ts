import type { Cell } from "./workbook.js";

interface Area {
  readonly column: number;
  readonly last: number;
}

/** Cells that are merged with those below them: the value stands in the first, and holds for all. Rows count from 1. */
export class MergedDown {
  readonly #starts = new Map<number, Area[]>();
  #open: { readonly area: Area; readonly cell: Cell }[] = [];

  add(column: number, first: number, last: number): void {
    if (last <= first) return;
    const areas = this.#starts.get(first);
    if (areas === undefined) this.#starts.set(first, [{ column, last }]);
    else areas.push({ column, last });
  }

  /** Fills a row's blanks from the cells above. Rows have to come in order. */
  fill(row: number, cells: (Cell | undefined)[]): void {
    if (this.#open.length > 0) {
      this.#open = this.#open.filter(({ area }) => area.last >= row);
      for (const { area, cell } of this.#open) cells[area.column] ??= cell;
    }
    for (const area of this.#starts.get(row) ?? []) {
      const cell = cells[area.column];
      if (cell !== undefined) this.#open.push({ area, cell });
    }
  }
}
