import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, quintile } from "../cli/command.js";
import { describeServers } from "../support/postgres/servers.js";
import { openShop, type Shop } from "./shop.js";
import { openProxy } from "./statement-proxy.js";

const CANCELLED = "CANCELLED: The run was cancelled; nothing was published.\n";

const SLEEPING =
  "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'";

/** Starts a command, and sends it a signal as soon as something is so. */
async function interrupted(
  words: readonly string[],
  isSo: () => Promise<unknown>,
  signal: NodeJS.Signals,
): Promise<Outcome> {
  let pid = 0;
  const ending: Promise<Outcome> = quintile(["run", ...words, "--quiet"], {
    cwd: tmpdir(),
    onStart: (id) => (pid = id),
  });
  await expect.poll(isSo).toHaveLength(1);
  process.kill(pid, signal);
  return await ending;
}

describeServers((server) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(server);
  });
  afterAll(async () => await shop.drop());

  const sleeping = (): Promise<unknown> => shop.sql(SLEEPING);

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s during a long statement stops it in the server at once, and exits with 130",
    async (signal) => {
      await shop.run();
      const after = await shop.change();
      const before = await shop.untouched();
      const outcome = await interrupted([shop.url, "--table", "slow_sales"], sleeping, signal);
      expect(outcome).toEqual({ code: 130, out: "", err: CANCELLED });
      expect(await sleeping()).toEqual([]);
      await shop.quiet();
      expect(await shop.untouched()).toEqual(before);
      await shop.run();
      expect(await shop.published()).toEqual(after);
    },
  );

  test("SIGINT while another run is waited for", async () => {
    await shop.run();
    const before = await shop.untouched();
    const other = expect(shop.run({ table: "slow_sales" })).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    await expect.poll(sleeping).toHaveLength(1);
    const waiting = () =>
      shop.sql(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle' AND query ~ 'advisory'",
      );
    const outcome = await interrupted([shop.url], waiting, "SIGINT");
    expect(outcome).toEqual({ code: 130, out: "", err: CANCELLED });
    expect(await sleeping()).toHaveLength(1);
    await shop.sql(`SELECT pg_terminate_backend(pid) FROM (${SLEEPING}) AS sleeping`);
    await other;
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test("SIGINT while a table that another session has locked is waited for", async () => {
    await shop.run();
    const before = await shop.untouched();
    const holding = shop.sql("BEGIN; LOCK TABLE customer_rfm; SELECT pg_sleep(3600)").catch(() => undefined);
    await expect.poll(sleeping).toHaveLength(1);
    const waiting = () =>
      shop.sql("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    const outcome = await interrupted([shop.url], waiting, "SIGINT");
    expect(outcome).toEqual({ code: 130, out: "", err: CANCELLED });
    await shop.sql(`SELECT pg_terminate_backend(pid) FROM (${SLEEPING}) AS sleeping`);
    await holding;
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test("SIGINT while a server that says nothing is waited for", async () => {
    let clients = 0;
    const silent = createServer(() => (clients += 1)).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    const outcome = await interrupted(
      [`postgres://user@127.0.0.1:${port}/shop?sslmode=disable&connect_timeout=3600`],
      () => Promise.resolve(Array.from({ length: clients })),
      "SIGINT",
    );
    silent.close();
    expect(outcome).toEqual({ code: 130, out: "", err: CANCELLED });
  });

  test("a signal of the library stops a statement, and rows on their way to a file or from one", async () => {
    await shop.run();
    const before = await shop.untouched();
    const runs = [
      { table: "slow_sales" },
      { table: "slow_sales", store: `${tmpdir()}/quintile-cancelled-${process.pid}.duckdb` },
    ];
    for (const options of runs) {
      const stop = new AbortController();
      const running = shop.run(options, { signal: stop.signal });
      await expect.poll(sleeping).toHaveLength(1);
      stop.abort();
      await expect(running).rejects.toMatchObject({
        code: "CANCELLED",
        message: "The run was cancelled; nothing was published.",
      });
      await shop.quiet();
      expect(await shop.untouched()).toEqual(before);
    }
  });

  test("a signal that comes before everything or between two statements", async () => {
    await shop.run();
    const before = await shop.untouched();
    await expect(shop.run({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
    const statements: string[] = [];
    const stop = new AbortController();
    const proxy = await openProxy(server, (statement) => {
      statements.push(statement);
      if (statement.startsWith("UPDATE")) stop.abort();
      return "pass";
    });
    await expect(shop.run({ source: proxy.url(shop.name) }, { signal: stop.signal })).rejects.toMatchObject({
      code: "CANCELLED",
    });
    await proxy.close();
    expect(statements).not.toContain("COMMIT");
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test("a signal that comes when all is being committed comes too late: the run is published, and says so", async () => {
    await shop.run();
    const after = await shop.change();
    const stop = new AbortController();
    const proxy = await openProxy(server, (statement) => {
      if (statement === "COMMIT") stop.abort();
      return "pass";
    });
    const { customers } = await shop.run({ source: proxy.url(shop.name) }, { signal: stop.signal });
    await proxy.close();
    expect(customers).toBe(50);
    await shop.quiet();
    expect(await shop.published()).toEqual(after);
  });

  test("a role that may have one connection only hangs up, and the server notices", async () => {
    const role = await shop.role("CONNECTION LIMIT 1");
    await shop.sql(
      `CREATE SCHEMA lonely; GRANT CREATE, USAGE ON SCHEMA lonely TO ${role.name}; GRANT SELECT ON slow_sales TO ${role.name}`,
    );
    const stop = new AbortController();
    const running = shop.run({ source: role.url, table: "slow_sales", schema: "lonely" }, { signal: stop.signal });
    await expect.poll(sleeping).toHaveLength(1);
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: "CANCELLED" });
    await shop.quiet();
  });
});
