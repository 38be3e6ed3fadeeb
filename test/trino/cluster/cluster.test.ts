import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cluster, startCluster } from "../../support/trino/cluster.js";
import { queryTrino } from "../../support/trino/query.js";
import { sharedCluster } from "../../support/trino/shared-cluster.js";

const ACTIVE_WORKERS = "SELECT node_id FROM system.runtime.nodes WHERE state = 'active' AND NOT coordinator";

describe("the cluster of all tests", () => {
  const { url } = sharedCluster;

  test("is three nodes, one of which coordinates", async () => {
    const statement =
      "SELECT coordinator, count(*) AS nodes FROM system.runtime.nodes WHERE state = 'active' GROUP BY 1";
    expect(await queryTrino(url, `${statement} ORDER BY 1`)).toEqual([
      { coordinator: "false", nodes: "2" },
      { coordinator: "true", nodes: "1" },
    ]);
  });

  test("spreads a query over both workers", async () => {
    const tasks = "SELECT count(DISTINCT node_id) AS nodes FROM system.runtime.tasks WHERE node_id LIKE 'worker%'";
    const [marked] = await queryTrino(url, "SELECT count(*) AS customers /* spread */ FROM tpch.sf1.customer");
    expect(marked).toEqual({ customers: "150000" });
    const ofQuery =
      "query_id IN (SELECT query_id FROM system.runtime.queries WHERE query LIKE '%/* spread */ FROM tpch%')";
    expect(await queryTrino(url, `${tasks} AND ${ofQuery}`)).toEqual([{ nodes: "2" }]);
  });

  test.each(["iceberg", "hive", "memory"])("keeps, renames and drops tables in %s", async (catalog) => {
    const run = async (statement: string): Promise<unknown> =>
      await queryTrino(url, statement, { catalog, schema: "keep" });
    await run(`CREATE SCHEMA ${catalog}.keep`);
    await run("CREATE TABLE shop AS SELECT * FROM (VALUES (1, DECIMAL '1.50'), (2, NULL)) AS sale (id, amount)");
    await run("ALTER TABLE shop RENAME TO sales");
    expect(await run("SELECT id, CAST(amount AS varchar) AS amount FROM sales ORDER BY id")).toEqual([
      { id: "1", amount: "1.50" },
      { id: "2", amount: null },
    ]);
    await run("DROP TABLE sales");
    expect(await run(`SHOW TABLES FROM ${catalog}.keep`)).toEqual([]);
    await run(`DROP SCHEMA ${catalog}.keep`);
  });

  test("says by name what is wrong with a query", async () => {
    await expect(queryTrino(url, "SELECT * FROM memory.default.nothing")).rejects.toThrow(/^TABLE_NOT_FOUND: /);
  });
});

describe("a cluster of its own", () => {
  let cluster: Cluster;
  const activeWorkers = async (): Promise<number> => (await queryTrino(cluster.url, ACTIVE_WORKERS)).length;

  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(async () => await cluster.stop());

  test("notices that a worker is killed, works on, and takes it back", async () => {
    const [worker] = cluster.workers;
    const pid = worker?.pid;
    expect(await activeWorkers()).toBe(2);
    await worker?.kill();
    await expect.poll(activeWorkers, { timeout: 120_000, interval: 500 }).toBe(1);
    expect(await queryTrino(cluster.url, "SELECT count(*) AS regions FROM tpch.tiny.region")).toEqual([
      { regions: "5" },
    ]);
    await worker?.restart();
    expect(await activeWorkers()).toBe(2);
    expect(worker?.pid).not.toBe(pid);
  });
});
