/**
 * How the sales of a run were read: everything that was given, guessed or found out, so that a later run can be held against it.
 * Moments that limit the sales (`--as-of`, `--since`) are no part of it.
 */
export interface Reading {
  /** Where each part of a sale came from; null for the order where every row was a purchase. */
  readonly columns: Readonly<Record<"customer" | "date" | "revenue", ReadingPart>> & {
    readonly order: ReadingPart | null;
    /** Null where all rows were sold; absent, as those below, where the version did not know it. */
    readonly status?: ReadingPart | null;
    /** Null where all amounts are in one currency, as far as anybody knows. */
    readonly currency?: ReadingPart | null;
    /** Null where nothing was subtracted. */
    readonly refunded?: ReadingPart | null;
  };
  /** Columns that said of single sales that they were none, before the status did. Absent as above. */
  readonly flags?: readonly string[];
  /** The statuses that counted as sold, as the source spells them; null where no column has any. Absent as above. */
  readonly sold?: readonly string[] | null;
  /** The currency that amounts are counted in; null where nothing tells it. Absent as above. */
  readonly currency?: string | null;
  /** What one unit of each currency was worth, as plain decimals; null where amounts counted as they stand. Absent as above. */
  readonly rates?: Readonly<Record<string, string>> | null;
  /** What the amount is of that the lines of an order repeat; `order` counted once. Absent as above. */
  readonly amount_of?: "line" | "order";
  /** What was left out, subtracted, joined or assumed, in sentences. Absent as above. */
  readonly account?: readonly string[];
  /** Those sentences of `account` that are about more than 1 % of the rows or of the money. Absent as above. */
  readonly notable?: readonly string[];
  /** The SQL condition that rows had to meet to be read at all; null where all rows were read. */
  readonly where: string | null;
  /** How text dates were read: a strptime format, or `ISO 8601`. Null where the dates had a type. */
  readonly date_format: string | null;
  /** The time zone whose clocks counted where the data said at which instant a sale was; absent where none was given, which means UTC. */
  readonly timezone?: string;
  /** The decimal mark of amounts in text; null where the amounts had a type, and where none had a mark. */
  readonly decimal: "." | "," | null;
  /** How negative amounts were treated. */
  readonly refunds: "net" | "amount-only" | "ignore";
  /** The encoding of the text, by its WHATWG label; null where nothing had to be decoded, and where no source tells it. */
  readonly encoding: string | null;
  /** The sheet of the workbook; null where the source was none, and where no source tells it. */
  readonly sheet: string | null;
  /** The lines around the table that were no rows of it; null where there were none, and where no source tells them. */
  readonly region: ReadingRegion | null;
}

/** Where a part of a sale came from. */
export interface ReadingPart {
  readonly kind: "column" | "expression";
  /** The name of the column, or the SQL expression over the columns. */
  readonly from: string;
  /** True where Quintile found the column; false where the user named it. */
  readonly guessed: boolean;
}

/** Lines that were left out because they are no rows: titles above the header, a footer below the table. */
export interface ReadingRegion {
  readonly lines_above: number;
  readonly lines_below: number;
}
