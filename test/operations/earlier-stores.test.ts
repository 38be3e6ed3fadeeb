import { writeFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { customersOperation } from "../../src/operations/customers/operation.js";
import { explainOperation } from "../../src/operations/explain/operation.js";
import { exportOperation } from "../../src/operations/export/operation.js";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { reportOperation } from "../../src/operations/report/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { runsOperation } from "../../src/operations/runs/operation.js";
import { keepStore } from "../../src/operations/store/keep-store.js";
import { queryDuckdb } from "../support/duckdb.js";
import { earlierRuns } from "../support/earlier-runs.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();
let store: string;
let source: string;

const READING = {
  columns: {
    customer: { kind: "column", from: "customer_id", guessed: true },
    date: { kind: "column", from: "sale_date", guessed: true },
    revenue: { kind: "column", from: "revenue", guessed: true },
    order: null,
    status: null,
    currency: null,
    refunded: null,
  },
  sold: null,
  currency: null,
  rates: null,
  amount_of: "line",
  account: [],
  flags: [],
  notable: [],
  where: null,
  date_format: "ISO 8601",
  decimal: null,
  refunds: "amount-only",
  encoding: null,
  sheet: null,
  region: null,
};

const run = (options: object = {}, notes: string[] = []) =>
  runOperation.run(
    { source, store, threads: 1, ...options },
    { progress: { stage: () => {}, advance: () => {}, note: (text) => void notes.push(text) } },
  );

const runRows = (): Promise<unknown[]> =>
  queryDuckdb(
    store,
    "SELECT run::VARCHAR AS run, snapshot, reading, format::VARCHAR AS format FROM rfm_runs ORDER BY 1",
  );

/** A store as the version before left it, with a view on its runs. */
beforeEach(async () => {
  store = path("store.duckdb");
  source = path("sales.csv");
  const customers = Array.from({ length: 40 }, (_, n) => `c${n},2024-0${1 + (n % 9)}-01,${n}\n`);
  writeFileSync(source, `customer_id,sale_date,revenue\n${customers.join("")}`);
  await run();
  await queryDuckdb(store, ...earlierRuns(), "CREATE VIEW lately AS SELECT max(run) AS run FROM rfm_runs");
});

test("commands that read work on a store of the layout before, and say that no reading is known", async () => {
  expect((await overviewOperation.run({ store })).run).toMatchObject({ run: 1, customers: 40, reading: null });
  expect((await runsOperation.run({ store })).runs).toMatchObject([{ run: 1, reading: null }]);
  expect(await explainOperation.run({ customer: "c1", store })).toMatchObject({ customer_id: "c1" });
  expect((await customersOperation.run({ store, limit: 2 })).customers).toHaveLength(2);
  expect(await exportOperation.run({ store, to: path("out.csv") })).toMatchObject({ customers: 40 });
  expect(await reportOperation.run({ store, to: path("report.html") })).toMatchObject({ run: 1 });
  const kept = await keepStore(store, undefined);
  try {
    expect((await overviewOperation.run({}, { store: kept })).run).toMatchObject({ run: 1, reading: null });
  } finally {
    await kept.close();
  }
  await expect(runRows()).rejects.toThrow(/reading/);
});

test("a command that writes beside the runs leaves their table as it is", async () => {
  const attributes = path("firms.csv");
  const rows = Array.from({ length: 40 }, (_, n) => `c${n},DE\n`);
  writeFileSync(attributes, `customer_id,country\n${rows.join("")}`);
  expect(await icpOperation.run({ store, attributes })).toMatchObject({ run: 1, customers: 40 });
  await expect(runRows()).rejects.toThrow(/reading/);
});

test("the next run adds the column, and loses neither rows nor views", async () => {
  const notes: string[] = [];
  expect(await run({}, notes)).toMatchObject({ run: 2, reading: READING });
  expect(notes.filter((note) => note.startsWith("Unlike"))).toEqual([
    "Unlike run 1: refunds were read as net, now as amount-only",
  ]);
  const rows = (await runRows()) as { reading: string }[];
  expect(rows).toEqual([
    { run: "1", snapshot: "2024-09-02", reading: null, format: "1" },
    { run: "2", snapshot: "2024-09-02", reading: expect.any(String) as string, format: "1" },
  ]);
  expect(JSON.parse(rows[1]?.reading ?? "")).toEqual(READING);
  expect(await queryDuckdb(store, "SELECT run::VARCHAR AS run FROM lately")).toEqual([{ run: "2" }]);
  const overview = await overviewOperation.run({ store });
  const sizes = overview.segments.map(({ segment, customers, revenue }) => ({ segment, customers, revenue }));
  expect((await runsOperation.run({ store })).runs).toMatchObject([
    { run: 2, reading: READING, segments: sizes },
    { run: 1, reading: null, segments: null },
  ]);
  expect(await run({ cutpoints: "1", refunds: "net" })).toMatchObject({ run: 3, cutpoints_of: 1 });
});

test("a run that fails leaves the table as it was", async () => {
  await expect(run({ to: [path("missing/out.csv")] })).rejects.toMatchObject({ code: "NOT_WRITABLE" });
  await expect(runRows()).rejects.toThrow(/reading/);
});

test("a run without a reading counts as one with the options that it was given, and the defaults of its time", async () => {
  const unlike = async (options: object): Promise<string[]> => {
    const notes: string[] = [];
    await run(options, notes);
    return notes.filter((note) => note.startsWith("Unlike"));
  };
  await expect(run({ cutpoints: "latest" })).rejects.toMatchObject({
    code: "USAGE",
    hint: "Read them as that run did: refunds net. Or leave out cutpoints, so that new ones are fitted.",
  });
  await expect(run({ cutpoints: "latest", refunds: "ignore" })).rejects.toMatchObject({
    code: "USAGE",
    message:
      "The cutpoints of run 1 belong to sales that were read otherwise: refunds were read as net, now as ignore.",
  });
  expect(await unlike({ refunds: "ignore", order: "revenue" })).toEqual([
    'Unlike run 1: every row was a purchase, now rows with the same "revenue" are one; refunds were read as net, now as ignore',
  ]);
  await queryDuckdb(store, "DROP VIEW lately", ...earlierRuns());
  expect(await unlike({ refunds: "ignore", order: "revenue" })).toEqual([]);
});
