import { rmSync, writeFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { manySales, serve, type TestServer } from "./serve.js";

const { path } = temporaryFolder();
const [sales, store] = [path("sales.duckdb"), path("store.duckdb")];
let server: TestServer;

/** Everything that is read from the store, a refusal among it. */
const READ = [
  "/overview",
  "/customers",
  "/customers.csv",
  "/customers/7",
  "/customers/nobody",
  "/icp",
  "/runs",
  "/models",
];

const runOf = async (route: string): Promise<string | null> => (await server.api(route)).headers.get("quintile-run");

/** The runs of all answers, each once. */
async function runsOfAnswers(): Promise<readonly (string | null)[]> {
  return [...new Set(await Promise.all(READ.map(runOf)))];
}

beforeAll(async () => {
  await runOperation.run({ ...(await manySales(sales, 50)), store, threads: 1 });
  const attributes = path("attributes.csv");
  writeFileSync(
    attributes,
    `customer_id,region\n${Array.from({ length: 50 }, (_, n) => `${n + 1},${n % 2}`).join("\n")}\n`,
  );
  await icpOperation.run({ attributes, store, top: ["Champions", "Potential Loyalists"], dimensions: ["region"] });
  server = await serve({ store });
});

test("every answer that is read from the store says which run published it", async () => {
  const [run, ...others] = await runsOfAnswers();
  expect(others).toEqual([]);
  expect(run).toMatch(/^1@\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}$/);
  expect(await runOf("/runs/current")).toBeNull();
});

test("another run changes it in every answer, and so does another store in the same place", async () => {
  const before = await runOf("/overview");
  await runOperation.run({ source: sales, store, threads: 1 });
  await expect.poll(() => runOf("/overview")).toMatch(/^2@/);
  expect(await runsOfAnswers()).toHaveLength(1);
  rmSync(store);
  await runOperation.run({ source: sales, store, threads: 1 });
  await expect.poll(() => runOf("/overview")).toMatch(/^1@/);
  expect(await runOf("/overview")).not.toBe(before);
});

test("without a run there is nothing to say", async () => {
  const empty = await serve({ store: path("none.duckdb") });
  expect((await empty.api("/overview")).headers.get("quintile-run")).toBeNull();
});
