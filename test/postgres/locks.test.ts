import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeServers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { listener, openShop, type Shop } from "./shop.js";
import { type Fate, openProxy } from "./statement-proxy.js";

const SLEEPING =
  "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'";

describeServers((server) => {
  const { path } = temporaryFolder();
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(server);
    await shop.sql("CREATE SCHEMA other");
    await shop.run();
  });
  afterAll(async () => await shop.drop());

  const sleeping = (): Promise<readonly unknown[]> => shop.sql(SLEEPING);

  /** Holds a table until it is released. */
  async function lock(): Promise<{ release: () => Promise<unknown> }> {
    const held = shop.sql("BEGIN; LOCK TABLE customer_rfm; SELECT pg_sleep(3600)").catch(() => undefined);
    await expect.poll(sleeping).toHaveLength(1);
    return {
      release: () =>
        shop.sql(`SELECT pg_terminate_backend(pid, 60000) FROM (${SLEEPING}) AS sleeping`).then(() => held),
    };
  }

  const WAITING =
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'quintile'";

  test("a table that somebody holds ends the run after the lock timeout, and no earlier", async () => {
    const before = await shop.untouched();
    const { release } = await lock();
    const start = performance.now();
    await expect(shop.run({ lockTimeout: 1 })).rejects.toMatchObject({
      code: "STORE_BUSY",
      message: "A table is locked by another session; nothing was published.",
      hint: "Run again when that session is done, or wait longer with lockTimeout.",
    });
    expect(performance.now() - start).toBeGreaterThan(1000);
    await release();
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test("a table that is let go within the lock timeout is published to", async () => {
    const after = await shop.change();
    const { release } = await lock();
    const running = shop.run({ lockTimeout: 20 });
    await expect.poll(() => shop.sql(WAITING)).toHaveLength(1);
    await release();
    await running;
    expect(await shop.published()).toEqual(after);
  });

  test("another run is waited for, and told of: who, and since when; then both are published", async () => {
    const after = await shop.change();
    const role = await shop.role();
    await shop.sql(`GRANT USAGE, CREATE ON SCHEMA public TO ${role.name}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role.name};
      GRANT INSERT, UPDATE, DELETE ON customer_rfm, rfm_segments, rfm_runs, rfm_changes TO ${role.name};`);
    const gate = await shop.gate("gated_sales");
    await shop.sql(`GRANT SELECT ON gated_sales TO ${role.name}`);
    const first = shop.run({ source: role.url, table: "gated_sales" });
    const [pid] = await gate.reached();
    const { notes, progress } = listener((note) => {
      if (note.startsWith("Waiting")) void gate.open();
    });
    const holder = new RegExp(
      String.raw`^Waiting for another run that publishes to the schema public: process ${pid} of the server \(role ${role.name}, quintile, from 127\.0\.0\.1, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)\.$`,
    );
    const second = await shop.run({}, { progress });
    expect(notes).toContainEqual(expect.stringMatching(holder));
    expect(notes.filter((note) => note.startsWith("Waiting"))).toHaveLength(1);
    expect(second.run).toBe((await first).run + 1);
    expect(await shop.published()).toEqual(after);
  });

  test("another run that takes too long ends this one, which says who it is, as far as its role may know", async () => {
    const before = await shop.untouched();
    const first = expect(shop.run({ table: "slow_sales" })).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    await expect.poll(sleeping).toHaveLength(1);
    const [{ pid } = {}] = (await sleeping()) as { pid?: string }[];
    const role = await shop.role();
    await shop.sql(`GRANT USAGE, CREATE ON SCHEMA public TO ${role.name}; GRANT SELECT ON fact_sales TO ${role.name}`);
    await expect(shop.run({ source: role.url, lockTimeout: 1 })).rejects.toMatchObject({
      code: "STORE_BUSY",
      message: `Another run publishes to the schema public: process ${pid} of the server (role ${server.user}, quintile).`,
      hint: "Run again when it is done, or wait longer with lockTimeout.",
    });
    await shop.sql(`SELECT pg_terminate_backend(pid) FROM (${SLEEPING}) AS sleeping`);
    await first;
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test("a role whose idle sessions are ended may wait, and write files, all the same", async () => {
    const after = await shop.change();
    const role = await shop.role();
    await shop.sql(`ALTER ROLE ${role.name} SET idle_session_timeout = 200; ALTER ROLE ${role.name} SET idle_in_transaction_session_timeout = 1;
      ALTER ROLE ${role.name} SET statement_timeout = '20s'; GRANT USAGE, CREATE ON SCHEMA public TO ${role.name};
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role.name}; GRANT INSERT, UPDATE, DELETE ON customer_rfm, rfm_segments, rfm_runs, rfm_changes TO ${role.name}`);
    const gate = await shop.gate("gated_longer");
    const first = shop.run({ table: "gated_longer" });
    await gate.reached();
    const waiting = shop.run({ source: role.url });
    const ofTheRole = `SELECT pid FROM pg_stat_activity WHERE usename = '${role.name}' AND now() - backend_start > interval '0.5 s'`;
    await expect.poll(() => shop.sql(ofTheRole)).toHaveLength(1);
    await gate.open();
    const second = await waiting;
    expect(second.run).toBe((await first).run + 1);
    expect(await shop.published()).toEqual(after);
  });

  test("four runs at once into one empty schema follow each other", async () => {
    const after = await shop.change();
    await shop.sql("CREATE SCHEMA crowded");
    const results = await Promise.all([1, 2, 3, 4].map(() => shop.run({ schema: "crowded" })));
    expect(results.map(({ run }) => run).toSorted()).toEqual([1, 2, 3, 4]);
    expect(await shop.published("crowded")).toEqual(after);
    await shop.quiet();
  });

  test("two runs in two schemas go side by side", async () => {
    const after = await shop.change();
    const stop = new AbortController();
    const first = shop.run({ table: "slow_sales", schema: "other" }, { signal: stop.signal });
    const ended = expect(first).rejects.toMatchObject({ code: "CANCELLED" });
    await expect.poll(sleeping).toHaveLength(1);
    const { notes, progress } = listener();
    await shop.run({}, { progress });
    expect(notes.filter((note) => note.startsWith("Waiting"))).toEqual([]);
    expect(await shop.published()).toEqual(after);
    expect(await sleeping()).toHaveLength(1);
    stop.abort();
    await ended;
    await shop.quiet();
  });

  test("sales that come while a run reads are left to the next one, in the rejected rows, too", async () => {
    await shop.sql("CREATE TABLE growing AS SELECT * FROM fact_sales; INSERT INTO growing VALUES (1, 'infinity', 1)");
    const proxy = await openProxy(server, async (statement): Promise<Fate> => {
      if (statement.startsWith("COPY")) await shop.sql("INSERT INTO growing VALUES (2, 'infinity', 2)");
      return "pass";
    });
    const rejects = path("rejects.csv");
    const first = await shop.run({ source: proxy.url(shop.name), table: "growing", rejects });
    await proxy.close();
    expect(first.rejected.bad_date).toBe(1);
    expect(readFileSync(rejects, "utf8")).toBe("reason,customer_id,sale_date,revenue\nbad_date,1,infinity,1\n");
    expect((await shop.run({ table: "growing" })).rejected.bad_date).toBe(2);
  });
});
