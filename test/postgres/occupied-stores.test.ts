import { afterEach, beforeEach, expect, test } from "vitest";
import { describeServers } from "../support/postgres/servers.js";
import { openShop, type Shop } from "./shop.js";

describeServers((server) => {
  let shop: Shop;
  let sql: Shop["sql"];
  beforeEach(async () => {
    shop = await openShop(server);
    ({ sql } = shop);
  });
  afterEach(async () => await shop.drop());

  test("a customer_rfm with other columns is left alone, unless it may be replaced", async () => {
    await sql("CREATE TABLE customer_rfm AS SELECT 1 AS mine, 'b' AS yours");
    await expect(shop.run()).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: "public.customer_rfm is there already, with other columns: mine, yours.",
      hint: "Name another schema, or rename that table, or let this run take its place with replace.",
    });
    expect(await sql("SELECT * FROM customer_rfm")).toEqual([{ mine: "1", yours: "b" }]);
    await shop.quiet();
    await shop.change();
    const after = await shop.change();
    await shop.run({ replace: true });
    expect(await shop.published()).toEqual(after);
  });

  test("or renamed, whose key keeps its name", async () => {
    await shop.run();
    await sql("ALTER TABLE customer_rfm RENAME TO customer_rfm_before");
    const before = await sql("SELECT * FROM customer_rfm_before ORDER BY 1");
    const after = await shop.change();
    await shop.run();
    expect(await shop.published()).toEqual(after);
    expect(await sql("SELECT * FROM customer_rfm_before ORDER BY 1")).toEqual(before);
    expect(
      await sql(
        "SELECT pg_get_constraintdef(oid) AS key FROM pg_constraint WHERE conrelid = 'customer_rfm'::regclass AND contype = 'p'",
      ),
    ).toEqual([{ key: "PRIMARY KEY (customer_id)" }]);
    await shop.quiet();
  });

  test("a customer_rfm with views on it is not replaced, and the error names them", async () => {
    await sql(`CREATE TABLE customer_rfm AS SELECT 1 AS mine; CREATE VIEW best AS SELECT * FROM customer_rfm;
      CREATE MATERIALIZED VIEW totals AS SELECT count(*) FROM customer_rfm`);
    const before = await shop.untouched();
    await expect(shop.run({ replace: true })).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message:
        "customer_rfm cannot be replaced, since others depend on it: view best depends on table customer_rfm, materialized view totals depends on table customer_rfm.",
      hint: "Drop those first, and make them again afterwards; nothing was changed.",
    });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
    expect(await sql("SELECT * FROM best")).toEqual([{ mine: "1" }]);
    await sql("DROP VIEW best; DROP MATERIALIZED VIEW totals");
    expect(await shop.run({ replace: true })).toMatchObject({ customers: 50 });
  });

  const COLUMNS = `customer_id integer, recency integer, frequency integer, monetary numeric(38,4), "R_score" integer, "F_score" integer, "M_score" integer, segment text`;

  test.each([
    ["a view", "CREATE VIEW customer_rfm AS SELECT 1 AS mine"],
    ["a materialized view", "CREATE MATERIALIZED VIEW customer_rfm AS SELECT 1 AS mine"],
    ["a partitioned table", `CREATE TABLE customer_rfm (${COLUMNS}) PARTITION BY HASH (customer_id)`],
    ["a sequence", "CREATE SEQUENCE customer_rfm"],
    ["a type", "CREATE TYPE customer_rfm AS (mine integer)"],
  ])("%s named customer_rfm is no place to publish to, not even with --replace", async (_, make) => {
    await sql(make);
    const there = () =>
      sql(
        "SELECT oid, relkind, relfilenode FROM pg_class WHERE relname IN ('customer_rfm', 'rfm_runs', 'rfm_segments')",
      );
    const before = await there();
    for (const replace of [false, true]) {
      await expect(shop.run({ replace })).rejects.toMatchObject({
        code: "STORE_OCCUPIED",
        message: "public.customer_rfm is there already, and is no plain table.",
        hint: "Rename it, or name another schema.",
      });
    }
    await shop.quiet();
    expect(await there()).toEqual(before);
    await sql("CREATE SCHEMA elsewhere");
    expect(await shop.run({ schema: "elsewhere" })).toMatchObject({ customers: 50 });
  });

  test("an enumeration named customer_rfm takes the name of the table's own type", async () => {
    await sql("CREATE TYPE customer_rfm AS ENUM ('mine')");
    await expect(shop.run()).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: 'Type "customer_rfm" already exists.',
    });
    await shop.quiet();
  });

  test("tables of somebody else beside customer_rfm are left alone, and so are those of a newer version", async () => {
    await sql("CREATE TABLE rfm_segments AS SELECT 1 AS mine");
    await expect(shop.run({ replace: true })).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: "public.rfm_segments is there already, with other columns: mine.",
      hint: "Name another schema, or rename that table.",
    });
    await sql("DROP TABLE rfm_segments");
    await shop.run();
    await sql("UPDATE rfm_runs SET format = 2");
    const before = await shop.untouched();
    await expect(shop.run()).rejects.toMatchObject({ code: "STORE_NEWER" });
    await expect(shop.run({ replace: true })).rejects.toMatchObject({ code: "STORE_NEWER" });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
  });

  test.each([
    ["integer", "text", "customer_id", "'c' || customer_id"],
    ["text", "integer", "'c' || customer_id", "customer_id"],
    ["integer", "numeric", "customer_id", "customer_id / 2.0"],
  ])("ids that were %s and become %s are refused, unless the table may be replaced", async (was, is, old, now) => {
    await shop.run({ customer: old });
    const before = await shop.untouched();
    await expect(shop.run({ customer: now })).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: `public.customer_rfm holds ids of type ${was}; those of the sales are ${is}.`,
      hint: "Build the table anew with replace (its grants have to be given again), or name another schema.",
    });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
    await shop.run({ customer: now, replace: true });
    expect(await sql("SELECT DISTINCT pg_typeof(customer_id)::text AS type FROM customer_rfm")).toEqual([{ type: is }]);
  });

  test("ids that become larger numbers keep the table, as long as they fit into it", async () => {
    await shop.run();
    const [{ oid } = {}] = await sql("SELECT 'customer_rfm'::regclass::oid AS oid");
    const after = await shop.change();
    await shop.run({ customer: "customer_id::bigint" });
    expect(await shop.published()).toEqual(after);
    expect(
      await sql(
        "SELECT 'customer_rfm'::regclass::oid AS oid, pg_typeof(customer_id)::text AS type FROM customer_rfm LIMIT 1",
      ),
    ).toEqual([{ oid, type: "integer" }]);
    const before = await shop.untouched();
    await expect(shop.run({ customer: "customer_id + 3000000000" })).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: "public.customer_rfm holds ids of type integer; one of those of the sales does not fit.",
      hint: 'Widen it: ALTER TABLE "public"."customer_rfm" ALTER customer_id TYPE bigint; or build it anew with replace (its grants have to be given again).',
    });
    await shop.quiet();
    expect(await shop.untouched()).toEqual(before);
    await sql('ALTER TABLE "public"."customer_rfm" ALTER customer_id TYPE bigint');
    await shop.run({ customer: "customer_id + 3000000000" });
    expect(await sql("SELECT count(*) FROM customer_rfm WHERE customer_id > 3000000000")).toEqual([{ count: "50" }]);
  });

  test("a schema that is not there", async () => {
    await expect(shop.run({ schema: "No such" })).rejects.toMatchObject({
      code: "NO_SUCH_SCHEMA",
      hint: 'Make it first (CREATE SCHEMA "No such";), or name another with schema.',
    });
    await sql('CREATE SCHEMA "No such";');
    expect(await shop.run({ schema: "No such" })).toMatchObject({ customers: 50 });
  });
});
