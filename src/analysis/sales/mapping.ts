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
}

/** True where every part of a sale is a column as it stands, and all rows are read. */
export function isPlain({ where, ...roles }: Mapping): boolean {
  return where === undefined && Object.values(roles).every((role?: RoleSource) => role?.kind !== "expression");
}

/** The SQL that people wrote over the columns: expressions and the condition, one after the other. */
export function writtenSql({ where = "", ...roles }: Mapping): string {
  const texts = Object.values(roles).map((role?: RoleSource) => (role?.kind === "expression" ? role.text : ""));
  return [...texts, where].join(" ");
}
