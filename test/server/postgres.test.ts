import { beforeAll, describe, expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import { type Database, newDatabase } from "../support/postgres/database.js";
import { servers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { manySales, serve, type TestServer } from "./serve.js";

const [postgres] = servers;
const { path } = temporaryFolder();

describe.skipIf(postgres === undefined)("a store in PostgreSQL", () => {
  let database: Database;
  let server: TestServer;

  const publish = async (customers: number): Promise<void> => {
    const sales = await manySales(path("sales.duckdb"), customers);
    await runOperation.run({ ...sales, store: database.url, threads: 1 });
  };
  const total = async (): Promise<number> =>
    ((await (await server.api("/customers?limit=1")).json()) as { total: number }).total;
  const sessions = "FROM pg_stat_activity WHERE application_name = 'quintile' AND datname = current_database()";

  beforeAll(async () => {
    database = await newDatabase(postgres as (typeof servers)[number]);
    server = await serve({ store: database.url, runs: { source: database.url, store: database.url } });
  });

  test("is shown as soon as something is published, and so is the next run", async () => {
    const answer = await server.api("/overview");
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: "NO_SUCH_STORE" }]);
    await publish(100);
    expect(await total()).toBe(101);
    await publish(150);
    expect(await total()).toBe(151);
    const overview = (await (await server.api("/overview")).json()) as { run: { run: number; customers: number } };
    expect(overview.run).toMatchObject({ run: 2, customers: 151 });
  });

  test("is read by a few sessions, whatever is asked at once, and none of them is left in a transaction", async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => server.api(`/customers/${n + 2}`)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 60 }, () => 200));
    const [row] = await database.sql(
      `SELECT count(*) <= 4 AS few, count(*) FILTER (WHERE state <> 'idle') AS busy ${sessions}`,
    );
    expect(row).toEqual({ few: "t", busy: "0" });
  });

  test("whose sessions were ended is read by new ones", async () => {
    await Promise.all([total(), total(), total(), total()]);
    await database.sql(`SELECT pg_terminate_backend(pid) ${sessions}`);
    expect(await total()).toBe(151);
    await database.sql(`SELECT pg_terminate_backend(pid) ${sessions}`);
    expect(await Promise.all([total(), total(), total(), total(), total()])).toEqual([151, 151, 151, 151, 151]);
  });

  test("has a password, which is in no answer", async () => {
    const password = decodeURIComponent(new URL(database.url).password);
    await server.api("/runs", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    await (await server.api("/runs/current/events")).text();
    for (const asked of [
      "/overview",
      "/models",
      "/runs",
      "/runs/current",
      "/icp",
      "/customers",
      "/customers/7",
      "/openapi.json",
      "/customers/nobody",
    ]) {
      const text = await (await server.api(asked)).text();
      expect(text, asked).not.toContain(password);
      expect(text, asked).not.toContain(encodeURIComponent(password));
    }
  });

  test("has no session of the server any more once that is closed", async () => {
    const own = await serve({ store: database.url });
    await own.api("/overview");
    await server.close();
    await own.close();
    expect(await database.sql(`SELECT count(*) AS left ${sessions}`)).toEqual([{ left: "0" }]);
  });
});
