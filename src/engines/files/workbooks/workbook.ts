/** A cell that is not blank, with its value as exact text. */
export interface Cell {
  /**
   * `number` in plain decimal notation; `date` as 2024-05-31 and `timestamp` as 2024-05-31 13:00:00, without a zone; `boolean` as
   * true or false; `error`, such as #N/A, for a formula without a value; everything else is text.
   */
  readonly kind: "number" | "date" | "timestamp" | "boolean" | "text" | "error";
  readonly text: string;
}

/** A row by position; undefined where a cell is blank. Rows without cells are there too, empty, unless they end the sheet. */
export type SheetRow = readonly (Cell | undefined)[];

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Its rows in batches, from the first row of the sheet on. Cells that are merged down hold the value in each of their rows. */
  rows(): AsyncGenerator<readonly SheetRow[], void, undefined>;
}

/** An opened workbook. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  close(): void;
}
