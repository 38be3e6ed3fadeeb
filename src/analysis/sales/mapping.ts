import type { Column, ValueKind } from "../../sql/relation.js";

/** What a column can stand for. */
export type Role = "customer" | "date" | "revenue" | "order";

/** Where a role comes from: a column of the source, or an SQL expression over its columns. */
export type RoleSource =
  | { readonly kind: "column"; readonly column: Column; readonly guessed: boolean }
  | { readonly kind: "expression"; readonly text: string; readonly guessed: boolean };

/** Where the parts of a sale come from in one source. */
export interface Mapping {
  readonly customer: RoleSource;
  readonly date: RoleSource;
  readonly revenue: RoleSource;
  /** Undefined where every row is a purchase of its own. */
  readonly order: RoleSource | undefined;
  /** How far the sale has come; undefined where every row was sold. */
  readonly status?: RoleSource | undefined;
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
