import type { Mapping, RoleSource } from "../analysis/sales/mapping.js";
import type { SaleRules } from "../analysis/sales/sales.js";
import type { Source } from "../engines/engine.js";
import type { Reading, ReadingPart } from "../results/reading.js";
import { nameOfDateNotation } from "../intake/notations/date-notations.js";
import { isNumeric, type ValueKind } from "../sql/relation.js";
import type { Understanding } from "./understanding.js";

/** What is about more than this share of the rows or of the money, a reader of the numbers should know first. */
const NOTABLE_SHARE = 0.01;

/** How sales are read, as a store keeps it. */
export function readingOf({ bound, rules, meaning }: Understanding): Reading {
  const { mapping, kinds, source, decisions, meanings } = bound;
  const assumed = [...meanings.notes, ...(meanings.knownExport?.notes ?? [])];
  return {
    columns: columnsOf(mapping),
    flags: (mapping.status?.flags ?? []).map(({ column }) => column.name),
    sold: meaning.sold ?? null,
    currency: meaning.unit ?? null,
    rates: rules.rates === undefined ? null : Object.fromEntries(rules.rates),
    amount_of: decisions.totals ? "order" : "line",
    account: [...assumed, ...meaning.account.map(({ text }) => text)],
    notable: [...assumed, ...meaning.account.filter(({ share }) => share > NOTABLE_SHARE).map(({ text }) => text)],
    where: mapping.where ?? null,
    date_format: dateFormatOf(kinds.date, rules.date),
    ...(rules.date.zone === undefined ? {} : { timezone: rules.date.zone }),
    decimal: kinds.revenue === "text" && rules.notation !== "whole" ? rules.notation.decimal : null,
    refunds: rules.refunds,
    ...readingOfFiles(source),
  };
}

/** How the bytes of files were read. */
function readingOfFiles({ findings }: Source): Pick<Reading, "encoding" | "sheet" | "region"> {
  if (findings === undefined) return { encoding: null, sheet: null, region: null };
  const { encodings, sheets, above, below } = findings();
  return {
    encoding: encodings.length === 0 ? null : encodings.join(", "),
    sheet: sheets.length === 0 ? null : sheets.join(", "),
    region: above + below === 0 ? null : { lines_above: above, lines_below: below },
  };
}

/** Where each part of a sale comes from, which is known before any row is read. */
export function columnsOf({
  customer,
  date,
  revenue,
  order,
  status,
  currency,
  refunded,
}: Mapping): Required<Reading["columns"]> {
  return {
    customer: partOf(customer),
    date: partOf(date),
    revenue: partOf(revenue),
    order: order === undefined ? null : partOf(order),
    status: status === undefined ? null : partOf(status),
    currency: currency === undefined ? null : partOf(currency),
    refunded: refunded === undefined ? null : partOf(refunded),
  };
}

/** How text dates are read: a strptime format, or `ISO 8601`; null for dates of a type. */
export function dateFormatOf(kind: ValueKind, { notation }: SaleRules["date"]): string | null {
  return kind === "text" || isNumeric(kind) ? nameOfDateNotation(notation) : null;
}

function partOf(role: RoleSource): ReadingPart {
  return { kind: role.kind, from: role.kind === "column" ? role.column.name : role.text, guessed: role.guessed };
}
