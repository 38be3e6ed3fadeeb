import type { ErrorCode, Try } from "../errors.js";
import type { Reading } from "./reading.js";
import type { RejectCounts } from "./reject-counts.js";

/** What a source looks like: its columns, which of them make a sale, and what reading all of its rows shows. */
export interface Inspection {
  readonly source: string;
  /** About how many rows it has; exact where the source knows, null where it is unknown before all are read. */
  readonly rows: number | null;
  readonly columns: readonly InspectedColumn[];
  /** Where each part of a sale comes from; null where that is open, or where every row is a purchase (`order`). */
  readonly roles: Readonly<Record<"customer" | "date" | "revenue" | "order", InspectedRole | null>>;
  /** How text dates are read; null for columns that are dates already, and where no date is known. */
  readonly date_format: string | null;
  /** How a run would read the sales, as its store would keep it; null where it would ask or refuse. */
  readonly reading: Reading | null;
  /** What becomes of each row; null where the rows cannot be read. */
  readonly account: InspectedRows | null;
  /** What a run would say of the sales, in sentences. */
  readonly findings: readonly string[];
  /** What a run would ask or refuse, in the order in which it would; empty where it would just run. */
  readonly doubts: readonly Doubt[];
  /** The first rows as text, in the order of the columns; null where values are not shown: anywhere but on a terminal. */
  readonly first_rows: readonly (readonly (string | null)[])[] | null;
}

/** What becomes of the rows of a source: `rows` is `sales` plus every count of `rejected` but `no_purchase`. */
export interface InspectedRows {
  readonly rows: number;
  /** Rows that are used. */
  readonly sales: number;
  readonly customers: number;
  readonly rejected: RejectCounts;
}

/** A column as the source has it. */
export interface InspectedColumn {
  readonly name: string;
  /** What its values are, whatever an engine calls the type; `text` in files without types. */
  readonly kind: string;
  /** The engine's own name of the type. */
  readonly type: string;
}

/** A column or an expression for a part of a sale, and whether it was guessed. */
export interface InspectedRole {
  readonly from: string;
  readonly guessed: boolean;
}

/** Something that has to be said or mended before a run. */
export interface Doubt {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** The answers to choose from, the proposal first. */
  readonly try?: readonly Try[];
}
