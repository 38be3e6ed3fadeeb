import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fiveSegment } from "../../src/model/five-segment.js";
import { relabelOperation } from "../../src/operations/relabel/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, publishingEngines } from "./engines.js";
import { score } from "./score.js";

const SALES = salesTable([
  ["a", "2024-03-01", "1.50"],
  ["b", "2024-03-02", "2.50"],
  ["b", "2024-03-03", "3"],
]);
const OTHERS = salesTable([["z", "2024-05-01", "9"]]);
const BAD = salesTable([
  ["y", "2024-05-01", "9"],
  ["y", "n/a", "9"],
]);

describe.each(byName(publishingEngines))("%s publishes", (_, engine) => {
  const { path } = temporaryFolder();

  test("customer_rfm with exactly its columns, the model's segments and one row per run", async () => {
    const store = await engine.newStore(path);
    const before = new Date();
    await score(engine, path, SALES, { store });
    const rows = await engine.read(store, "customer_rfm");
    expect(rows).toEqual([
      {
        customer_id: "a",
        recency: "3",
        frequency: "1",
        monetary: "1.5000",
        R_score: "1",
        F_score: "1",
        M_score: "1",
        segment: "Others",
      },
      {
        customer_id: "b",
        recency: "1",
        frequency: "2",
        monetary: "5.5000",
        R_score: "5",
        F_score: "5",
        M_score: "5",
        segment: "Champions",
      },
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "customer_id",
      "recency",
      "frequency",
      "monetary",
      "R_score",
      "F_score",
      "M_score",
      "segment",
    ]);
    expect((await engine.read(store, "rfm_segments")).map(({ segment }) => segment)).toEqual([
      "Champions",
      "Loyal Customers",
      "Potential Loyalists",
      "At Risk",
      "Others",
    ]);
    await score(engine, path, OTHERS, { store, model: "eleven-segment" });
    expect(await engine.read(store, "customer_rfm")).toHaveLength(1);
    expect(await engine.read(store, "rfm_segments")).toHaveLength(11);
    const runs = await engine.read(store, "rfm_runs");
    expect(runs.map(({ run, sales, customers, snapshot, model }) => [run, sales, customers, snapshot, model])).toEqual([
      ["1", "3", "2", "2024-03-04", "five-segment"],
      ["2", "1", "1", "2024-05-02", "eleven-segment"],
    ]);
    const started = new Date(`${(runs[0]?.["started_at"] ?? "").replace(" ", "T")}Z`);
    expect(Math.abs(started.getTime() - before.getTime())).toBeLessThan(60_000);
  });

  test("another model from the scores that are there, and the one before again", async () => {
    const { store } = await score(engine, path, SALES);
    const scores = await engine.read(store, "customer_rfm");
    const others = { ...fiveSegment, name: "none", rules: [] };
    expect(await relabelOperation.run({ store, model: others })).toMatchObject({
      run: 2,
      relabels: 1,
      customers: 2,
      model_before: "five-segment",
      model: "none",
      moves: [{ from_segment: "Champions", to_segment: "Others", customers: 1, revenue: 5.5 }],
    });
    const segmentsOf = async (): Promise<unknown[]> =>
      (await engine.read(store, "customer_rfm")).map(({ customer_id, segment }) => [customer_id, segment]);
    expect(await segmentsOf()).toEqual([
      ["a", "Others"],
      ["b", "Others"],
    ]);
    const { segments } = await relabelOperation.run({ store, modelOf: 1 });
    expect(segments[0]).toEqual({
      segment: "Champions",
      customers_before: 0,
      customers: 1,
      revenue_before: 0,
      revenue: 5.5,
    });
    expect(await engine.read(store, "customer_rfm")).toEqual(scores);
    const changes = await engine.read(store, "rfm_changes");
    expect(changes.map((each) => [each["run"], each["customer_id"], each["segment_before"]]).toSorted()).toEqual([
      ["2", "b", "Champions"],
      ["3", "b", "Others"],
    ]);
    const runs = await engine.read(store, "rfm_runs");
    expect(runs.map(({ run, sales, snapshot, model }) => [run, sales, snapshot, model])).toEqual([
      ["1", "3", "2024-03-04", "five-segment"],
      ["2", "3", "2024-03-04", "none"],
      ["3", "3", "2024-03-04", "five-segment"],
    ]);
    expect(JSON.parse(runs[2]?.["options"] ?? "{}")).toMatchObject({ relabels: 2, model: { name: "five-segment" } });
  });

  test("nothing of a run that fails: the old tables stay as they were", async () => {
    const store = await engine.newStore(path);
    await score(engine, path, SALES, { store });
    const everything = () =>
      Promise.all((["customer_rfm", "rfm_segments", "rfm_runs"] as const).map((table) => engine.read(store, table)));
    const before = await everything();
    const unwritable = join(path("no-such-folder"), "out.csv");
    await expect(score(engine, path, BAD, { store, strict: true })).rejects.toMatchObject({ code: "REJECTED_ROWS" });
    await expect(score(engine, path, BAD, { store })).rejects.toMatchObject({ code: "TOO_MANY_REJECTS" });
    await expect(score(engine, path, OTHERS, { store, to: [unwritable] })).rejects.toMatchObject({
      code: "NOT_WRITABLE",
    });
    await expect(score(engine, path, OTHERS, { store, cutpoints: "7" })).rejects.toMatchObject({ code: "NO_SUCH_RUN" });
    await expect(score(engine, path, OTHERS, { store, where: "no_such_column > 1" })).rejects.toMatchObject({
      code: engine.sources[0]?.untyped === true ? "UNKNOWN_COLUMN" : "BAD_EXPRESSION",
    });
    expect(await everything()).toEqual(before);
  });

  test("nothing of a run that is cancelled in any of its stages", async () => {
    const store = await engine.newStore(path);
    await score(engine, path, OTHERS, { store });
    await score(engine, path, SALES, { store });
    const published = () => Promise.all([engine.read(store, "customer_rfm"), engine.read(store, "rfm_changes")]);
    const before = await published();
    expect(before[1]).toHaveLength(3);
    const located = await (engine.sources[0] as (typeof engine.sources)[number]).put(OTHERS, path, store);
    for (const last of ["open", "sales", "metrics", "fit", "score", "cube", "publish"]) {
      const abort = new AbortController();
      const progress = {
        stage: (stage: string) => stage === last && abort.abort(),
        advance: () => undefined,
        note: () => undefined,
      };
      const run = runOperation.run({ ...located, store }, { signal: abort.signal, progress });
      await expect(run, last).rejects.toMatchObject({ code: "CANCELLED" });
      expect(await published(), last).toEqual(before);
    }
  });
});

