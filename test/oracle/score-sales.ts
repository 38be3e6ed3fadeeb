import { readAmount, writeAmount } from "./amounts.js";
import { isMissing, isWholeNumber, sortIds } from "./ids.js";
import { DAY, type Moment, readMoment, writeMoment } from "./moments.js";
import { PRESETS } from "./presets.js";
import { hasEqualEdges, lowerOrderStatistics, type Method, scoreAll } from "./scores.js";
import { elevenSegment, fiveSegment } from "./segments.js";

/** A row of a text file, as it stands there. */
export interface RawSale {
  readonly customer: string | null;
  readonly date: string | null;
  readonly revenue: string | null;
  readonly order?: string | null;
}

export type Dimension = "recency" | "frequency" | "monetary";

export interface OracleOptions {
  readonly refunds?: "net" | "amount-only" | "ignore";
  readonly asOf?: string | undefined;
  readonly since?: string | undefined;
  /** Count distinct orders instead of rows. */
  readonly orders?: boolean;
  /** Dimensions whose ties are broken by customer id. */
  readonly first?: readonly Dimension[];
  readonly scoring?: keyof typeof PRESETS;
  readonly model?: "five-segment" | "eleven-segment";
  readonly decimal?: "." | ",";
}

/** A row of customer_rfm: id, recency, frequency, monetary, R, F, M and segment, joined with `|`. */
export type CustomerLine = string;

export interface OracleResult {
  readonly snapshot: string;
  readonly customers: readonly CustomerLine[];
  readonly sales: number;
  readonly rejected: Record<string, number>;
  /** Lower order statistics per dimension; money in ten-thousandths. */
  readonly statistics: Record<Dimension, readonly bigint[]>;
  readonly collapsed: Record<Dimension, boolean>;
}

interface Sale {
  readonly customer: string;
  readonly moment: bigint;
  readonly amount: bigint;
  readonly order: string | null;
}

interface Customer {
  readonly id: string;
  readonly lastPurchase: bigint;
  readonly frequency: bigint;
  readonly monetary: bigint;
}

/** Scores sales slowly and plainly; undefined where nobody bought anything. Shares no code with what it checks. */
export function scoreSales(rows: readonly RawSale[], options: OracleOptions = {}): OracleResult | undefined {
  const { sales, rejected, refunded, isTimestamp } = sortOut(rows, options);
  const customers = [...new Set(sales.map(({ customer }) => customer))].flatMap((id) => measure(id, sales, options));
  const scored = new Set(customers.map(({ id }) => id));
  rejected["no_purchase"] = new Set(
    [...sales.map(({ customer }) => customer), ...refunded].filter((id) => !scored.has(id)),
  ).size;
  if (customers.length === 0) return undefined;

  // Ids that are published decide what ids are.
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const ids = sortIds([...scored], [...scored].every(isWholeNumber));
  const inOrder = ids.map((id) => byId.get(id) as Customer);

  const as = isTimestamp ? "timestamp" : "date";
  const latest = sales.map(({ moment }) => moment).reduce((a, b) => (a > b ? a : b));
  const given = readMoment(options.asOf ?? null);
  const snapshot = given === undefined ? latest + DAY : roundedTo(given, as);
  const recency = inOrder.map(({ lastPurchase }) => (snapshot - lastPurchase) / DAY);
  const frequency = inOrder.map((customer) => customer.frequency);
  const monetary = inOrder.map((customer) => customer.monetary);

  const methods = PRESETS[options.scoring ?? "quintiles"];
  const method = (dimension: Dimension): Method =>
    methods[dimension].kind === "quintiles" && options.first?.includes(dimension)
      ? { kind: "ranks" }
      : methods[dimension];
  const r = scoreAll(recency, "low", method("recency"));
  const f = scoreAll(frequency, "high", method("frequency"));
  const m = scoreAll(monetary, "high", method("monetary"));
  const segmentOf = options.model === "eleven-segment" ? elevenSegment : fiveSegment;
  return {
    snapshot: writeMoment(snapshot, as),
    customers: ids.map((id, index) => {
      const scores = [r[index], f[index], m[index]] as [number, number, number];
      const amount = writeAmount(monetary[index] as bigint);
      return [id, recency[index], frequency[index], amount, ...scores, segmentOf(...scores)].join("|");
    }),
    sales: sales.length,
    rejected,
    statistics: {
      recency: lowerOrderStatistics(recency),
      frequency: lowerOrderStatistics(frequency),
      monetary: lowerOrderStatistics(monetary),
    },
    collapsed: {
      recency: methods.recency.kind === "quintiles" && hasEqualEdges(recency),
      frequency: methods.frequency.kind === "quintiles" && hasEqualEdges(frequency),
      monetary: methods.monetary.kind === "quintiles" && hasEqualEdges(monetary),
    },
  };
}

