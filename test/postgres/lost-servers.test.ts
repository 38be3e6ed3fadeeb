import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quintile } from "../cli/command.js";
import { type OwnServer, type Server, startServer } from "../support/postgres/server.js";
import { describeServers } from "../support/postgres/servers.js";
import { openShop, type Shop } from "./shop.js";
import { type Fate, openProxy, type StatementProxy } from "./statement-proxy.js";

const LOST =
  "The connection to the database was lost: the server was stopped, or an administrator ended the session. Nothing was published.";
const GONE =
  "The connection to the database was lost: the server is gone, or the network between. Nothing was published.";
const LOOK = "Run again; quintile runs shows which runs were published.";
const LOST_AT_THE_END =
  "The connection to the database was lost at the very end: the result is published whole, or not at all.";
const AGAIN = "Run again once the server answers; what was published before is as it was.";

/** A shop with published tables, and a proxy that does something once, before a statement goes on. */
function shopBehindProxy(serverOf: () => Server) {
  let shop: Shop;
  let proxy: StatementProxy;
  let at: RegExp | undefined;
  let interfere: () => Promise<unknown>;
  let interference: Promise<unknown> | undefined;

  beforeAll(async () => {
    shop = await openShop(serverOf());
    proxy = await openProxy(serverOf(), async (statement): Promise<Fate> => {
      if (at?.test(statement) === true) {
        at = undefined;
        await (interference = interfere());
      }
      return "pass";
    });
  });
  afterAll(async () => {
    await proxy.close();
    await shop.drop();
  });

  return {
    get shop() {
      return shop;
    },
    /** The address of the shop through the proxy, which will interfere before the first statement like this. */
    url: (pattern: RegExp, what: (shop: Shop) => Promise<unknown>): string => {
      [at, interference] = [pattern, undefined];
      interfere = () => what(shop);
      return proxy.url(shop.name);
    },
    /** Until that is done. */
    interference: async (): Promise<void> => {
      expect(interference).toBeDefined();
      await interference;
    },
  };
}

const OURS = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'quintile'";

/** Statements from the first to the last of a run; before each, the session is idle. */
const MOMENTS = [
  ["the sales are looked for", /^SELECT nspname/],
  ["the transaction starts", /^BEGIN/],
  ["sales are grouped", /^CREATE UNLOGGED/],
  ["cutpoints are fitted", /^SELECT count/],
  ["customers are published", /^UPDATE/],
  ["all is committed", /^COMMIT/],
] as const;

describeServers((server) => {
  const behind = shopBehindProxy(() => server);

  test.each(MOMENTS)("a session that an administrator ends before %s", async (_, moment) => {
    const { shop } = behind;
    await shop.run();
    const after = await shop.change();
    const before = await shop.untouched();
    const source = behind.url(moment, ({ sql }) => sql(`SELECT pg_terminate_backend(pid, 60000) ${OURS}`));
    const message = moment.test("COMMIT") ? LOST_AT_THE_END : LOST;
    await expect(shop.run({ source })).rejects.toMatchObject({ code: "CONNECTION_LOST", message });
    await behind.interference();
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
    await shop.run();
    expect(await shop.published()).toEqual(after);
  });

  test.each([
    ["terminate", LOST, AGAIN],
    [
      "cancel",
      "Another session cancelled a statement of this run; nothing was published.",
      "It called pg_cancel_backend: run again.",
    ],
  ])("a statement that somebody ends with pg_%s_backend", async (how, message, hint) => {
    const { shop } = behind;
    await shop.run();
    const after = await shop.change();
    const before = await shop.untouched();
    const ending = shop.run({ table: "slow_sales" });
    await expect
      .poll(() => shop.sql(`SELECT pg_${how}_backend(pid) ${OURS} AND state = 'active' AND wait_event = 'PgSleep'`))
      .toHaveLength(1);
    await expect(ending).rejects.toMatchObject({ code: "CONNECTION_LOST", message, hint });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
    await shop.run();
    expect(await shop.published()).toEqual(after);
  });

  test("a store whose session somebody ends while the sales are read elsewhere", async () => {
    const { shop } = behind;
    const store = await openShop(server);
    await store.run();
    const before = await store.untouched();
    const gate = await shop.gate("gated_sales");
    const running = expect(shop.run({ table: "gated_sales", store: store.url })).rejects.toMatchObject({
      code: "CONNECTION_LOST",
      message: LOST,
    });
    await gate.reached();
    expect(await store.sql(`SELECT pg_terminate_backend(pid, 60000) ${OURS}`)).toHaveLength(1);
    await gate.open();
    await running;
    await shop.quiet();
    await store.quiet();
    expect(await store.untouched()).toEqual(before);
    await store.drop();
  });

  describe("a server that is stopped and started again", () => {
    let own: OwnServer;
    beforeAll(async () => {
      own = await startServer(server);
    });
    afterAll(async () => await own.remove());
    const alone = shopBehindProxy(() => own);

    test.each([
      ["before sales are grouped", "fast", /^CREATE UNLOGGED/, `${LOST}\n${AGAIN}`],
      ["and crashes while customers are published", "immediate", /^INSERT INTO .*customer_rfm/s, `${GONE}\n${AGAIN}`],
      ["before all is committed", "fast", /^COMMIT/, `${LOST_AT_THE_END}\n${LOOK}`],
    ] as const)("%s", async (_, mode, moment, said) => {
      const { shop } = alone;
      await shop.run();
      const after = await shop.change();
      const before = await shop.untouched();
      const source = alone.url(moment, async () => {
        await own.stop(mode);
        await own.start();
      });
      const outcome = await quintile(["run", source, "--quiet"], { cwd: tmpdir() });
      await alone.interference();
      expect(outcome).toEqual({ code: 1, out: "", err: `CONNECTION_LOST: ${said}\n` });
      expect(await shop.untouched()).toEqual(before);
      await shop.run();
      expect(await shop.published()).toEqual(after);
      await shop.quiet();
    });
  });
});