// Stores and outputs that are files belong to the embedded engine.
describe("a store in a file", () => {
  const { path } = temporaryFolder();

  function csvOf(table: typeof SALES): string {
    const file = path("sales.csv");
    const lines = [table.columns.map(({ name }) => name), ...table.rows].map((row) => `${row.join(",")}\n`);
    writeFileSync(file, lines.join(""));
    return file;
  }

  test("is not left behind by a run that fails before it publishes, nor is any output", async () => {
    const folder = path("new");
    mkdirSync(folder);
    const store = join(folder, "store.duckdb");
    const first = join(folder, "first.csv");
    const failing = [
      { source: csvOf(BAD), store, strict: true },
      { source: csvOf(OTHERS), store, to: [first, join(folder, "missing", "second.csv")] },
      { source: csvOf(OTHERS), store, customer: "no_such_column" },
      { source: path("no-such-file.csv"), store },
    ];
    for (const options of failing) {
      await expect(runOperation.run({ threads: 1, ...options })).rejects.toThrow();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test("leaves the outputs of an earlier run as they were when the next one fails", async () => {
    const folder = path("outputs");
    mkdirSync(folder);
    const [first, second] = [join(folder, "first.csv"), join(folder, "sub", "second.csv")];
    const store = join(folder, "store.duckdb");
    await runOperation.run({ source: csvOf(SALES), store, to: [first], threads: 1 });
    const before = readFileSync(first, "utf8");
    await expect(runOperation.run({ source: csvOf(OTHERS), store, to: [first, second], threads: 1 })).rejects.toThrow();
    expect(readFileSync(first, "utf8")).toBe(before);
    expect(readdirSync(folder).toSorted()).toEqual(["first.csv", "store.duckdb"]);
  });

  test("keeps the views and the other tables that stand in it", async () => {
    const store = path("store.duckdb");
    await runOperation.run({ source: csvOf(SALES), store, threads: 1 });
    await queryDuckdb(
      store,
      'CREATE VIEW best AS SELECT customer_id FROM customer_rfm WHERE "R_score" = 5',
      "CREATE TABLE mine AS SELECT 42 AS answer",
    );
    await runOperation.run({ source: csvOf(OTHERS), store, threads: 1 });
    expect(await queryDuckdb(store, "SELECT customer_id FROM best")).toEqual([{ customer_id: "z" }]);
    expect(await queryDuckdb(store, "SELECT answer::VARCHAR AS answer FROM mine")).toEqual([{ answer: "42" }]);
  });

  test("whose customer_rfm somebody else made is left alone, unless it may be replaced", async () => {
    const store = path("store.duckdb");
    await queryDuckdb(store, "CREATE TABLE customer_rfm AS SELECT 1 AS mine");
    await expect(runOperation.run({ source: csvOf(SALES), store, threads: 1 })).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
    });
    expect(await queryDuckdb(store, "SELECT mine::VARCHAR AS mine FROM customer_rfm")).toEqual([{ mine: "1" }]);
    await runOperation.run({ source: csvOf(SALES), store, replace: true, threads: 1 });
    expect(await queryDuckdb(store, "SELECT customer_id FROM customer_rfm ORDER BY ALL")).toHaveLength(2);
  });

  test("that is no database is left as it is", async () => {
    const store = path("notes.txt");
    writeFileSync(store, "dear diary");
    await expect(runOperation.run({ source: csvOf(SALES), store, threads: 1 })).rejects.toMatchObject({
      code: "BAD_FILE",
    });
    expect(readFileSync(store, "utf8")).toBe("dear diary");
  });

  test.runIf(process.getuid?.() !== 0)("in a folder that may not be written says so", async () => {
    const folder = path("locked");
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    const store = join(folder, "store.duckdb");
    await expect(runOperation.run({ source: csvOf(SALES), store, threads: 1 })).rejects.toMatchObject({
      code: "NOT_WRITABLE",
    });
    expect(existsSync(store)).toBe(false);
  });
});
