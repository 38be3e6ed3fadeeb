import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { explainOperation } from "../../src/operations/explain/operation.js";
import { exportOperation } from "../../src/operations/export/operation.js";
import type { QuintileError } from "../../src/errors.js";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { keepStore } from "../../src/operations/store/keep-store.js";
import { runsOperation } from "../../src/operations/runs/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { accepted, freshFolders, HEADER, refusal, refusalOf, write } from "./refusal.js";

freshFolders();
beforeEach(() => {
  write("sales.csv", `${HEADER}a,2024-01-01,5\nb,2024-02-01,6\n`);
});

const sumOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

describe("a store", () => {
  test("that is some other file stays what it is", async () => {
    write("notes.txt", "keep me");
    expect(await refusalOf("sales.csv", { store: "notes.txt" })).toMatchInlineSnapshot(`
      "BAD_FILE: notes.txt is not a store: it exists, but it is no DuckDB database.
      Name another file with --store; this one was left as it is.
      exit 1"
    `);
    expect(readFileSync("notes.txt", "utf8")).toBe("keep me");
  });

  test("that is a folder", async () => {
    write("store.duckdb/x", "");
    expect(await refusalOf("sales.csv", { store: "store.duckdb" })).toMatchInlineSnapshot(`
      "USAGE: store.duckdb is a folder, and a store is a file.
      Name a file in it: --store store.duckdb/quintile.duckdb.
      exit 2"
    `);
  });

  test.each([
    [" ", "The name of the store is empty."],
    [":memory:", "A store in memory (:memory:) would be gone when the command ends, and the result with it."],
    [":memory:shop", "A store in memory (:memory:shop) would be gone when the command ends, and the result with it."],
    ["memory", "A store in memory (memory) would be gone when the command ends, and the result with it."],
    ["-", "- is a stream, and a store is a file."],
    ["/dev/stdout", "/dev/stdout is a stream, and a store is a file."],
    ["/dev/null", "/dev/null is a device or a pipe, which keeps nothing."],
    [
      "mysql://root@localhost/shop",
      "mysql://root@localhost/shop is no address of a store: stores are .duckdb files and postgres:// or trino:// addresses.",
    ],
    ["md:shop", "md:shop is no address of a store: stores are .duckdb files and postgres:// or trino:// addresses."],
  ])("spelled %j, which is no file", async (store, message) => {
    const said = `USAGE: ${message}\nName a file: --store quintile.duckdb.\nexit 2`;
    expect(await refusalOf("sales.csv", { store })).toBe(said);
    expect(await refusal(() => runsOperation.run({ store }))).toBe(said);
    expect(await refusal(() => keepStore(store, undefined))).toBe(said);
  });

  test("in a file whose name only resembles such a spelling is fine", async () => {
    expect((await accepted("sales.csv", { store: "./memory" })).customers).toBe(2);
    expect((await runsOperation.run({ store: "./memory" })).runs).toHaveLength(1);
  });

  test("in a folder that is not there", async () => {
    expect(await refusalOf("sales.csv", { store: "nowhere/store.duckdb" })).toMatchInlineSnapshot(`
      "NOT_WRITABLE: nowhere/store.duckdb cannot be opened.
      Check that its folder exists and that you may write there, or name another --store.
      exit 1"
    `);
  });

  test("that is not there has nothing to show", async () => {
    expect(await refusal(() => explainOperation.run({ customer: "a" }))).toMatchInlineSnapshot(`
      "NO_SUCH_STORE: There is no store at quintile.duckdb.
      Score some sales first (quintile run SOURCE), or name the store with --store.
      exit 1"
    `);
  });

  test("without a run has nothing to show", async () => {
    await queryDuckdb("store.duckdb", "CREATE TABLE other (a INTEGER)");
    expect(await refusal(() => explainOperation.run({ customer: "a", store: "store.duckdb" }))).toMatchInlineSnapshot(`
      "NO_SUCH_RUN: store.duckdb holds no scored customers yet.
      Score some sales first: quintile run SOURCE.
      exit 1"
    `);
    expect(await refusal(() => exportOperation.run({ to: "x.csv", store: "store.duckdb" }))).toMatch(/^NO_SUCH_RUN: /);
    expect(await runsOperation.run({ store: "store.duckdb" })).toEqual({ store: "store.duckdb", runs: [] });
  });

  test("written by a newer Quintile", async () => {
    await accepted("sales.csv");
    await queryDuckdb("quintile.duckdb", "UPDATE rfm_runs SET format = 2");
    const before = sumOf("quintile.duckdb");
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "STORE_NEWER: quintile.duckdb was written by a newer version of Quintile.
      Update Quintile, or name another store with --store; this one was left as it is.
      exit 1"
    `);
    expect(await refusal(() => runsOperation.run({}))).toMatch(/^STORE_NEWER: /);
    expect(await refusal(() => explainOperation.run({ customer: "a" }))).toMatch(/^STORE_NEWER: /);
    expect(sumOf("quintile.duckdb")).toBe(before);
  });

  test("written by a newer DuckDB", async () => {
    await queryDuckdb("store.duckdb", "CREATE TABLE other (a INTEGER)");
    writeFileSync("store.duckdb", withStorageVersion(readFileSync("store.duckdb"), 999n));
    const before = sumOf("store.duckdb");
    const refused = await refusalOf("sales.csv", { store: "store.duckdb" });
    expect(refused).toMatchInlineSnapshot(`
      "STORE_NEWER: store.duckdb was written by a newer version of DuckDB than the one in Quintile (v1.5.6) can read.
      Export its sales with the DuckDB that wrote it, and score that file: duckdb "store.duckdb" -c "COPY fact_sales TO 'fact_sales.parquet'". As a store, name another file; this one was left as it is.
      exit 1"
    `);
    expect(await refusalOf("store.duckdb")).toBe(refused);
    expect(sumOf("store.duckdb")).toBe(before);
  });

  test("that is damaged", async () => {
    await accepted("sales.csv");
    writeFileSync("quintile.duckdb", Buffer.from(readFileSync("quintile.duckdb")).fill(7, 16, 12_000));
    expect(await refusalOf("sales.csv")).toMatchInlineSnapshot(`
      "BAD_FILE: quintile.duckdb is not a readable DuckDB database: it is damaged, cut off, or something else.
      Name another file, or bring back a copy; this one was left as it is.
      exit 1"
    `);
  });

  test("that is cut off, wherever that is", async () => {
    await accepted("sales.csv");
    const whole = readFileSync("quintile.duckdb");
    for (const bytes of [12, 100, 4096, 8192, 12_288, 20_000]) {
      writeFileSync("quintile.duckdb", whole.subarray(0, bytes));
      const said = [
        "BAD_FILE: quintile.duckdb is not a readable DuckDB database: it is damaged, cut off, or something else.",
        "Name another file, or bring back a copy; this one was left as it is.",
        "exit 1",
      ].join("\n");
      expect(await refusal(() => overviewOperation.run({})), `${bytes} bytes`).toBe(said);
      const kept = await keepStore("quintile.duckdb", undefined);
      const served = refusal(() => overviewOperation.run({}, { store: kept })).finally(() => kept.close());
      expect(await served, `${bytes} bytes, kept`).toBe(said);
    }
  });

  test("that is kept open and goes away is missing for everybody, and back for everybody", async () => {
    await accepted("sales.csv");
    const kept = await keepStore("quintile.duckdb", undefined);
    const read = (): Promise<number> => overviewOperation.run({}, { store: kept }).then(({ run }) => run.customers);
    expect(await read()).toBe(2);
    renameSync("quintile.duckdb", "aside.duckdb");
    for (let request = 0; request < 3; request += 1)
      await expect(read()).rejects.toMatchObject({ code: "NO_SUCH_STORE" });
    writeFileSync("quintile.duckdb", readFileSync("aside.duckdb").subarray(0, 20_000));
    await expect.poll(() => read().catch(({ code }: QuintileError) => code)).toBe("BAD_FILE");
    for (let request = 0; request < 3; request += 1) await expect(read()).rejects.toMatchObject({ code: "BAD_FILE" });
    renameSync("aside.duckdb", "quintile.duckdb");
    await expect.poll(() => read().catch(({ code }: QuintileError) => code)).toBe(2);
    await kept.close();
  });

  test("with a row that was changed by hand, while its other runs can be used", async () => {
    await accepted("sales.csv");
    await accepted("sales.csv");
    await queryDuckdb("quintile.duckdb", "UPDATE rfm_runs SET scoring = 'SECRET' WHERE run = 2");
    expect(await refusal(() => explainOperation.run({ customer: "a" }))).toMatchInlineSnapshot(`
      "BAD_FILE: quintile.duckdb is damaged, or was changed by hand: the column scoring of rfm_runs (run 2) does not hold a scoring as JSON.
      Restore the row from a backup, or delete it; quintile run SOURCE writes a new one.
      exit 1"
    `);
    expect(await refusal(() => runsOperation.run({}))).toMatch(/^BAD_FILE: .* rfm_runs \(run 2\) /);
    expect(await refusalOf("sales.csv", { cutpoints: "latest" })).toMatch(/^BAD_FILE: .* rfm_runs \(run 2\) /);
    expect((await accepted("sales.csv", { cutpoints: "1" })).run).toBe(3);
    expect((await explainOperation.run({ customer: "a" })).run).toBe(3);
  });

  test("with a customer_rfm of somebody else, unless told to take its place", async () => {
    await queryDuckdb("store.duckdb", "CREATE TABLE customer_rfm (customer_id INTEGER, note VARCHAR)");
    expect(await refusalOf("sales.csv", { store: "store.duckdb" })).toMatchInlineSnapshot(`
      "STORE_OCCUPIED: store.duckdb already has a table customer_rfm with other columns: customer_id, note.
      Name another store with --store, or rename that table, or let this run take its place with --replace.
      exit 1"
    `);
    expect(await refusal(() => explainOperation.run({ customer: "a", store: "store.duckdb" }))).toMatchInlineSnapshot(`
      "STORE_OCCUPIED: store.duckdb already has a table customer_rfm with other columns: customer_id, note.
      Name another store with --store, or rename that table.
      exit 1"
    `);
    expect((await accepted("sales.csv", { store: "store.duckdb", replace: true })).customers).toBe(2);
  });

  test.each(["rfm_runs", "rfm_segments"])("with a %s of somebody else", async (table) => {
    await queryDuckdb("store.duckdb", `CREATE TABLE ${table} (note VARCHAR)`);
    const hint = "Name another store with --store, or rename that table.\nexit 1";
    expect(await refusalOf("sales.csv", { store: "store.duckdb", replace: true })).toBe(
      `STORE_OCCUPIED: store.duckdb already has a table ${table} with other columns: note.\n${hint}`,
    );
  });

  test("with a view of that name", async () => {
    const columns =
      'a AS customer_id, 1 AS recency, 1 AS frequency, 1 AS monetary, 1 AS "R_score", 1 AS "F_score", 1 AS "M_score", \'\' AS segment';
    await queryDuckdb(
      "store.duckdb",
      "CREATE TABLE t (a INTEGER)",
      `CREATE VIEW customer_rfm AS SELECT ${columns} FROM t`,
    );
    expect(await refusalOf("sales.csv", { store: "store.duckdb" })).toMatchInlineSnapshot(`
      "STORE_OCCUPIED: The store has a view named customer_rfm, where a table has to be.
      Name another store with --store, or rename that view.
      exit 1"
    `);
  });

  test("that the sales themselves stand in is fine", async () => {
    await queryDuckdb(
      "shop.duckdb",
      "CREATE TABLE fact_sales AS SELECT 7 AS customer_id, DATE '2024-01-01' AS sale_date, 5 AS revenue",
    );
    expect((await accepted("shop.duckdb", { store: "shop.duckdb" })).customers).toBe(1);
    expect((await accepted("shop.duckdb", { store: "shop.duckdb" })).run).toBe(2);
    expect(await queryDuckdb("shop.duckdb", "SELECT count(*) AS sales FROM fact_sales")).toEqual([{ sales: "1" }]);
  });

  test("has no customer or segment of another name", async () => {
    await accepted("sales.csv");
    expect(await refusal(() => explainOperation.run({ customer: "A" }))).toMatchInlineSnapshot(`
      "NO_SUCH_CUSTOMER: quintile.duckdb holds no customer with that id.
      Ids are compared exactly, with their case and leading zeros. A customer without any purchase is not scored.
      exit 1"
    `);
    expect(await refusal(() => exportOperation.run({ segment: ["Champion"], to: "x.csv" }))).toMatchInlineSnapshot(`
      "NO_SUCH_SEGMENT: The store has no segment "Champion".
      Did you mean "Champions"? Segments: Champions, Loyal Customers, Potential Loyalists, At Risk, Others.
      exit 1"
    `);
    expect(await refusalOf("sales.csv", { cutpoints: "7" })).toMatchInlineSnapshot(`
      "NO_SUCH_RUN: quintile.duckdb has no run 7.
      It has: 1.
      exit 1"
    `);
  });
});

/** DuckDB's first header block: a checksum of what follows it, "DUCK", and the version of the storage. */
function withStorageVersion(file: Buffer, version: bigint): Buffer {
  const changed = Buffer.from(file);
  changed.writeBigUInt64LE(version, 12);
  let sum = 5381n;
  for (let at = 8; at < 4096; at += 8) sum ^= BigInt.asUintN(64, changed.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  changed.writeBigUInt64LE(sum, 0);
  return changed;
}
