import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunOptions } from "../../src/operations/run/inputs.js";
import { quintile } from "../cli/command.js";
import { describeServers, servers } from "../support/postgres/servers.js";
import { openShop, type Shop } from "./shop.js";
import { type Fate, openProxy, type StatementProxy } from "./statement-proxy.js";

const NOTICED = 4; // seconds: the server looks every two whether its client is there

const lost = (statement: string) => ({
  code: "CONNECTION_LOST",
  message: expect.stringContaining(statement === "COMMIT" ? "whole, or not at all" : "Nothing was published"),
});

describeServers((server) => {
  let shop: Shop;
  let proxy: StatementProxy;
  let decide: (statement: string, nth: number) => Fate;
  let first: number;

  beforeAll(async () => {
    shop = await openShop(server);
    proxy = await openProxy(server, (statement, nth) => decide(statement, nth - first));
  });
  afterAll(async () => {
    await proxy.close();
    await shop.drop();
  });

  /** A run through the proxy, which asks about its statements, counted from 1. */
  async function runThrough(fate: typeof decide, options: Partial<RunOptions> = {}): Promise<readonly string[]> {
    listen(fate);
    await shop.run({ source: proxy.url(shop.name), ...options });
    return proxy.statements.slice(first);
  }

  function listen(fate: typeof decide): void {
    decide = fate;
    first = proxy.statements.length;
  }

  /** The same as a process, which hears nothing more once the proxy has killed it. */
  async function processThrough(fate: (statement: string, nth: number, kill: () => void) => Fate, ...words: string[]) {
    let pid = 0;
    listen((statement, nth) => fate(statement, nth, () => process.kill(pid, "SIGKILL")));
    const { code } = await quintile(["run", proxy.url(shop.name), "--quiet", ...words], {
      cwd: tmpdir(),
      onStart: (id) => (pid = id),
    });
    return code;
  }

  /** Whatever happened: the old tables, or the new ones where all was said; and the next run has its way. */
  async function expectNoHarm(statement: string, before: readonly string[], after: readonly string[]): Promise<void> {
    await shop.quiet();
    const isDone = statement === "COMMIT" && (await shop.published()).join() === after.join();
    if (!isDone) expect(await shop.untouched(), statement).toEqual(before);
    await shop.run();
    expect(await shop.published(), statement).toEqual(after);
  }

  test("a line that is cut behind any statement costs the run, and no more", async () => {
    await shop.run();
    const statements = await runThrough(() => "pass");
    expect(statements.length).toBeGreaterThan(30);
    for (const [index, statement] of statements.entries()) {
      const after = await shop.change();
      const before = await shop.untouched();
      const cut = runThrough((_, nth) => (nth === index + 1 ? "cut behind" : "pass"));
      await expect(cut, statement).rejects.toMatchObject(lost(statement));
      await expectNoHarm(statement, before, after);
    }
  });

  test.each([
    ["that publishes for the first time", "DROP SCHEMA fresh CASCADE; CREATE SCHEMA fresh", {}],
    [
      "that replaces a table",
      "DROP TABLE fresh.customer_rfm; CREATE TABLE fresh.customer_rfm (mine int)",
      { replace: true },
    ],
  ])("a line that is cut behind any statement of a run %s", async (__, prepare, options) => {
    await shop.sql("CREATE SCHEMA IF NOT EXISTS fresh");
    await shop.run({ schema: "fresh" });
    await shop.sql(prepare);
    const statements = await runThrough(() => "pass", { schema: "fresh", ...options });
    const start = statements.findIndex((statement) => statement.startsWith("CREATE"));
    for (let index = start; index < statements.length; index += 1) {
      await shop.sql(prepare);
      const before = await shop.untouched("fresh");
      const statement = statements[index] as string;
      const cut = runThrough((_, nth) => (nth === index + 1 ? "cut behind" : "pass"), { schema: "fresh", ...options });
      await expect(cut, statement).rejects.toMatchObject(lost(statement));
      await shop.quiet();
      if (statement !== "COMMIT") expect(await shop.untouched("fresh"), statement).toEqual(before);
    }
    await shop.run({ schema: "fresh", ...options });
    await shop.run();
    expect(await shop.published("fresh")).toEqual(await shop.published());
  });

  // Each server takes its share of the statements: a process takes a while to start.
  test("a process that is killed at any statement leaves the tables as they were, and no lock", async () => {
    await shop.run();
    const statements = await runThrough(() => "pass");
    for (const [index, statement] of statements.entries()) {
      if (index % servers.length !== servers.indexOf(server)) continue;
      const after = await shop.change();
      const before = await shop.untouched();
      const code = await processThrough((_, nth, kill) => {
        if (nth !== index + 1) return "pass";
        kill();
        return index % 4 < 2 ? "cut before" : "cut behind";
      });
      expect(code, statement).toBe(null);
      await expectNoHarm(statement, before, after);
    }
  });

  test("the server ends the long statement of a killed process, and the next run hardly waits", async () => {
    await shop.run();
    const after = await shop.change();
    const code = await processThrough(
      (statement, _, kill) => {
        if (statement.startsWith("CREATE UNLOGGED")) setTimeout(kill, 100);
        return "pass";
      },
      "--table",
      "slow_sales",
    );
    expect(code).toBe(null);
    await shop.run({ lockTimeout: NOTICED });
    await shop.quiet();
    expect(await shop.published()).toEqual(after);
  });
});
