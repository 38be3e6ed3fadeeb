import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quintile } from "../cli/command.js";
import { describeServers } from "../support/postgres/servers.js";
import { openShop, type Shop } from "./shop.js";

const OF_A_RUN = [
  ["work_mem", "64MB"],
  ["statement_timeout", "50s"],
  ["lock_timeout", "7s"],
  ["max_parallel_workers_per_gather", "3"],
  ["parallel_leader_participation", "off"],
  ["TimeZone", "UTC"],
  ["DateStyle", "ISO, YMD"],
  ["jit", "off"],
] as const;

const OPTIONS = { memory: "64MiB", statementTimeout: 50, lockTimeout: 7, threads: 3 };

describeServers((server) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(server);
    await shop.run();
  });
  afterAll(async () => await shop.drop());

  test("a statement that takes longer than --statement-timeout ends the run", async () => {
    const before = await shop.untouched();
    const words = ["run", shop.url, "--table", "slow_sales", "--statement-timeout", "1", "--quiet"];
    expect(await quintile(words, { cwd: tmpdir() })).toEqual({
      code: 1,
      out: "",
      err: "TIMED_OUT: A statement took longer than its time limit; nothing was published.\nRaise it with --statement-timeout, or ask for a higher statement_timeout for your role.\n",
    });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test("the time limit of a role holds where no other is given", async () => {
    const before = await shop.untouched();
    const role = await shop.role();
    await shop.sql(`ALTER ROLE ${role.name} SET statement_timeout = '500ms'; CREATE SCHEMA timed AUTHORIZATION ${role.name};
      GRANT SELECT ON slow_sales TO ${role.name}`);
    const run = shop.run({ source: role.url, table: "slow_sales", schema: "timed" });
    await expect(run).rejects.toMatchObject({ code: "TIMED_OUT" });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
    expect(await shop.untouched("timed")).toEqual([]);
  });

  test("settings of a run hold for its own session, and for nobody else or later", async () => {
    const after = await shop.change();
    const shown = () =>
      shop.sql(OF_A_RUN.map(([name]) => `SELECT current_setting('${name}') AS value`).join(" UNION ALL "));
    const kept = () =>
      shop.sql(
        "SELECT * FROM pg_db_role_setting JOIN pg_roles ON oid = setrole WHERE rolname = current_user OR setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
    const [shownBefore, keptBefore] = [await shown(), await kept()];
    const where = OF_A_RUN.map(([name, value]) => `current_setting('${name}') = '${value}'`).join(" AND ");
    let during: unknown;
    const progress = {
      stage: (stage: string) => void (stage === "fit" && (during = shown())),
      advance: () => {},
      note: () => {},
    };
    await shop.run({ ...OPTIONS, where }, { progress });
    expect(await during).toEqual(shownBefore);
    expect(await shown()).toEqual(shownBefore);
    expect(await kept()).toEqual(keptBefore);
    expect(await shop.published()).toEqual(after);
  });

  test("limits beyond what the server knows are its largest", async () => {
    const after = await shop.change();
    await shop.run({ memory: "100TB", statementTimeout: 99_999_999, lockTimeout: 99_999_999, threads: 5000 });
    expect(await shop.published()).toEqual(after);
  });
});
