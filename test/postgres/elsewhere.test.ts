import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCsv } from "../support/csv.js";
import { queryDuckdb } from "../support/duckdb.js";
import { existingDatabase } from "../support/postgres/database.js";
import { caughtUp, startReplica } from "../support/postgres/replica.js";
import type { OwnServer } from "../support/postgres/server.js";
import { describeServers, servers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { openShop, type Shop } from "./shop.js";
import { type Fate, openProxy } from "./statement-proxy.js";

/** The published customers of a file or a store, one line each. */
const LINES = `SELECT concat_ws('|', customer_id, recency, frequency, monetary, "R_score", "F_score", "M_score", segment) AS line FROM`;

async function linesOf({ sql }: Pick<Shop, "sql">): Promise<string[]> {
  return (await sql(`${LINES} customer_rfm`)).map(({ line }) => String(line)).toSorted();
}

async function linesIn(file: string, from = "customer_rfm"): Promise<string[]> {
  return (await queryDuckdb(file, `${LINES} ${from}`)).map(({ line }) => String(line)).toSorted();
}

describeServers((server) => {
  const { path } = temporaryFolder();
  let shop: Shop;
  let other: Shop;
  let expected: readonly string[];
  beforeAll(async () => {
    shop = await openShop(server);
    other = await openShop(server);
    await shop.run();
    expected = await linesOf(shop);
  });
  afterAll(async () => {
    await other.drop();
    await shop.drop();
  });

  test("sales in PostgreSQL, published there and written to files of every format", async () => {
    const [csv, parquet, json] = [path("customers.csv"), path("customers.parquet"), path("customers.json")];
    const { run } = await shop.run({ to: [csv, parquet, json] });
    expect(run).toBeGreaterThan(1);
    expect(await linesOf(shop)).toEqual(expected);
    const [header, ...records] = parseCsv(readFileSync(csv, "utf8"));
    expect(header?.join()).toBe("customer_id,recency,frequency,monetary,R_score,F_score,M_score,segment");
    expect(records.map((record) => record.join("|")).toSorted()).toEqual(expected);
    expect(await linesIn(":memory:", `'${parquet}'`)).toEqual(expected);
    const customers = JSON.parse(readFileSync(json, "utf8")) as Record<string, unknown>[];
    expect(customers).toHaveLength(expected.length);
    expect(
      await linesIn(
        ":memory:",
        `read_json('${json}', columns = {customer_id: 'INTEGER', recency: 'INTEGER', frequency: 'INTEGER',
      monetary: 'DECIMAL(38,4)', R_score: 'INTEGER', F_score: 'INTEGER', M_score: 'INTEGER', segment: 'VARCHAR'})`,
      ),
    ).toEqual(expected);
  });

  test("sales in PostgreSQL, published to a file, and nothing there", async () => {
    const store = path("shop.duckdb");
    const before = await shop.untouched();
    await shop.run({ store });
    await shop.quiet();
    expect(await linesIn(store)).toEqual(expected);
    expect(await shop.untouched()).toEqual(before);
  });

  test("sales in a file, published to PostgreSQL twice: rows that are equal stay where they are", async () => {
    const source = path("sales.csv");
    const rows = await shop.sql("SELECT concat_ws(',', customer_id, sale_date, revenue) AS line FROM fact_sales");
    writeFileSync(source, ["customer_id,sale_date,revenue", ...rows.map(({ line }) => line), ""].join("\n"));
    await other.run({ source, store: other.url });
    expect(await linesOf(other)).toEqual(expected);
    const rowsBefore = (await other.untouched()).filter((line) => !line.includes("five-segment"));
    await other.run({ source, store: other.url });
    await other.quiet();
    const kept = (await other.untouched()).filter((line) => rowsBefore.includes(line));
    expect(kept.length).toBeGreaterThanOrEqual(expected.length);
    expect(await linesOf(other)).toEqual(expected);
  });

  test("sales in one database, published to another", async () => {
    const before = await shop.untouched();
    await other.sql("CREATE SCHEMA from_shop");
    await shop.run({ store: other.url, schema: "from_shop" });
    await shop.quiet();
    await other.quiet();
    expect(await other.published("from_shop")).toEqual(await shop.published());
    expect(await shop.untouched()).toEqual(before);
  });

  test("a store may wait for sales that take long, though its server ends idle sessions", async () => {
    const role = await other.role();
    await other.sql(
      `ALTER ROLE ${role.name} SET idle_session_timeout = 200; CREATE SCHEMA patient AUTHORIZATION ${role.name}`,
    );
    await shop.run({ where: "CAST((SELECT pg_sleep(0.4)) AS text) IS NOT NULL", store: role.url, schema: "patient" });
    expect(await other.published("patient")).toEqual(await shop.published());
  });

  test("a line to the store or to the sales that is cut behind any statement costs the run, and no more", async () => {
    for (const end of ["source", "store"] as const) {
      let cutAt = Infinity;
      let first = 0;
      const proxy = await openProxy(server, (_, nth): Fate => (nth - first === cutAt ? "cut behind" : "pass"));
      const place = end === "source" ? shop.name : other.name;
      const run = () => shop.run({ store: other.url, [end]: proxy.url(place) });
      await run();
      const statements = proxy.statements.slice();
      expect(statements.length).toBeGreaterThan(5);
      // Each server takes its share of the statements, since a run for each takes a while; outside CI every third and the last are enough.
      const stride = isThorough ? servers.length : 3;
      for (const [index, statement] of statements.entries()) {
        if (index % stride !== servers.indexOf(server) && (isThorough || statement !== "COMMIT")) continue;
        const before = await other.untouched();
        cutAt = index + 1;
        first = proxy.statements.length;
        await expect(run(), statement).rejects.toMatchObject({ code: "CONNECTION_LOST" });
        await shop.quiet();
        await other.quiet();
        if (statement !== "COMMIT") expect(await other.untouched(), statement).toEqual(before);
      }
      await proxy.close();
    }
    await shop.change();
    const after = await shop.change();
    await shop.run({ store: other.url });
    expect(await other.published()).toEqual(after);
  });

  describe("a read replica", () => {
    let replica: OwnServer;
    beforeAll(async () => {
      replica = await startReplica(server);
      await caughtUp(server, replica);
    });
    afterAll(async () => await replica.remove());

    test("says that nothing can be published there, and where else", async () => {
      await expect(shop.run({ source: replica.url(shop.name) })).rejects.toMatchObject({
        code: "NOT_WRITABLE",
        message: `postgres://quintile_test@127.0.0.1:${replica.port}/${shop.name} is a read replica: nothing can be published there.`,
        hint: "Name another place with store: the primary server, or a .duckdb file.",
      });
    });

    test("is scored into a file, and files, without a trace", async () => {
      const [store, csv] = [path("replica.duckdb"), path("replica.csv")];
      await shop.run({ source: replica.url(shop.name), store, to: [csv] });
      expect(await linesIn(store)).toEqual(expected);
      expect(
        parseCsv(readFileSync(csv, "utf8"))
          .slice(1)
          .map((record) => record.join("|"))
          .toSorted(),
      ).toEqual(expected);
    });

    test("is scored into its primary server, from where the result comes back to it", async () => {
      const after = await shop.change();
      await caughtUp(server, replica);
      await shop.run({ source: replica.url(shop.name), store: shop.url });
      expect(await shop.published()).toEqual(after);
      await caughtUp(server, replica);
      const copy = existingDatabase(replica, shop.name);
      expect(await linesOf(copy)).toEqual(await linesOf(shop));
      await shop.quiet();
    });
  });
});
