import { mkdirSync, writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Engine } from "../../src/engines/engine.js";
import { openPlaces } from "../../src/engines/open-places.js";
import { givenReading } from "../../src/operations/run/given-reading.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { computeMetrics, requireSnapshot } from "../../src/scoring/compute-metrics.js";
import { look } from "../../src/scoring/look.js";
import { prove } from "../../src/scoring/prove.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../src/sql/fragment.js";
import { renderCsv } from "../support/csv.js";
import { queryDuckdb } from "../support/duckdb.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { byName, duckdb, type EngineUnderTest, engines } from "./engines.js";
import "../properties/seed.js";

vi.setConfig({ testTimeout: 300_000 });

/** Of each of the three laws, on each engine. */
const CASES = isThorough ? 500 : 100;

/** An order, with its total in cents; a negative one is a refund. */
interface Order {
  readonly customer: number;
  readonly day: number;
  readonly cents: number;
  /** How its total falls to its lines, in any unit. */
  readonly shares: readonly number[];
}

/** Columns by their headers; of text, where they have no other type. */
type Table = readonly {
  readonly header: string;
  readonly type?: "DATE" | "DECIMAL(18,2)";
  readonly values: readonly (string | null)[];
}[];

const orders: fc.Arbitrary<readonly Order[]> = fc.array(
  fc.record({
    customer: fc.nat(7),
    day: fc.nat(90),
    cents: fc.oneof(
      { weight: 9, arbitrary: fc.nat(100_000) },
      { weight: 1, arbitrary: fc.integer({ min: -9_999, max: -1 }) },
    ),
    shares: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 2, maxLength: 30 },
);

/** Headers of a customer, a date and an order, and how the ids are written. */
const shops = fc.record({
  orders: orders.filter((all) => all.some(({ cents }) => cents >= 0)),
  headers: fc.constantFrom(
    ["customer_id", "order_date", "order_id"],
    ["Kundennummer", "Rechnungsdatum", "Rechnungsnr"],
    ["client", "date", "numéro de commande"],
    ["email", "created_at", "invoice_no"],
  ),
  customerOf: fc.constantFrom("C%", "%", "0%", "%@example.net"),
  orderOf: fc.constantFrom("R-%", "10%", "2024/%"),
});
type Shop = typeof shops extends fc.Arbitrary<infer T> ? T : never;

/** How the amounts of orders stand on their lines, and under which headers they do. */
const totals = fc.constantFrom("order_total", "Rechnungsbetrag", "grand_total", "montant commande");
const lineTotals = fc.constantFrom("line_total", "Positionsbetrag", "amount", "total");
const splits = fc.oneof(
  fc.record({ kind: fc.constant("repeated" as const), header: totals }),
  fc.record({ kind: fc.constant("shared out" as const), header: lineTotals }),
  fc.record({ kind: fc.constant("once" as const), header: fc.constantFrom("total", "order_total", "amount") }),
);
type Split = typeof splits extends fc.Arbitrary<infer T> ? T : never;

/** A column that says nothing: its header, what its rows hold in turn, and whether only the first line of an order holds it. */
const idle = fc
  .tuple(
    fc.constantFrom(
      ...columnsHolding(
        ["status", "Zahlungsstatus", "order status", "state"],
        [["paid"], ["zzz"], ["cancelled"], [""]],
      ),
      ...columnsHolding(
        ["status", "Bestellstatus", "estado"],
        [
          ["paid", "shipped", "Delivered"],
          ["bezahlt", "versandt", ""],
        ],
      ),
      ...columnsHolding(["cancelled", "is_test", "storniert", "refunded"], [["no"], ["false", ""], ["0"], ["nein"]]),
      ...columnsHolding(["paid", "is_paid", "bezahlt"], [["yes"], ["true"], ["1", ""], ["ja"]]),
      ...columnsHolding(["currency", "Währung", "currency_code"], [["EUR"], ["eur", "EUR ", ""], ["£"], [""]]),
      ...columnsHolding(["amount_refunded", "refunded", "Erstattung"], [["0"], ["0.00", ""], [""]]),
    ),
    fc.boolean(),
  )
  .map(([[header, values], onFirstLines]) => ({ header, values, onFirstLines }));
type IdleColumn = typeof idle extends fc.Arbitrary<infer T> ? T : never;

function columnsHolding(
  headers: readonly string[],
  values: readonly (readonly string[])[],
): (readonly [string, readonly string[]])[] {
  return headers.flatMap((header) => values.map((each) => [header, each] as const));
}

const idles = fc.uniqueArray(idle, { minLength: 1, maxLength: 3, selector: ({ header }) => kindOf(header) });

/** Two columns of statuses, such as a word and a yes or no, are more than one table has. */
function kindOf(header: string): string {
  if (/curr|w.hrung/i.test(header)) return "currency";
  return /amount_ref|erstatt/i.test(header) ? "refund" : "status";
}

/** The table of a shop: a row for each order or, where it is split, for each line of one. */
function tableOf(
  { orders: all, headers, customerOf, orderOf }: Shop,
  split: Split,
  others: readonly IdleColumn[],
): Table {
  const lines = all.flatMap((order, number) =>
    amountsOf(order, split).map((amount, line) => ({ order, number, amount, line })),
  );
  const [customer = "", date = "", orderId = ""] = headers;
  return [
    { header: customer, values: lines.map(({ order }) => customerOf.replace("%", String(order.customer + 1))) },
    { header: date, type: "DATE", values: lines.map(({ order }) => dayOf(order.day)) },
    { header: orderId, values: lines.map(({ number }) => orderOf.replace("%", String(number + 1))) },
    { header: split.header, type: "DECIMAL(18,2)", values: lines.map(({ amount }) => amount) },
    ...others.map(({ header, values, onFirstLines }) => ({
      header,
      values: lines.map(({ number, line }) =>
        onFirstLines && line > 0 ? null : (values[number % values.length] as string),
      ),
    })),
  ];
}

/** The amounts of the lines of an order; null for a line that says none. */
function amountsOf({ cents, shares }: Order, { kind }: Split): readonly (string | null)[] {
  if (kind === "repeated") return shares.map(() => money(cents));
  if (kind === "once") return shares.map((_, line) => (line === 0 ? money(cents) : null));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const [, ...further] = shares.map((share) => Math.trunc((cents * share) / whole));
  const rest = further.reduce((left, line) => left - line, cents);
  const lines = [rest, ...further];
  // A line of nothing is a sale of nothing, so that a refund has none.
  return (cents < 0 && lines.includes(0) ? [cents] : lines).map(money);
}

/** The same orders, none of which has several lines. */
function unsplit(shop: Shop): Shop {
  return { ...shop, orders: shop.orders.map((order) => ({ ...order, shares: [1] })) };
}

function money(cents: number): string {
  return `${cents < 0 ? "-" : ""}${(Math.abs(cents) / 100).toFixed(2)}`;
}

function dayOf(day: number): string {
  return new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
}

/** What customers come to, by their orders alone: id, recency, frequency and amount. */
function expectedOf({ orders: all, customerOf }: Shop): string[] {
  const snapshot = Math.max(...all.map(({ day }) => day)) + 1;
  return [...new Set(all.map(({ customer }) => customer))]
    .flatMap((customer) => {
      const own = all.filter((order) => order.customer === customer);
      const purchases = own.filter(({ cents }) => cents >= 0);
      if (purchases.length === 0) return [];
      const recency = snapshot - Math.max(...purchases.map(({ day }) => day));
      const cents = own.reduce((sum, order) => sum + order.cents, 0);
      return [`${customerOf.replace("%", String(customer + 1))} ${recency} ${purchases.length} ${money(cents)}00`];
    })
    .toSorted();
}

/** An opened engine with any tables before it, one after the other. */
interface Bench {
  scored(table: Table): Promise<string[]>;
  close(): Promise<void>;
}

async function openBench(engine: EngineUnderTest, path: (name: string) => string): Promise<Bench> {
  const store = await engine.newStore(path);
  const { source: at, table } = await (
    engine.sources.find(({ untyped }) => !untyped) as EngineUnderTest["sources"][number]
  ).put(salesTable([["1", "2024-01-01", "1"]]), path, store);
  const places = await openPlaces({ source: { at, table }, threads: 1 });
  const { source, engine: opened } = places;
  const reading = await givenReading(opened, {});
  let made = 0;
  const kept = (query: Sql): Promise<Sql> => {
    made += 1;
    return opened.materialize(`kept ${made}`, query);
  };
  return {
    scored: async (sales) => {
      const from = await kept(rowsOf(sales));
      const columns = await source.describe(sql`SELECT * FROM ${from}`);
      const relation = { from, columns, untyped: false };
      const { withDecimal: _, ...rest } = source;
      const input = { ...rest, relation, start: from, collect: (_name: string, query: Sql) => kept(query) };
      const read = await prove(opened, await look(input, { columns: {}, reading }), () => {});
      const customers = await computeMetrics(keeping(opened, kept), read, requireSnapshot(read));
      const rows = await opened.query(
        sql`SELECT CAST(customer_id AS VARCHAR) AS id, recency, frequency, CAST(CAST(monetary AS DECIMAL(38,4)) AS VARCHAR) AS monetary FROM ${customers}`,
      );
      return rows
        .map(({ id, recency, frequency, monetary }) => [id, recency, frequency, monetary].join(" "))
        .toSorted();
    },
    close: () => places.close(),
  };
}

/** An engine that may keep tables of one name more than once. */
function keeping(engine: Engine, kept: (query: Sql) => Promise<Sql>): Engine {
  return { ...engine, query: (statement) => engine.query(statement), derive: (_, query) => kept(query) };
}

function rowsOf(table: Table): Sql {
  const rows = (table[0]?.values ?? []).map(
    (_, row) => sql`(${join(table.map(({ values }) => literal(values[row] ?? null)))})`,
  );
  const names = table.map((_, column) => identifier(`c${column}`));
  const columns = table.map(
    ({ header, type = "VARCHAR" }, column) =>
      sql`CAST(${identifier(`c${column}`)} AS ${keyword(type)}) AS ${identifier(header)}`,
  );
  return sql`SELECT ${join(columns)} FROM (VALUES ${join(rows)}) AS texts (${join(names)})`;
}

/** A table with its rows and columns in another order. */
function reordered(table: Table): fc.Arbitrary<Table> {
  const rows = (table[0]?.values ?? []).map((_, row) => row);
  return fc
    .tuple(anyOrder(table), anyOrder(rows))
    .map(([columns, order]) =>
      columns.map(({ values, ...column }) => ({ ...column, values: order.map((row) => values[row] as string | null) })),
    );
}

function anyOrder<T>(entries: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...entries], { minLength: entries.length });
}

