import type { RoleSource } from "../../analysis/sales/mapping.js";
import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import type { ExportAmount, KnownExport } from "../exports/known-export.js";
import { headerMeans, type Meaning } from "./known-headers.js";
import { undottedHeaders } from "./dotted-header.js";
import { bareHeader, isGrossOf, namesTax, plainHeader } from "./plain-header.js";
import { fieldsOf } from "./struct-fields.js";
import { type GuessedRole, USUAL_HEADERS, USUAL_ORDERS } from "./usual-headers.js";

/** Where a role may come from, best first; what stands in one rank is as likely as each other. */
export type Ranks = readonly (readonly RoleSource[])[];

/** What a role may be called, best first: lines of the usual headers, by their place, and what headers mean in any language. */
const PREFERENCES: Readonly<Record<GuessedRole, readonly (number | Meaning)[]>> = {
  customer: [0, 1, 2, "customer id", 3, 4, "email", 5, "customer name", 6],
  date: [0, 1, "sale date", 5, 2, 3, 4, "date"],
  revenue: [0, 1, 2, "order total", 3, 4, "line total", "money", 5],
};

/** A header with what it stands for: a column, or a field of a nested one. */
interface Header {
  readonly name: string;
  readonly source: RoleSource;
}

/** Where a role may come from by the headers alone: as a known export has it, and then by what headers mean in any language. */
export function candidatesOf(role: GuessedRole, columns: readonly Column[], known: KnownExport | undefined): Ranks {
  const headers = headersOf(role, columns);
  const ranks = [
    ...(known === undefined ? [] : ranksOfExport(role, columns, known)),
    ...PREFERENCES[role].map((preference) => withTax(headersThatAre(role, preference, headers))),
  ];
  const seen = new Set<string>();
  return [...(role === "revenue" && known === undefined ? grossFirst(ranks, headers) : []), ...ranks].flatMap(
    (rank) => {
      const news = rank.filter((source) => !seen.has(wordsOf(source)));
      for (const source of news) seen.add(wordsOf(source));
      return news.length > 0 ? [news] : [];
    },
  );
}

/** The amount that the customer was charged, where the first that is offered is the same without the tax, and the tax stands beside it. */
function grossFirst(ranks: Ranks, headers: readonly Header[]): Ranks {
  const [net] = ranks.find((rank) => rank.length > 0) ?? [];
  if (net?.kind !== "column" || !headers.some(({ name }) => namesTax(name))) return [];
  const gross = headers.filter(({ name }) => isGrossOf(name, headerOf(net.column)));
  return gross.length === 1 ? [gross.map(({ source }) => source)] : [];
}

/** What a role is taken from, in words: the name of a column, or an expression. */
export function wordsOf(source: RoleSource): string {
  return source.kind === "column" ? source.column.name : source.text;
}

/** The columns whose headers mean something, in any language that is known. */
export function columnsThatMean(meaning: Meaning, columns: readonly Column[]): readonly Column[] {
  return matching(named(columns), (header) => headerMeans(header, meaning)).map(({ column }) => column);
}

/** The columns that have one of these plain headers, as they stand or without a currency or tax behind. */
export function columnsHeaded(usual: readonly string[], columns: readonly Column[]): readonly Column[] {
  return matching(named(columns), (header) => usual.includes(header)).map(({ column }) => column);
}

/** The columns that a known export calls so, in its order. */
export function columnsOfExport(names: readonly string[] | undefined, columns: readonly Column[]): readonly Column[] {
  const plain = (names ?? []).map(plainHeader);
  return plain.flatMap(
    (header) => columns.find((column) => isReadable(column) && plainHeader(headerOf(column)) === header) ?? [],
  );
}

/** Columns that may be an order id, the likeliest first. One that names a row, such as a sale or a line id, is none. */
export function orderColumns(columns: readonly Column[]): readonly Column[] {
  const usual = columnsHeaded(USUAL_ORDERS, columns);
  const meant = columnsThatMean("order", columns).filter((column) => !NAMES_A_ROW.test(plainHeader(headerOf(column))));
  return [...new Set([...usual, ...meant])];
}

/** Headers that name a row rather than an order. */
const NAMES_A_ROW = /^(sales?|line|item|row|record)(id|no|number|num|nr|key|code)$/;

function named(columns: readonly Column[]): readonly { readonly name: string; readonly column: Column }[] {
  return columns.filter(isReadable).map((column) => ({ name: headerOf(column), column }));
}

function isReadable({ kind }: Column): boolean {
  return kind !== "other";
}

function headersOf(role: GuessedRole, columns: readonly Column[]): readonly Header[] {
  return columns.flatMap((column): Header[] => {
    if (isReadable(column)) return [{ name: headerOf(column), source: guessedColumn(column) }];
    if (role !== "customer" || column.opened === true) return [];
    return fieldsOf(column).map(({ words, text }) => ({
      name: words,
      source: { kind: "expression", text, guessed: true },
    }));
  });
}

function headersThatAre(
  role: GuessedRole,
  preference: number | Meaning,
  headers: readonly Header[],
): readonly Header[] {
  if (typeof preference === "number") {
    const usual = USUAL_HEADERS[role][preference] ?? [];
    return matching(headers, (header) => usual.includes(header));
  }
  return matching(headers, (header) => headerMeans(header, preference));
}

function matching<Named extends { readonly name: string }>(
  headers: readonly Named[],
  isIt: (header: string) => boolean,
): readonly Named[] {
  const exact = headers.filter(({ name }) => isIt(plainHeader(name)));
  if (exact.length > 0) return exact;
  const bare = headers.filter(({ name }) => isIt(bareHeader(name).plain));
  if (bare.length > 0) return bare;
  return headers.filter(({ name }) => undottedHeaders(name).some((form) => isIt(plainHeader(form))));
}

/** Of the same amount with and without tax, what the customer was charged. */
function withTax(found: readonly Header[]): readonly RoleSource[] {
  for (const tax of ["with", undefined] as const) {
    const such = found.filter(({ name }) => bareHeader(name).tax === tax);
    if (such.length > 0) return such.map(({ source }) => source);
  }
  return found.map(({ source }) => source);
}

function ranksOfExport(role: GuessedRole, columns: readonly Column[], known: KnownExport): Ranks {
  if (role !== "revenue") return columnsOfExport(known[role], columns).map((column) => [guessedColumn(column)]);
  return known.amounts.flatMap((amount) => {
    const source = amountOfExport(amount, columns);
    return source === undefined ? [] : [[source]];
  });
}

function amountOfExport(amount: ExportAmount, columns: readonly Column[]): RoleSource | undefined {
  if ("column" in amount) {
    const [column] = columnsOfExport([amount.column], columns);
    return column && guessedColumn(column);
  }
  const parts = "sum" in amount ? amount.sum : [amount.quantity, amount.price];
  const found = columnsOfExport(parts, columns);
  if (found.length < parts.length) return undefined;
  const text = found.map(({ name }) => quoted(name)).join("sum" in amount ? " + " : " * ");
  return { kind: "expression", text, guessed: true };
}

function guessedColumn(column: Column): RoleSource {
  return { kind: "column", column, guessed: true };
}

/** The name of a column as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
