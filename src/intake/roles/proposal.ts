import type { Mapping, RoleSource } from "../../analysis/sales/mapping.js";
import type { AmountMeaning, FoundColumn, SaleMeanings } from "../../analysis/sales/sale-meanings.js";
import type { Source } from "../../engines/engine.js";
import { findColumn, headerOf, unknownColumn } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import type { KnownExport } from "../exports/known-export.js";
import { columnsHeaded, columnsOfExport, columnsThatMean, orderColumns, wordsOf } from "./candidates.js";
import { areUsual, guessColumns } from "./guess-columns.js";
import { type GivenSale, NONE } from "./given-sale.js";
import type { Meaning } from "./known-headers.js";
import { plainHeader } from "./plain-header.js";
import type { Offer } from "./offer.js";
import { notesOnCents } from "./notes-on-cents.js";
import { type Choices, notesOnChoices, resolveRoles } from "./resolve-roles.js";
import { statusByContents } from "./status-by-contents.js";
import { USUAL_ORDER_TOTALS } from "./usual-headers.js";

/** No export that is known has fewer columns. */
const FEWEST_OF_EXPORT = 5;

/** What a source says of its sales before the pass over them. */
export interface Proposal {
  readonly roles: Omit<Mapping, "where">;
  /** True where every role was given or has one of the usual headers; elsewhere the values have to bear the guess out. */
  readonly isUsual: boolean;
  readonly meanings: SaleMeanings;
  /** What the headers offer, and what was chosen of it. */
  readonly offer: Offer;
  readonly choices: Choices;
}

/**
 * What the headers of a source say, with what was given instead. Where they offer several columns for a role, a look at the first
 * rows tells which of them hold something; where that speaks against the first of them, all rows decide. Raises `UNKNOWN_COLUMN`,
 * and `AMBIGUOUS_COLUMN` where a careful person would ask.
 */
export async function propose(source: Source, given: GivenSale): Promise<Proposal> {
  const { columns } = source.relation;
  const known = await knownExportOf(columns);
  const ignored = (known?.ignored ?? []).map(plainHeader);
  const open = columns.filter((column) => !ignored.includes(plainHeader(headerOf(column))));
  const candidates = guessColumns(columns, open, given, source.label, known);
  const orders = given.order === undefined ? orderCandidates(open, known) : [];
  const offer: Offer = { columns: open, candidates, orders, given, known };
  const resolved = await resolveRoles(source, offer);
  const { roles, choices } = resolved;
  const taken = new Set(Object.values(roles).map((role?: RoleSource) => role && wordsOf(role)));
  const free = open.filter(({ name }) => !taken.has(name));
  const find = (meaning: "status" | "currency" | "refunded", among = free): FoundColumn | undefined => {
    const name = meaning === "currency" ? undefined : given[meaning];
    if (name !== undefined) return named(columns, name, source.label);
    const [column] = [
      ...columnsOfExport(known?.[meaning], among),
      ...(meaning === "currency" ? currencyBeside(roles.revenue, among) : []),
      ...columnsThatMean(meaning, among),
    ];
    return column && { column, guessed: true };
  };
  const byHeader = find("status");
  const isOpen = given.status === undefined && (known?.status === undefined || byHeader === undefined);
  const { status, flags } = isOpen
    ? await statusByContents(source, free, byHeader?.column)
    : { status: byHeader?.column, flags: [] };
  const said = [status, ...flags.map(({ column }) => column)];
  const refunded = find(
    "refunded",
    free.filter((column) => !said.includes(column)),
  );
  const currency = find("currency");
  return {
    roles,
    isUsual: areUsual(roles),
    meanings: {
      orders: orders.filter(({ name }) => !taken.has(name)),
      status: byHeader ?? (status && { column: status, guessed: true }),
      flags,
      currency,
      refunded,
      amountIs: amountMeaning(roles.revenue, known),
      knownExport: known && {
        name: known.name,
        sold: known.sold ?? [],
        notSold: known.notSold ?? [],
        onlySold: known.onlySold ?? false,
        notes: known.notes ?? [],
      },
      notes: [
        ...notesOnChoices(resolved),
        ...notesOnCents(roles.revenue, { currency: currency?.column, refunded: refunded?.column }, columns),
      ],
    },
    offer,
    choices,
  };
}

/** The export that a source is; its data is loaded only where there are columns enough. */
async function knownExportOf(columns: readonly Column[]): Promise<KnownExport | undefined> {
  if (columns.length < FEWEST_OF_EXPORT) return undefined;
  const { findExport } = await import("../exports/find-export.js");
  return findExport(columns);
}

function orderCandidates(columns: readonly Column[], known: KnownExport | undefined): readonly Column[] {
  return known === undefined ? orderColumns(columns) : columnsOfExport(known.orders, columns);
}

function amountMeaning(revenue: RoleSource, known: KnownExport | undefined): AmountMeaning {
  if (revenue.kind === "expression") return revenue.guessed ? "line total" : "unknown";
  const { column } = revenue;
  for (const amount of known?.amounts ?? []) {
    if ("column" in amount && plainHeader(amount.column) === plainHeader(headerOf(column))) return amount.is;
  }
  const says = (meaning: AmountMeaning & Meaning): boolean => columnsThatMean(meaning, [column]).length > 0;
  if (says("order total") || columnsHeaded(USUAL_ORDER_TOTALS, [column]).length > 0) return "order total";
  if (says("line total")) return "line total";
  return says("unit price") ? "unit price" : "unknown";
}

/** The currency of an amount in the same record: `total.currency` of `total.amount`. */
function currencyBeside(revenue: RoleSource, columns: readonly Column[]): readonly Column[] {
  const [, around] = /^(.+\.)[^.]+$/.exec(wordsOf(revenue)) ?? [];
  const beside = columns.filter(({ name }) => around !== undefined && name.startsWith(around));
  return beside.filter((column) => {
    const header = headerOf(column).slice(around?.length ?? 0);
    return columnsThatMean("currency", [{ ...column, name: header, header }]).length > 0;
  });
}

function named(columns: readonly Column[], name: string, source: string): FoundColumn | undefined {
  if (name === NONE) return undefined;
  const column = findColumn(columns, name);
  if (column === undefined) throw unknownColumn(columns, name, source);
  return { column, guessed: false };
}