const { path } = temporaryFolder();

const tested = engines.filter(({ name }) => !name.includes(" as source, "));

describe.each(byName(tested))("on %s", (_, engine) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(engine, path);
  });
  afterAll(() => bench.close());

  test("a column of statuses, currencies or refunds that says nothing changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(shops, lineTotals, idles, async (shop, header, others) => {
        const table = tableOf(unsplit(shop), { kind: "shared out", header }, others);
        expect(await bench.scored(table)).toEqual(expectedOf(shop));
      }),
      { numRuns: CASES },
    );
  });

  test("splitting orders into lines changes nothing, whatever stands on the lines", async () => {
    await fc.assert(
      fc.asyncProperty(shops, splits, async (shop, split) => {
        expect(await bench.scored(tableOf(shop, split, []))).toEqual(expectedOf(shop));
      }),
      { numRuns: CASES },
    );
  });

  test("the order of rows and columns changes nothing", async () => {
    const tables = fc
      .tuple(shops, splits, idles)
      .chain(([shop, split, others]) => fc.tuple(fc.constant(shop), reordered(tableOf(shop, split, others))));
    await fc.assert(
      fc.asyncProperty(tables, async ([shop, table]) => {
        expect(await bench.scored(table)).toEqual(expectedOf(shop));
      }),
      { numRuns: CASES },
    );
  });
});

