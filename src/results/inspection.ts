import type { ErrorCode, Try } from "../errors.js";
import type { Reading } from "./reading.js";
import type { RejectCounts } from "./reject-counts.js";

/** What a source looks like: its columns, which of them make a sale, and what reading all of its rows shows. */
export interface Inspection {
  readonly source: string;
  /** About how many rows it has; exact where the source knows, null where it is unknown before all are read. */
  readonly rows: number | null;
  readonly columns: readonly InspectedColumn[];
  /** Where each part of a sale comes from, and why; null where that is open, and where a sale does without it. */
  readonly roles: Readonly<
    Record<"customer" | "date" | "revenue" | "order" | "status" | "currency" | "refunded", InspectedRole | null>
  >;
  /** How text dates are read; null for columns that are dates already, and where no date is known. */
  readonly date_format: string | null;
  /** How a run would read the sales, as its store would keep it; null where it would ask or refuse. */
  readonly reading: Reading | null;
  /** What becomes of each row; null where the rows cannot be read. */
  readonly account: InspectedRows | null;
  /** What the ids of customers who bought look like; null where the rows cannot be read. */
  readonly ids: InspectedIds | null;
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
  /** How its values are written; null where the type says it, and for nested values. */
  readonly written: InspectedNotation | null;
}

/** How the values of a column are written, by all of them. */
export interface InspectedNotation {
  /** What they are taken for. The ids of customers and orders are text as it stands, whatever they look like. */
  readonly as: "numbers" | "dates" | "ids" | "text" | "blank";
  /**
   * The decimal mark of numbers or the format of dates, as `--decimal` and `--date-format` take them. Null where none is known, where
   * numbers have no mark, and for text and ids.
   */
  readonly notation: string | null;
  /**
   * How that is known. `shown`: values say so that only this notation reads. `alike`: no value may mean two things. `given`: it was named, or
   * the format of the file prescribes it. `open`: all values may mean two things. `mixed`: some are only read in one way, some only in
   * another. `none`: no known notation reads all dates. Null for text and ids.
   */
  readonly known_by: "shown" | "alike" | "given" | "open" | "mixed" | "none" | null;
  /** Values that are not blank. */
  readonly filled: number;
  /** Those that are read; where the notation is open, by any that is known. */
  readonly read: number;
  /** A value that no other notation reads; null where there is none. */
  readonly witness: InspectedWitness | null;
  /** Other notations that were tried, and how many values each reads. */
  readonly others: readonly { readonly notation: string; readonly read: number }[];
  /** What the commonest values look like that are not read: digits as 9, letters as A. */
  readonly unread: readonly { readonly shape: string; readonly count: number }[];
  /** The currencies beside numbers, and how many values each stands beside. */
  readonly currencies: readonly { readonly currency: string; readonly count: number }[];
}

/** The evidence for a notation. */
export interface InspectedWitness {
  /** What it looks like: digits as 9, letters as A. */
  readonly shape: string;
  /** How many such values there are. */
  readonly count: number;
  /** The value itself; null where values are not shown: anywhere but on a terminal. */
  readonly value: string | null;
}

/** A column or an expression for a part of a sale, and why. */
export interface InspectedRole {
  readonly from: string;
  readonly guessed: boolean;
  /** Why it was taken, in words that follow its name. */
  readonly why: string;
  /** What else was offered, and why it was not taken, in words that follow its name. */
  readonly others: readonly { readonly from: string; readonly why_not: string }[];
}

/** What the ids of customers look like. */
export interface InspectedIds {
  /** True where all are whole numbers, and published as such. */
  readonly whole_numbers: boolean;
  /** True where `.0` behind whole numbers was left out, which a spreadsheet or a script put there. */
  readonly without_point: boolean;
  /** Ids that are another one but for case or blanks. */
  readonly twins: number;
  /** Words that stand in the place of ids of guests, tests or staff, those with most purchases first. */
  readonly nobody: readonly {
    readonly word: string;
    readonly kind: string;
    readonly ids: number;
    readonly purchases: number;
  }[];
}

/** Something that has to be said or mended before a run. */
export interface Doubt {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** The answers to choose from, the proposal first. */
  readonly try?: readonly Try[];
}
