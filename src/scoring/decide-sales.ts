import type { BoundSales } from "../analysis/sales/bound-sales.js";
import type { RoleSource } from "../analysis/sales/mapping.js";
import { orderFacts, wordFacts } from "../analysis/sales/meaning-facts.js";
import { OPEN_STATUS, type RefundPolicy, ROW_STATUS } from "../analysis/sales/row-status.js";
import type { Source } from "../engines/engine.js";
import type { Database } from "../sql/database.js";
import type { AccountLine } from "../intake/meaning/account-line.js";
import { type CurrencyDecision, decideCurrency } from "../intake/meaning/decide-currency.js";
import { codeOf } from "../intake/meaning/currency-codes.js";
import { decideOrder, decideTotals, type OrderFacts } from "../intake/meaning/decide-order.js";
import { decideStatus, type StatusDecision } from "../intake/meaning/decide-status.js";
import { rowCount, rowsIn, shareOf, type WordCount } from "../intake/meaning/words.js";
import { columnsThatMean } from "../intake/roles/candidates.js";
import type { Sql } from "../sql/fragment.js";
import { type DecidedMeaning, type GivenMeaning, givenUnit } from "./decided-meaning.js";

const { refund, repaid, partly_repaid, blank_revenue, blank_row } = OPEN_STATUS;

/** Where the groups stand, and what answers queries over them. */
interface Groups {
  readonly database: Pick<Database, "query" | "dialect">;
  /** What stands after FROM to read the groups of `salesByOrder`. */
  readonly from: Sql;
}

interface RawCount extends WordCount {
  readonly raw: number;
  readonly lines: number;
}

/**
 * Decides from the groups of all rows which rows are one purchase, which amounts are repeated totals, what was sold, and what counts in which
 * currency. Raises `AMBIGUOUS_COLUMN`, a question, where a careful person would ask, and `USAGE` where what was given does not fit.
 */
export async function decideSales(
  groups: Groups,
  bound: BoundSales<Source>,
  given: GivenMeaning & { readonly refunds: RefundPolicy },
): Promise<DecidedMeaning> {
  const { mapping } = bound;
  const asTheyStand = await readCounts(groups, bound, false);
  const order = await orderOf(groups, bound, given, rowsIn(asTheyStand));
  const fill = order.taken && hasBlanks(bound, asTheyStand);
  const counts = fill ? await readCounts(groups, bound, true) : asTheyStand;
  const status = statusOf(bound, given, inCurrency(given.currency, counts));
  const isSold = ({ status: word }: WordCount): boolean => word === null || countsAsSold(status, word);
  const used = counts.filter((each) => each.isUsed && isSold(each));
  const currency = currencyOf(bound, given, used, counts);
  const isInUnit = ({ currency: word }: WordCount): boolean =>
    word === null || currency.currencies === undefined || currency.currencies.includes(word);
  const left = counts.filter((each) => isSold(each) && isInUnit(each));
  const refunds = refundsOf(bound, left);
  return {
    decisions: {
      orders: order.taken,
      totals: order.once,
      fill,
      single: isSingle(bound, given.refunds, counts),
      statuses: status.statuses,
      refundWords: status.refundWords,
      currencies: currency.currencies,
    },
    mapping: {
      ...mapping,
      order: order.taken ? mapping.order : undefined,
      status: status.taken ? mapping.status : undefined,
      currency: currency.taken ? mapping.currency : undefined,
      refunded: refunds.taken ? mapping.refunded : undefined,
    },
    unit: currency.unit,
    sold: status.taken
      ? [...new Set(counts.flatMap((each) => (each.status !== null && isSold(each) ? [each.status] : [])))].toSorted()
      : undefined,
    account: [
      ...order.account,
      ...linesOf(bound, left, counts),
      ...status.account,
      ...refunds.account,
      ...negativeRows(given.refunds, left, counts),
      ...currency.account,
    ],
  };
}

/** The rows that are not left out by the given currency, before anything else is said of them; all of them where there are none. */
function inCurrency(given: string | undefined, counts: readonly RawCount[]): readonly RawCount[] {
  if (given === undefined) return counts;
  const left = counts.filter(({ currency }) => currency === null || codeOf(currency) === codeOf(given));
  return left.length > 0 ? left : counts;
}

/** True where no order has two groups of purchases: a group of refunds beside one is no purchase, unless refunds count like sales. */
function isSingle({ mapping }: BoundSales, refunds: RefundPolicy, counts: readonly RawCount[]): boolean {
  const { status, currency, refunded, frequency } = mapping;
  if ([status, currency, refunded, frequency].some(Boolean)) return false;
  return refunds !== "net" || counts.every(({ raw }) => raw !== refund);
}

async function orderOf(
  { database, from }: Groups,
  { mapping, kinds, meanings, source }: BoundSales<Source>,
  { amountOf }: GivenMeaning,
  rows: number,
): Promise<{ taken: boolean; once: boolean; account: AccountLine[] }> {
  const { order, revenue } = mapping;
  if (order === undefined) return { taken: false, once: false, account: [] };
  const [row = {}] = await database.query(orderFacts(from, kinds.customer, database.dialect));
  const facts: OrderFacts = {
    repeated: Number(row["repeated"]),
    several: Number(row["several"]),
    oneCustomer: Number(row["one_customer"]),
    oneDay: Number(row["one_day"]),
    oneAmount: Number(row["one_amount"]),
    share: Number(row["lines"] ?? 0) / Math.max(rows, 1),
  };
  const { taken, account } = decideOrder(nameOf(order), order.guessed, facts);
  if (!taken || revenue.kind === "expression") return { taken, once: false, account };
  const lineTotals = columnsThatMean("line total", source.relation.columns)
    .map(({ name }) => name)
    .filter((name) => name !== revenue.column.name);
  const totals = decideTotals(
    {
      name: revenue.column.name,
      order: nameOf(order),
      amountIs: meanings.amountIs,
      given: amountOf,
      lineTotals,
      source: source.label,
    },
    facts,
  );
  return { taken, once: totals.once, account: [...account, ...totals.account] };
}

