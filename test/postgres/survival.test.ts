import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlainRow } from "../support/duckdb.js";
import { describeServers } from "../support/postgres/servers.js";
import { openShop, type Shop } from "./shop.js";

/** Everything that the catalog knows of the published tables, with their numbers. */
const HANGING = `WITH published AS (
    SELECT oid, relname, relkind, relowner, relacl, relrowsecurity, reloptions, relpersistence, relreplident FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname IN ('customer_rfm', 'rfm_segments', 'rfm_runs'))
  SELECT 'table' AS kind, published::text AS what FROM published
  UNION ALL SELECT 'column', concat_ws(' ', relname, attname, atttypid::regtype, attnotnull, attacl, to_jsonb(pg_attribute) -> 'attstattarget')
    FROM pg_attribute JOIN published ON attrelid = published.oid WHERE attnum > 0
  UNION ALL SELECT 'index', concat_ws(' ', indexrelid, pg_get_indexdef(indexrelid)) FROM pg_index JOIN published ON indrelid = published.oid
  UNION ALL SELECT 'constraint', concat_ws(' ', pg_constraint.oid, conname, pg_get_constraintdef(pg_constraint.oid))
    FROM pg_constraint JOIN published ON published.oid IN (conrelid, confrelid)
  UNION ALL SELECT 'trigger', concat_ws(' ', tgname, pg_get_triggerdef(pg_trigger.oid)) FROM pg_trigger JOIN published ON published.oid = tgrelid AND NOT tgisinternal
  UNION ALL SELECT 'comment', concat_ws(' ', relname, objsubid, description) FROM pg_description JOIN published ON objoid = published.oid
  UNION ALL SELECT 'view', concat_ws(' ', ev_class, ev_class::regclass) FROM pg_rewrite WHERE ev_class IN ('best'::regclass, 'totals'::regclass)
  UNION ALL SELECT 'policy', pg_policies::text FROM pg_policies
  UNION ALL SELECT 'publication', pg_publication_tables::text FROM pg_publication_tables
  UNION ALL SELECT 'statistics', stxname FROM pg_statistic_ext
  ORDER BY kind, what`;

