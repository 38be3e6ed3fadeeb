import type { Column, ValueKind } from "../../sql/relation.js";

/** What a column can stand for. */
export type Role = "customer" | "date" | "revenue" | "order";

/** Where a role comes from: a column of the source, or an SQL expression over its columns. */
export type RoleSource =
  | { readonly kind: "column"; readonly column: Column; readonly guessed: boolean }
  | { readonly kind: "expression"; readonly text: string; readonly guessed: boolean };

/** A column that says of single sales that they were none, beside the column of statuses: with a yes or a no, or by when it happened. */
export interface StatusFlag {
  readonly column: Column;
  /** The values, in small letters, that say that it was a sale; a blank one says so too. */
  readonly sold: readonly string[];
  /** True where any value says that it was none, such as the moment of a cancellation. */
  readonly isMoment: boolean;
}

/** Where a status comes from; `flags` go before it, where there are some. */
export type StatusSource = RoleSource & { readonly flags?: readonly StatusFlag[] };

/** The word of a row of which a flag says that it was no sale: `is_test: yes`, `cancelled_at`. */
export function wordOfFlag({ column, isMoment }: StatusFlag): string {
  return isMoment ? column.name : `${column.name}: `;
}

/** The word of a row of which no flag speaks, where there is no column of statuses beside them. */
export const UNFLAGGED = "no";

/** Where the parts of a sale come from in one source. */
export interface Mapping {
  readonly customer: RoleSource;
  readonly date: RoleSource;
  readonly revenue: RoleSource;
  /** Undefined where every row is a purchase of its own. */
  readonly order: RoleSource | undefined;
  /** How far the sale has come; undefined where every row was sold. */
  readonly status?: StatusSource | undefined;
  /** In which currency the amount is; undefined where all are in one. */
  readonly currency?: RoleSource | undefined;
  /** What was paid back of the amount; undefined where nothing is subtracted. */
  readonly refunded?: RoleSource | undefined;
  /** How many purchases a row stands for; undefined where it is one, or a line of one. */
  readonly frequency?: RoleSource | undefined;
  /** An SQL condition that rows must meet to be read at all. */
  readonly where: string | undefined;
}

/** The kinds of a sale's parts, as the engine sees them. */
export interface SaleKinds {
  readonly customer: ValueKind;
  readonly date: ValueKind;
  readonly revenue: ValueKind;
  /** Undefined where every row is a purchase of its own. */
  readonly order?: ValueKind;
  readonly refunded?: ValueKind;
  readonly frequency?: ValueKind;
}

/** The names under which `mappedColumns` gives the parts of a sale. */
export const MAPPED_NAMES = {
  customer: "customer",
  date: "sale_date",
  revenue: "revenue",
  order: "purchase",
  status: "sale_status",
  currency: "sale_currency",
  refunded: "refunded",
  frequency: "purchases",
} as const;

/** True where every part of a sale is a column as it stands, and all rows are read. */
export function isPlain({ where, ...roles }: Mapping): boolean {
  return where === undefined && Object.values(roles).every((role?: RoleSource) => role?.kind !== "expression");
}

/** The SQL that people wrote over the columns: expressions and the condition, one after the other. */
export function writtenSql({ where = "", ...roles }: Mapping): string {
  const texts = Object.values(roles).map((role?: RoleSource) => (role?.kind === "expression" ? role.text : ""));
  return [...texts, where].join(" ");
}
