import type { Reading } from "../../results/reading.js";
import type { StoredRun } from "../../results/stored/stored-run.js";

/** What two readings can be held against each other by. */
export type ReadingFact =
  | Exclude<keyof Reading["columns"], "currency">
  | Exclude<keyof Reading, "columns" | "region" | "account" | "notable" | "flags" | "sold">;

/** A reading, as far as it is known; null is none: no order, no condition, no decimal mark where amounts have a type. */
export type KnownReading = Readonly<Partial<Record<ReadingFact, string | null>>>;

/** A fact of which two readings tell something else. */
export interface ReadingDifference {
  readonly fact: ReadingFact;
  readonly was: string | null;
  readonly now: string | null;
}

/** Facts that only some sources have: where one of two has none, nothing was read otherwise. */
const OF_SOME_SOURCES: ReadonlySet<ReadingFact> = new Set(["date_format", "decimal", "currency", "encoding", "sheet"]);

/** What the parts of sales are called. Only orders may come from nowhere. */
const PARTS = { customer: "customers", date: "dates", revenue: "amounts", order: "orders" } as const;

/** A reading as facts. */
export function knownReading({
  columns,
  flags = [],
  where,
  date_format,
  timezone = "UTC",
  decimal,
  refunds,
  currency,
  rates,
  amount_of,
  encoding,
  sheet,
}: Reading): KnownReading {
  return {
    ...knownColumns(columns),
    ...(columns.status === undefined || columns.status === null
      ? {}
      : { status: [columns.status.from, ...flags].join('" and "') }),
    where,
    date_format,
    timezone,
    decimal,
    refunds,
    ...(currency === undefined ? {} : { currency }),
    ...(rates === undefined ? {} : { rates: rates && ratesText(rates) }),
    ...(amount_of === undefined ? {} : { amount_of }),
    encoding,
    sheet,
  };
}

/** Where the parts of a sale came from. Whether a column was guessed makes no difference. */
export function knownColumns({ customer, date, revenue, order, status, refunded }: Reading["columns"]): KnownReading {
  return {
    customer: customer.from,
    date: date.from,
    revenue: revenue.from,
    order: order === null ? null : order.from,
    ...(status === undefined ? {} : { status: status && status.from }),
    ...(refunded === undefined ? {} : { refunded: refunded && refunded.from }),
  };
}

function ratesText(rates: Readonly<Record<string, string>>): string {
  return Object.entries(rates)
    .map(([code, rate]) => `${code}=${rate}`)
    .toSorted()
    .join(",");
}

/** How a stored run read its sales. Of one that kept no reading, what it was told is known, and the defaults of its time. */
export function knownReadingOf({ reading, options }: Pick<StoredRun, "reading" | "options">): KnownReading {
  if (reading !== null) return knownReading(reading);
  return {
    order: options.order ?? null,
    where: options.where ?? null,
    refunds: options.refunds ?? "net",
    status: null,
    refunded: null,
    rates: null,
    amount_of: "line",
  };
}

/** What differs between two readings, in the order of the facts of the later one; only what is known of both. */
export function differences(earlier: KnownReading, later: KnownReading): ReadingDifference[] {
  const facts = Object.keys(later) as ReadingFact[];
  return facts.flatMap((fact) => {
    const [was, now] = [earlier[fact], later[fact]];
    if (was === undefined || now === undefined || was === now) return [];
    return OF_SOME_SOURCES.has(fact) && (was === null || now === null) ? [] : [{ fact, was, now }];
  });
}

/** A difference in words: `dates were read as %d/%m/%Y, now as %m/%d/%Y`. */
export function describeDifference({ fact, was, now }: ReadingDifference): string {
  switch (fact) {
    case "customer":
    case "date":
    case "revenue":
    case "order":
      if (was === null) return `every row was a purchase, now rows with the same "${now}" are one`;
      if (now === null) return `rows with the same "${was}" were one purchase, now every row is one`;
      return `${PARTS[fact]} came from "${was}", now from "${now}"`;
    case "where":
      if (was === null) return `all rows were read, now those where ${now}`;
      return `rows were read where ${was}, now ${now === null ? "all are" : `where ${now}`}`;
    case "date_format":
      return `dates were read as ${was}, now as ${now}`;
    case "timezone":
      return `the clocks of ${was} counted, now those of ${now}`;
    case "decimal":
      return `the decimal mark was "${was}", now it is "${now}"`;
    case "status":
      if (was === null) return `all rows counted as sold, now "${now}" tells which were`;
      return now === null
        ? `"${was}" told which rows were sold, now all count`
        : `"${was}" told which rows were sold, now "${now}"`;
    case "refunded":
      if (was === null) return `nothing was subtracted, now "${now}" is`;
      return `"${was}" was subtracted, now ${now === null ? "nothing" : `"${now}"`} is`;
    case "currency":
      return `amounts were counted in ${was}, now in ${now}`;
    case "rates":
      return `rates of currencies were ${was ?? "none"}, now ${now ?? "none"}`;
    case "amount_of":
      return now === "order"
        ? "amounts counted once per line, now once per order"
        : "amounts counted once per order, now once per line";
    case "refunds":
      return `refunds were read as ${was}, now as ${now}`;
    case "encoding":
      return `text was read as ${was}, now as ${now}`;
    case "sheet":
      return `the sheet was "${was}", now it is "${now}"`;
  }
}
