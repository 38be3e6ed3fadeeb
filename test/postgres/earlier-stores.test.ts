import { afterEach, beforeEach, expect, test } from "vitest";
import { explainOperation } from "../../src/operations/explain/operation.js";
import { overviewOperation } from "../../src/operations/overview/operation.js";
import { runsOperation } from "../../src/operations/runs/operation.js";
import { keepStore } from "../../src/operations/store/keep-store.js";
import { earlierRuns } from "../support/earlier-runs.js";
import { describeServers } from "../support/postgres/servers.js";
import { openShop, type Role, type Shop } from "./shop.js";

describeServers((server) => {
  let shop: Shop;
  let role: Role;
  let sql: Shop["sql"];
  let store: string;

  /** A store as the version before left it, with a view on its runs that somebody else may read. */
  beforeEach(async () => {
    shop = await openShop(server);
    ({ sql, url: store } = shop);
    role = await shop.role();
    await shop.run();
    await sql(earlierRuns("rfm_runs", ", PRIMARY KEY (run)").join("; "));
    await sql(`CREATE VIEW lately AS SELECT max(run) AS run FROM rfm_runs; GRANT SELECT ON rfm_runs TO ${role.name}`);
  });
  afterEach(async () => await shop.drop());

  const columns = async (): Promise<string[]> =>
    (
      await sql(
        "SELECT attname AS name FROM pg_attribute WHERE attrelid = 'rfm_runs'::regclass AND attnum > 0 ORDER BY attnum",
      )
    ).map(({ name }) => String(name));

  test("commands that read work on the layout before", async () => {
    const before = await shop.untouched();
    expect((await overviewOperation.run({ store })).run).toMatchObject({ run: 1, reading: null });
    expect((await runsOperation.run({ store })).runs).toMatchObject([{ run: 1, reading: null }]);
    expect(await explainOperation.run({ customer: "1", store })).toMatchObject({ customer_id: "1" });
    expect(await shop.untouched()).toEqual(before);
  });

  test("the next run adds the column, and loses neither rows, nor grants, nor views; readers go on", async () => {
    const kept = await keepStore(store, undefined);
    try {
      const shown = async (): Promise<unknown> => (await overviewOperation.run({}, { store: kept })).run;
      expect(await shown()).toMatchObject({ run: 1, reading: null });
      expect(await shop.run()).toMatchObject({ run: 2 });
      expect(await shown()).toMatchObject({ run: 2, reading: { refunds: "amount-only", date_format: null } });
    } finally {
      await kept.close();
    }
    expect((await columns()).slice(-3)).toEqual(["format", "reading", "cells"]);
    const rows = await role.sql("SELECT run, reading IS NULL AS unknown FROM rfm_runs ORDER BY run");
    expect(rows).toEqual([
      { run: "1", unknown: "t" },
      { run: "2", unknown: "f" },
    ]);
    expect(await sql("SELECT run FROM lately")).toEqual([{ run: "2" }]);
    // A run that does not say how its sales were read counted refunds as sales.
    await expect(shop.run({ cutpoints: "1" })).rejects.toMatchObject({ code: "USAGE" });
    expect(await shop.run({ cutpoints: "1", refunds: "net" })).toMatchObject({ run: 3 });
    await shop.quiet();
  });

  test("a role that does not own the table is told before any work what its owner has to do", async () => {
    await sql(`GRANT SELECT ON fact_sales TO ${role.name}; GRANT USAGE, CREATE ON SCHEMA public TO ${role.name};
      GRANT SELECT, INSERT, UPDATE, DELETE ON customer_rfm, rfm_segments, rfm_runs TO ${role.name}`);
    const before = await shop.untouched();
    const stages: string[] = [];
    const progress = { stage: (stage: string) => void stages.push(stage), advance: () => {}, note: () => {} };
    const statement =
      'ALTER TABLE "public"."rfm_runs" ADD COLUMN IF NOT EXISTS "reading" VARCHAR, ADD COLUMN IF NOT EXISTS "cells" VARCHAR;';
    await expect(shop.run({ source: role.url, schema: "public" }, { progress })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
      message: `public.rfm_runs was made by an earlier version of Quintile and lacks reading, cells; it belongs to the role ${server.user}, and only its owner may add columns.`,
      hint: `Ask its owner, once: ${statement} Or publish to another schema with schema.`,
    });
    expect(stages).toEqual(["open"]);
    expect(await shop.untouched()).toEqual(before);
    expect((await runsOperation.run({ store: role.url })).runs).toHaveLength(1);
    await sql(statement);
    expect(await shop.run({ source: role.url, schema: "public" })).toMatchObject({ run: 2 });
    await shop.quiet();
  });
});
