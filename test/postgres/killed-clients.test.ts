import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { quintile } from "../cli/command.js";
import { describeServers, servers } from "../support/postgres/servers.js";
import { isThorough } from "../support/thoroughness.js";
import { openShop, type Shop } from "./shop.js";
import { type Fate, openProxy, type StatementProxy } from "./statement-proxy.js";

const LONG = 60; // seconds: less than the statement that the server ends, and more than any machine needs
const SLEEPING =
  "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'";

type Decide = (statement: string) => Fate;

const lost = (statement: string) => ({
  code: "CONNECTION_LOST",
  message: expect.stringContaining(statement === "COMMIT" ? "whole, or not at all" : "Nothing was published"),
});

/** Does something at the n-th statement from a first one on, or at the last of all; and tells which that was. */
function at(nth: number, first: RegExp, act: () => Fate): { readonly decide: Decide; readonly met: () => string } {
  let seen = 0;
  let met = "";
  return {
    decide: (statement) => {
      if (seen > 0 || first.test(statement)) seen += 1;
      if (seen !== nth && statement !== "COMMIT") return "pass";
      met = statement;
      return act();
    },
    met: () => met,
  };
}

describeServers((server) => {
  let shop: Shop;
  let proxy: StatementProxy;
  let decide: Decide;
  let pid: number;

  beforeAll(async () => {
    shop = await openShop(server);
    proxy = await openProxy(server, (statement) => decide(statement));
  });
  afterAll(async () => {
    await proxy.close();
    await shop.drop();
  });

  /** A run through the proxy. */
  async function runThrough(fate: Decide, options: Partial<RunValues> = {}): Promise<void> {
    decide = fate;
    await shop.run({ source: proxy.url(shop.name), ...options });
  }

  /** The same as a process, which the proxy can kill by its {@link pid}; gives back the exit code. */
  async function processThrough(fate: Decide, ...words: string[]): Promise<number | null> {
    decide = fate;
    const { code } = await quintile(["run", proxy.url(shop.name), "--quiet", ...words], {
      cwd: tmpdir(),
      onStart: (id) => (pid = id),
    });
    return code;
  }

  /** Each server takes its share of the statements, since a run for each takes a while; outside CI every third is enough. */
  const stride = isThorough ? servers.length : 3;
  const nthOfMine = (index: number): number => 1 + servers.indexOf(server) + index * stride;

  /** Cuts a run at one statement after the other, until it is cut at its last. */
  async function atEachStatement(cutAt: (nth: number) => Promise<string>): Promise<void> {
    const met: string[] = [];
    while (met.at(-1) !== "COMMIT") {
      const after = await shop.change();
      const before = await shop.untouched();
      const statement = await cutAt(nthOfMine(met.length));
      met.push(statement);
      await shop.quiet();
      const isDone = statement === "COMMIT" && (await shop.published()).join() === after.join();
      if (!isDone) expect(await shop.untouched(), statement).toEqual(before);
      await shop.run();
      expect(await shop.published(), statement).toEqual(after);
    }
    expect(met.length * stride).toBeGreaterThan(20);
  }

  test("a line that is cut behind any statement costs the run, and no more", async () => {
    await shop.run();
    await atEachStatement(async (nth) => {
      const cut = at(nth, /^/, () => "cut behind");
      const error: unknown = await runThrough(cut.decide).catch((reason: unknown) => reason);
      expect(error, cut.met()).toMatchObject(lost(cut.met()));
      return cut.met();
    });
  });

  test.each([
    ["that publishes for the first time", "DROP SCHEMA fresh CASCADE; CREATE SCHEMA fresh", {}],
    [
      "that replaces a table",
      "DROP TABLE fresh.customer_rfm; CREATE TABLE fresh.customer_rfm (mine int)",
      { replace: true },
    ],
  ])("a line that is cut behind any statement of a run %s", async (_, prepare, options) => {
    await shop.sql("CREATE SCHEMA IF NOT EXISTS fresh");
    await shop.run({ schema: "fresh" });
    const met: string[] = [];
    while (met.at(-1) !== "COMMIT") {
      await shop.sql(prepare);
      const before = await shop.untouched("fresh");
      const cut = at(nthOfMine(met.length), /^CREATE/, () => "cut behind");
      const error: unknown = await runThrough(cut.decide, { schema: "fresh", ...options }).catch(
        (reason: unknown) => reason,
      );
      met.push(cut.met());
      expect(error, cut.met()).toMatchObject(lost(cut.met()));
      await shop.quiet();
      if (cut.met() !== "COMMIT") expect(await shop.untouched("fresh"), cut.met()).toEqual(before);
    }
    expect(met.length * stride).toBeGreaterThan(10);
    await shop.sql(prepare);
    await shop.run({ schema: "fresh", ...options });
    await shop.run();
    expect(await shop.published("fresh")).toEqual(await shop.published());
  });

  test("a process that is killed at any statement of its transaction leaves the tables as they were, and no lock", async () => {
    await shop.run();
    await atEachStatement(async (nth) => {
      const kill = at(nth, /^BEGIN/, () => {
        process.kill(pid, "SIGKILL");
        return nth % 4 < 2 ? "cut before" : "cut behind";
      });
      expect(await processThrough(kill.decide), kill.met()).toBe(null);
      return kill.met();
    });
  });

  test("the server ends the long statement of a killed process, and the next run waits no longer", async () => {
    await shop.run();
    const after = await shop.change();
    const killInItsSleep = async (): Promise<void> => {
      await expect.poll(() => shop.sql(SLEEPING)).toHaveLength(1);
      process.kill(pid, "SIGKILL");
    };
    let killed: Promise<void> | undefined;
    const kill = at(1, /^CREATE UNLOGGED/, () => {
      killed = killInItsSleep();
      return "pass";
    });
    expect(await processThrough(kill.decide, "--table", "slow_sales")).toBe(null);
    await killed;
    await shop.run({ lockTimeout: LONG });
    await shop.quiet();
    expect(await shop.published()).toEqual(after);
  });
});