test("the order of files changes nothing, nor what stands in which of them", async () => {
  const cases = fc.tuple(shops, splits, idles).chain(([shop, split, others]) => {
    const table = tableOf(shop, split, others);
    return fc.tuple(
      fc.constant(shop),
      fc.array(reordered(table), { minLength: 1, maxLength: 1 }),
      fc.integer({ min: 2, max: 4 }),
    );
  });
  await fc.assert(
    fc.asyncProperty(cases, async ([shop, [table = []], files]) => {
      const folder = path("files");
      mkdirSync(folder);
      const lines = renderLines(table);
      for (let file = 0; file < files; file++) {
        const own = lines.filter((_, line) => line % files === file);
        writeFileSync(joinPath(folder, `${file}.csv`), renderCsv([table.map(({ header }) => header), ...own]));
      }
      const store = await duckdb.newStore(path);
      await runOperation.run({ source: joinPath(folder, "*.csv"), store, threads: 1 });
      const rows = await queryDuckdb(
        store,
        "SELECT customer_id::VARCHAR AS id, recency::VARCHAR AS recency, frequency::VARCHAR AS frequency, monetary::VARCHAR AS monetary FROM customer_rfm",
      );
      expect(
        rows.map(({ id, recency, frequency, monetary }) => [id, recency, frequency, monetary].join(" ")).toSorted(),
      ).toEqual(expectedOf(shop));
    }),
    { numRuns: isThorough ? 50 : 4 },
  );
});

function renderLines(table: Table): (string | null)[][] {
  return (table[0]?.values ?? []).map((_, row) => table.map(({ values }) => values[row] ?? null));
}
