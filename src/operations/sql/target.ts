import { BoundSales } from "../../analysis/sales/bound-sales.js";
import { type Mapping, type RoleSource, writtenSql } from "../../analysis/sales/mapping.js";
import type { Sql } from "../../sql/fragment.js";
import type { PrintedDialect } from "../../sql/printed-dialect.js";
import type { Column, Relation, ValueKind } from "../../sql/relation.js";
import type { SalesLook } from "./look.js";

/** What printed SQL reads, as the engine that will run it sees it. */
export interface Target {
  readonly sales: BoundSales<{ readonly relation: Relation; readonly dialect: PrintedDialect }>;
  /** Ids are published as whole numbers although their type does not say so. */
  readonly wholeNumbers: boolean;
}

/** The sales where they are; `from` is what stands after FROM. */
export function targetAtSource(
  { bound: { source, mapping, kinds, expressions, meanings, decisions }, wholeNumbers }: SalesLook,
  dialect: PrintedDialect,
  from: Sql,
): Target {
  const relation = { ...source.relation, from };
  return {
    sales: new BoundSales({ relation, dialect }, mapping, kinds, expressions, meanings, decisions),
    wholeNumbers,
  };
}

/**
 * The same columns in a table of another engine: of the kinds that the source has or, where that has no types, of those
 * that its values show.
 */
export function targetInTable(look: SalesLook, dialect: PrintedDialect, from: Sql): Target {
  const { bound } = look;
  const { source, mapping, kinds } = bound;
  const { untyped } = source.relation;
  const shown = shownKinds(look);
  const isNumber = ({ name }: Column): boolean => bound.expressions.numbers.some((number) => number.of === name);
  const columns = source.relation.columns
    .filter(({ name }) => shown.has(name) || isMentioned(name, mapping))
    .map((column): Column => {
      const kind = exactKind(shown.get(column.name) ?? (isNumber(column) ? "number" : column.kind));
      return { name: column.name, kind, type: dialect.typeOf(kind) ?? column.type };
    });
  const kindOf = (role: RoleSource, kind: ValueKind): ValueKind => {
    if (role.kind === "column") return columns.find(({ name }) => name === role.column.name)?.kind ?? exactKind(kind);
    // Columns that the source could only read as floating point are exact in a table.
    return exactKind(untyped && kind === "float" ? "number" : kind);
  };
  const isTypedId = untyped && mapping.customer.kind === "column";
  const kindsThere = {
    customer: kindOf(mapping.customer, kinds.customer),
    date: kindOf(mapping.date, kinds.date),
    revenue: kindOf(mapping.revenue, kinds.revenue),
    ...(mapping.order === undefined || kinds.order === undefined ? {} : { order: kindOf(mapping.order, kinds.order) }),
    ...(mapping.refunded === undefined || kinds.refunded === undefined
      ? {}
      : { refunded: kindOf(mapping.refunded, kinds.refunded) }),
  };
  return {
    sales: new BoundSales(
      { relation: { from, columns, untyped: false }, dialect },
      mapping,
      kindsThere,
      undefined,
      bound.meanings,
      bound.decisions,
    ),
    wholeNumbers: look.wholeNumbers && !isTypedId,
  };
}

/** The kinds of the columns that have a part in a sale, by what their values show where the source has no types. */
function shownKinds({ bound: { source, mapping, kinds }, date, wholeNumbers }: SalesLook): Map<string, ValueKind> {
  const { untyped } = source.relation;
  const shown = new Map<string, ValueKind>();
  const show = (role: RoleSource | undefined, kind: ValueKind): void => {
    if (role?.kind === "column") shown.set(role.column.name, untyped ? kind : role.column.kind);
  };
  // Where one column has two parts, the later of these says its kind.
  show(mapping.order, "text");
  show(mapping.status, "text");
  show(mapping.currency, "text");
  show(mapping.refunded, "number");
  show(mapping.customer, wholeNumbers ? "integer" : kinds.customer);
  show(mapping.date, date.kind);
  show(mapping.revenue, "number");
  return shown;
}

/** Another engine's decimal may have any number of places. */
function exactKind(kind: ValueKind): ValueKind {
  return kind === "decimal" ? "number" : kind;
}

/** True where an expression or the condition may read a column. */
function isMentioned(name: string, mapping: Mapping): boolean {
  const written = writtenSql(mapping).toLowerCase();
  return written.includes(name.toLowerCase()) || written.includes(name.replaceAll('"', '""').toLowerCase());
}
