import { createReadStream, existsSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import * as library from "../src/index.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const { path } = temporaryFolder();

/** 20 purchases of 10 customers; ids with more digits than a float has. */
const SALES = Array.from({ length: 20 }, (_, n) => ({
  customer_id: 9007199254740993n + BigInt(n % 10),
  sale_date: new Date(Date.UTC(2024, 2, 1 + n)),
  revenue: `${n + 1}.10`,
}));

const CSV = `customer_id,sale_date,revenue\n${SALES.map(
  (each) => `${each.customer_id},${each.sale_date.toISOString().slice(0, 10)},${each.revenue}`,
).join("\n")}\n`;

/** What the customer with the first id is: purchases on 1 and 11 March of 1.10 and 11.10, ten days before the snapshot of 21 March. */
const FIRST = {
  customer_id: "9007199254740993",
  recency: 10,
  frequency: 2,
  monetary: "12.2000",
  R_score: 1,
  M_score: 1,
};

/** The temporary folders of this process. */
function workspaces(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`quintile-${process.pid}-`));
}

async function listed<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function* asTheyCome<T>(rows: readonly T[]): AsyncGenerator<T> {
  for (const row of rows) yield await Promise.resolve(row);
}

test.each<[string, () => library.RunOptions["source"]]>([
  ["rows in memory", () => SALES],
  ["rows as they come", () => asTheyCome(SALES)],
  ["any iterable of rows", () => new Set(SALES)],
  ["a stream of the bytes of a file", () => createReadStream(sales())],
  ["a stream of the web", () => new Blob([CSV]).stream()],
  ["a file: URL", () => pathToFileURL(sales())],
])("%s are scored without a store", async (_, source) => {
  const result = await library.run({ source: source(), store: null });
  expect(result).toMatchObject({ store: null, customers: 10, sales: 20, rows_read: 20 });
  const rows = await listed(result.rows);
  expect(rows).toHaveLength(10);
  expect(rows[0]).toMatchObject(FIRST);
});

function sales(): string {
  const file = path("sales.csv");
  writeFileSync(file, CSV);
  return file;
}

test("with a store, the customers are read from it as often as they are asked for", async () => {
  const store = path("kept.duckdb");
  const result = await library.run({ source: SALES, store });
  expect(result.store).toBe(store);
  expect(result.source).toBe("rows in memory");
  expect(await listed(result.rows)).toEqual(await listed(result.rows));
});

test("nothing is left in the temporary folder once the customers are read, or not read to the end", async () => {
  const { rows } = await library.run({ source: SALES, store: null });
  expect(workspaces()).toHaveLength(1);
  for await (const _ of rows) break;
  expect(workspaces()).toEqual([]);
  await expect(library.run({ source: [{ a: 1 }], store: null })).rejects.toMatchObject({ code: "UNKNOWN_COLUMN" });
  expect(workspaces()).toEqual([]);
});

test("what is no source is refused, and so is what is no row", async () => {
  for (const source of [7, null, {}, undefined]) {
    await expect(library.run({ source: source as never, store: null })).rejects.toMatchObject({ code: "USAGE" });
  }
  await expect(library.run({ source: [["a", 1]] as never, store: null })).rejects.toThrow(
    "A row of the source is no object.",
  );
  await expect(library.run({ source: [], store: null })).rejects.toMatchObject({ code: "EMPTY_SOURCE" });
});

test("an error of the caller's own iterable comes back as it is", async () => {
  const mine = new Error("the queue is closed");
  async function* failing(): AsyncGenerator<library.SourceRow> {
    yield await Promise.resolve(SALES[0] as library.SourceRow);
    throw mine;
  }
  await expect(library.run({ source: failing(), store: null })).rejects.toBe(mine);
});

/** The head of a file of sales, and no more until it is destroyed. */
const silent = (): PassThrough => {
  const stream = new PassThrough();
  stream.write("customer_id,sale_date,revenue\n");
  return stream;
};

test("a stream that breaks off is an error, and leaves nothing behind", async () => {
  const mine = new Error("the network is down");
  const broken = silent();
  const run = library.run({ source: broken, store: null });
  broken.destroy(mine);
  await expect(run).rejects.toBe(mine);
  const closed = silent();
  const other = library.run({ source: closed, store: path("none.duckdb") });
  closed.destroy();
  await expect(other).rejects.toMatchObject({ code: "BAD_FILE", message: "a stream was closed before its end." });
  expect([workspaces(), existsSync(path("none.duckdb"))]).toEqual([[], false]);
});

test("a run that is stopped lets go of its stream, which may keep silent, and of its rows", async () => {
  const stream = silent();
  const states = { isCancelled: false, isClosed: false };
  const web = new ReadableStream<Uint8Array>({ cancel: () => void (states.isCancelled = true) });
  async function* endless(stop: AbortController): AsyncGenerator<library.SourceRow> {
    try {
      yield { ...SALES[0] };
      stop.abort();
      for (;;) yield await new Promise<library.SourceRow>((resolve) => setImmediate(resolve, { ...SALES[0] }));
    } finally {
      states.isClosed = true;
    }
  }
  for (const make of [() => stream, () => web, endless]) {
    const stop = new AbortController();
    const run = library.run({ source: make(stop), store: null }, { signal: stop.signal });
    if (make !== endless) setImmediate(() => stop.abort());
    await expect(run).rejects.toMatchObject({ code: "CANCELLED" });
  }
  await expect
    .poll(() => ({ ...states, isDestroyed: stream.destroyed }))
    .toEqual({
      isCancelled: true,
      isClosed: true,
      isDestroyed: true,
    });
  expect(workspaces()).toEqual([]);
});

test("a row that holds itself is refused", async () => {
  const row: Record<string, unknown> = { ...SALES[0] };
  row["self"] = row;
  await expect(library.run({ source: [row], store: null })).rejects.toMatchObject({ code: "USAGE" });
});

test("rows in memory are inspected", async () => {
  expect(await library.inspect({ source: SALES })).toMatchObject({
    roles: { customer: { from: "customer_id" }, date: { from: "sale_date" }, revenue: { from: "revenue" } },
    first_rows: null,
  });
});

test("many results that nobody reads listen once for the end of the process", async () => {
  const before = process.listenerCount("exit");
  const source = [{ customer_id: "C1", sale_date: "2024-01-01", revenue: 5 }];
  const results = await Promise.all(Array.from({ length: 3 }, () => library.run({ source, store: null })));
  expect(process.listenerCount("exit")).toBeLessThanOrEqual(before + 1);
  for (const { rows } of results) for await (const row of rows) expect(row.customer_id).toBe("C1");
  expect(process.listenerCount("exit")).toBeLessThanOrEqual(before);
});