/** The customers of the rows that are used, one for each row. */
export function customersOfUsedRows(rows: readonly RawSale[], options: OracleOptions): string[] {
  return sortOut(rows, options).sales.map(({ customer }) => customer);
}

/** Puts every row where it belongs: used, or counted under the first reason that applies. */
function sortOut(rows: readonly RawSale[], options: OracleOptions) {
  const sales: Sale[] = [];
  const refunded: string[] = [];
  const rejected: Record<string, number> = {
    left_out: 0,
    unknown_where: 0,
    missing_customer: 0,
    other_currency: 0,
    not_sold: 0,
    order_line: 0,
    bad_date: 0,
    bad_revenue: 0,
    bad_frequency: 0,
    after_snapshot: 0,
    before_window: 0,
    ignored_refund: 0,
    no_purchase: 0,
  };
  const count = (reason: string): void => {
    rejected[reason] = (rejected[reason] ?? 0) + 1;
  };
  const asOf = readMoment(options.asOf ?? null);
  const since = readMoment(options.since ?? null);
  const withAmount = options.orders === true ? ordersWithAmount(rows, options) : new Set<string>();
  for (const row of rows) {
    const moment = readMoment(row.date);
    const amount = readAmount(row.revenue, options.decimal);
    if (row.customer === null || isMissing(row.customer)) count("missing_customer");
    else if (isBlank(row.revenue) && withAmount.has(orderOf(row))) count("order_line");
    else if (moment === undefined) count("bad_date");
    else if (amount === undefined) count("bad_revenue");
    else if (asOf !== undefined && moment.micros > asOf.micros) count("after_snapshot");
    else if (since !== undefined && moment.micros < since.micros) count("before_window");
    else if (options.refunds === "ignore" && amount < 0n) {
      count("ignored_refund");
      refunded.push(row.customer);
    } else sales.push({ customer: row.customer, moment: moment.micros, amount, order: row.order ?? null });
  }
  const isTimestamp = rows.some(({ date }) => readMoment(date)?.bare === false);
  return { sales, rejected, refunded, isTimestamp };
}

/** The orders of which some row says an amount: their rows without any are further lines. A row without a date is judged by that alone. */
function ordersWithAmount(rows: readonly RawSale[], { decimal }: OracleOptions): ReadonlySet<string> {
  const saying = rows.filter(({ order, revenue, date }) => {
    if (isBlank(order ?? null) || isBlank(revenue)) return false;
    return readMoment(date) === undefined || readAmount(revenue, decimal) !== undefined;
  });
  return new Set(saying.map(orderOf));
}

function orderOf({ customer, order }: RawSale): string {
  return JSON.stringify([customer, order]);
}

function isBlank(text: string | null): boolean {
  return text === null || /^\s*$/u.test(text);
}

/** The metrics of one customer; none without a purchase. */
function measure(id: string, sales: readonly Sale[], options: OracleOptions): Customer[] {
  const own = sales.filter(({ customer }) => customer === id);
  const purchases =
    (options.refunds ?? "amount-only") === "amount-only" ? own.filter(({ amount }) => amount >= 0n) : own;
  if (purchases.length === 0) return [];
  // A row without an order is a purchase of its own.
  const orders = purchases.map(({ order }, index) =>
    options.orders && order !== null ? `order ${order}` : `row ${index}`,
  );
  return [
    {
      id,
      lastPurchase: purchases.map(({ moment }) => moment).reduce((a, b) => (a > b ? a : b)),
      frequency: BigInt(new Set(orders).size),
      monetary: own.reduce((sum, { amount }) => sum + amount, 0n),
    },
  ];
}

/** A date source counts to a date. */
function roundedTo(moment: Moment, as: "date" | "timestamp"): bigint {
  return as === "date" ? (moment.micros / DAY) * DAY : moment.micros;
}