describeServers((server) => {
  let shop: Shop;
  let sql: Shop["sql"];
  beforeEach(async () => {
    shop = await openShop(server);
    ({ sql } = shop);
    await shop.run();
  });
  afterEach(async () => await shop.drop());

  /** Each row with its place on disk and who wrote it, by customer. */
  async function rowsById(): Promise<Map<string, { place: string; row: string }>> {
    const rows = await sql(
      "SELECT customer_id AS id, concat(ctid, ' ', xmin) AS place, customer_rfm::text AS row FROM customer_rfm",
    );
    return new Map(rows.map(({ id, place, row }) => [String(id), { place: String(place), row: String(row) }]));
  }

  test("what hangs on the published tables is there after the next run, and sees the new rows", async () => {
    const reader = await shop.role();
    await sql(`
      GRANT SELECT ON customer_rfm, rfm_segments, rfm_runs TO ${reader.name};
      GRANT SELECT (customer_id, segment) ON customer_rfm TO PUBLIC;
      CREATE VIEW best AS SELECT customer_id, segment, action FROM customer_rfm JOIN rfm_segments USING (segment) WHERE "R_score" = 5;
      CREATE MATERIALIZED VIEW totals AS SELECT segment, sum(monetary) AS monetary FROM customer_rfm GROUP BY segment;
      CREATE PUBLICATION campaign FOR TABLE customer_rfm, rfm_segments, rfm_runs;
      COMMENT ON TABLE customer_rfm IS 'of all customers';
      COMMENT ON COLUMN customer_rfm.segment IS 'see rfm_segments';
      CREATE INDEX by_segment ON customer_rfm (segment) INCLUDE (monetary);
      CREATE STATISTICS scores ON "R_score", "F_score" FROM customer_rfm;
      CREATE TRIGGER unchanged BEFORE UPDATE ON customer_rfm FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
      ALTER TABLE customer_rfm ALTER COLUMN segment SET STATISTICS 500, SET (fillfactor = 80), ENABLE ROW LEVEL SECURITY;
      CREATE POLICY few ON customer_rfm FOR SELECT TO ${reader.name} USING (segment = 'At Risk');
      CREATE TABLE visits (customer_id integer REFERENCES customer_rfm);
      INSERT INTO visits VALUES (49)`);
    const before: PlainRow[] = await sql(HANGING);
    expect(new Set(before.map(({ kind }) => kind)).size).toBe(10);
    const after = await shop.change();
    await shop.run();
    expect(await sql(HANGING)).toEqual(before);
    expect(await shop.published()).toEqual(after);
    const [best] = await sql(`SELECT count(*) FROM customer_rfm WHERE "R_score" = 5`);
    expect(await sql("SELECT count(*) FROM best")).toEqual([best]);
    await sql("REFRESH MATERIALIZED VIEW totals");
    expect(await sql("SELECT sum(monetary) FROM totals")).toEqual(await sql("SELECT sum(monetary) FROM customer_rfm"));
    const visible = await sql("SELECT customer_id FROM customer_rfm WHERE segment = 'At Risk' ORDER BY 1");
    expect(visible.length).toBeGreaterThan(0);
    expect(await reader.sql("SELECT customer_id FROM customer_rfm ORDER BY 1")).toEqual(visible);
  });

  test("rows that did not change are not rewritten; others are changed, gone or new", async () => {
    const before = await rowsById();
    await sql(`CREATE TABLE bought AS SELECT * FROM fact_sales;
      DELETE FROM bought WHERE customer_id IN (3, 4);
      UPDATE bought SET revenue = revenue + 0.01 WHERE customer_id IN (7, 8, 9);
      INSERT INTO bought VALUES (1000, DATE '2024-06-01', 5)`);
    await shop.run({ table: "bought" });
    const after = await rowsById();
    const ids = (isSo: (id: string) => boolean): string[] =>
      [...new Set([...before.keys(), ...after.keys()])].filter(isSo);
    expect(ids((id) => !after.has(id)).toSorted()).toEqual(["3", "4"]);
    expect(ids((id) => !before.has(id))).toEqual(["1000"]);
    const isKept = (id: string): boolean => before.has(id) && after.has(id);
    const changed = ids((id) => isKept(id) && before.get(id)?.row !== after.get(id)?.row);
    const rewritten = ids((id) => isKept(id) && before.get(id)?.place !== after.get(id)?.place);
    expect(changed).toEqual(expect.arrayContaining(["7", "8", "9"]));
    expect(rewritten).toEqual(changed);
    expect(changed.length).toBeLessThan(25);
    const untouched = await rowsById();
    await shop.run({ table: "bought" });
    expect(await rowsById()).toEqual(untouched);
  });

  test("a subscriber is sent what changed, and nothing of the run's own tables", async () => {
    const slot = `slot_of_${shop.name}`;
    await sql("CREATE PUBLICATION everything FOR ALL TABLES");
    await sql("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [slot]);
    /** The tables that messages are about, and the first letters of what they say of rows. */
    const sent = async (): Promise<unknown> => {
      const messages = await sql(
        `SELECT chr(get_byte(data, 0)) AS kind, split_part(encode(substr(data, 6), 'escape'), '\\000', 2) AS name
        FROM pg_logical_slot_get_binary_changes($1, NULL, NULL, 'proto_version', '1', 'publication_names', 'everything')`,
        [slot],
      );
      const tables = messages.filter(({ kind }) => kind === "R").map(({ name }) => name);
      return { tables: tables.toSorted(), rows: messages.flatMap(({ kind }) => kind?.match(/[IUD]/) ?? []).join("") };
    };
    await sql("UPDATE rfm_runs SET source = 'here'; ALTER TABLE sales REPLICA IDENTITY FULL");
    await sql("UPDATE sales SET revenue = revenue + 0.01 WHERE customer_id = 7 AND version = 'a'");
    await sent();
    const rows = await rowsById();
    await shop.run();
    const changed = [...(await rowsById())].filter(([id, { place }]) => place !== rows.get(id)?.place);
    expect(changed.length).toBeGreaterThan(0);
    // Customers are changed where they are; the few segments are written anew, and one run is added.
    expect(await sent()).toEqual({
      tables: ["customer_rfm", "rfm_runs", "rfm_segments"],
      rows: `${"U".repeat(changed.length)}DDDDDIIIIII`,
    });
    await sql("SELECT pg_drop_replication_slot($1)", [slot]);
  });

  test("policies that hide rows from the role of the run, and foreign keys in the way, end it and say so", async () => {
    const before = await shop.untouched();
    const role = await shop.role();
    await sql(`GRANT USAGE, CREATE ON SCHEMA public TO ${role.name}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role.name};
      GRANT INSERT, UPDATE, DELETE ON customer_rfm, rfm_segments, rfm_runs TO ${role.name};
      ALTER TABLE customer_rfm ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON customer_rfm USING (customer_id < 10)`);
    await shop.change();
    await expect(shop.run({ source: role.url })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
      message: "Row-level security of public.customer_rfm holds for your role, too.",
      hint: `Run as the owner of the table (without FORCE ROW LEVEL SECURITY), or ask for ALTER ROLE "${role.name}" BYPASSRLS;`,
    });
    expect(await shop.untouched()).toEqual(before);
    await sql(`ALTER ROLE "${role.name}" BYPASSRLS`);
    await shop.run({ source: role.url });
    await sql("CREATE TABLE visits (customer_id integer REFERENCES customer_rfm); INSERT INTO visits VALUES (54)");
    const published = await shop.untouched();
    const after = await shop.change();
    await expect(shop.run()).rejects.toMatchObject({
      code: "STORE_OCCUPIED",
      message: expect.stringMatching(
        /^What hangs on a published table refuses the new rows: .*"visits_customer_id_fkey" on table "visits"\.$/,
      ),
    });
    expect(await shop.untouched()).toEqual(published);
    await sql("DROP TABLE visits");
    await shop.run();
    expect(await shop.published()).toEqual(after);
  });
});