/** True where rows lack what another line of their order may say. */
function hasBlanks({ mapping: { status, currency }, meanings }: BoundSales, counts: readonly RawCount[]): boolean {
  return counts.some(
    (each) =>
      (status !== undefined && each.status === null) ||
      (currency !== undefined && each.currency === null) ||
      (each.raw === blank_revenue && meanings.amountIs !== "line total") ||
      each.raw === blank_row,
  );
}

async function readCounts(
  { database, from }: Groups,
  { mapping, kinds }: BoundSales<Source>,
  fill: boolean,
): Promise<RawCount[]> {
  const rows = await database.query(wordFacts(from, mapping, fill, kinds.customer, database.dialect));
  const usual: readonly number[] = [ROW_STATUS.used, refund, repaid, partly_repaid];
  return rows.map((row) => {
    const raw = Number(row["raw"]);
    return {
      status: wordOf(row["status_word"]),
      currency: wordOf(row["currency_word"]),
      raw,
      rows: Number(row["rows_of_it"]),
      money: Number(row["money"] ?? 0),
      lines: Number(row["lines"]),
      isUsed: usual.includes(raw),
      isNegative: raw === refund,
    };
  });
}

function wordOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function statusOf(
  { mapping, meanings, source }: BoundSales<Source>,
  { sold }: GivenMeaning,
  counts: readonly WordCount[],
): StatusDecision {
  const { status } = mapping;
  if (status === undefined) return { taken: false, statuses: undefined, refundWords: [], account: [] };
  const { flags = [] } = status;
  const areFlagsAlone = flags.some(({ column }) => column.name === nameOf(status));
  const column = {
    name: areFlagsAlone ? flags.map((flag) => flag.column.name).join('", "') : nameOf(status),
    guessed: status.guessed,
    flags,
    areFlagsAlone,
    sold,
    known: status.guessed ? meanings.knownExport : undefined,
    hasRefunds: mapping.refunded !== undefined,
    source: source.label,
  };
  return decideStatus(column, counts);
}

function countsAsSold({ statuses }: StatusDecision, word: string): boolean {
  return statuses === undefined || statuses.words.includes(word) === (statuses.are === "sold");
}

function currencyOf(
  { mapping, source }: BoundSales<Source>,
  given: GivenMeaning,
  used: readonly WordCount[],
  all: readonly WordCount[],
): CurrencyDecision {
  const { currency: column } = mapping;
  if (column === undefined) return { taken: false, currencies: undefined, unit: givenUnit(given), account: [] };
  const { currency, rates } = given;
  return decideCurrency({ name: nameOf(column), currency, rates, source: source.label }, used, all);
}

/** What was paid back, told where something was. */
function refundsOf({ mapping }: BoundSales, counts: readonly RawCount[]): { taken: boolean; account: AccountLine[] } {
  const { refunded, revenue } = mapping;
  if (refunded === undefined) return { taken: false, account: [] };
  const whole = rowsIn(counts.filter(({ raw }) => raw === repaid));
  const partly = rowsIn(counts.filter(({ raw }) => raw === partly_repaid));
  if (whole + partly === 0) return { taken: false, account: [] };
  const inFull =
    whole === 0
      ? ""
      : `; ${rowCount(whole)} ${whole === 1 ? "was paid back in full, and is" : "were paid back in full, and are"} no purchase`;
  return {
    taken: true,
    // How much of the money that is, the groups do not tell: they have what is left.
    account: [
      {
        text: `"${nameOf(refunded)}" is subtracted from "${nameOf(revenue)}" in ${rowCount(whole + partly)}${inFull}.`,
        share: 1,
      },
    ],
  };
}

/** Refunds that their sign alone tells, where they are no purchases. */
function negativeRows(refunds: RefundPolicy, left: readonly RawCount[], all: readonly RawCount[]): AccountLine[] {
  const rows = left.filter(({ raw }) => raw === refund);
  if (refunds !== "amount-only" || rows.length === 0) return [];
  const are =
    rowsIn(rows) === 1 ? "with a negative amount is a refund, and is" : "with negative amounts are refunds, and are";
  return [{ text: `${rowCount(rowsIn(rows))} ${are} subtracted.`, share: shareOf(rows, all) }];
}

/** Further lines without an amount, told where there are some. */
function linesOf({ mapping }: BoundSales, left: readonly RawCount[], all: readonly RawCount[]): AccountLine[] {
  const lines = left.reduce((total, each) => total + each.lines, 0);
  if (lines === 0) return [];
  const are = lines === 1 ? "is a further line" : "are further lines";
  return [
    {
      text: `${rowCount(lines)} without "${nameOf(mapping.revenue)}" ${are} of an order that has one.`,
      share: shareOf([{ rows: lines, money: 0 }], all),
    },
  ];
}

function nameOf(role: RoleSource): string {
  return role.kind === "column" ? role.column.name : role.text;
}
