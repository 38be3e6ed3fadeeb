import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { queryDuckdb } from "../support/duckdb.js";
import { ENDLESS } from "../support/endless.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { manySales, openConnection, serve, storeOf, type TestServer } from "./serve.js";
import { elevenSegment } from "../../src/model/eleven-segment.js";
import { renderModel } from "../../src/model/render-model.js";
import type { RelabelResult } from "../../src/results/relabel.js";
import type { RunState } from "../../src/results/run-state.js";

const { path } = temporaryFolder();
const post = { method: "POST", headers: { "content-type": "application/json" } };

/** A stream of events, as [name, data]. */
async function* eventsOf(answer: Response): AsyncGenerator<[string, Record<string, unknown>]> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (name !== undefined && data !== undefined) yield [name, JSON.parse(data) as Record<string, unknown>];
    }
  }
}

async function allEvents(answer: Response): Promise<[string, Record<string, unknown>][]> {
  const all: [string, Record<string, unknown>][] = [];
  for await (const event of eventsOf(answer)) all.push(event);
  return all;
}

async function stateOf(server: TestServer): Promise<RunState> {
  return (await (await server.api("/runs/current")).json()) as RunState;
}

/** Waits until a run has ended. */
async function ended(server: TestServer): Promise<RunState> {
  for (;;) {
    const state = await stateOf(server);
    if (state.state !== "running") return state;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const customersIn = async (server: TestServer): Promise<number> =>
  ((await (await server.api("/customers?limit=1")).json()) as { total: number }).total;

describe("a run that the dashboard starts", () => {
  let server: TestServer;
  let store: string;
  let sales: RunValues;

  beforeAll(async () => {
    store = await storeOf(path, 100);
    sales = await manySales(path("sales.duckdb"), 1_000, 100_000);
    server = await serve({ store, runs: { ...sales, store, threads: 1 } });
  });

  test("tells its stages in order, and its result, and the new customers are there when it is done", async () => {
    expect(await customersIn(server)).toBe(101);
    expect((await stateOf(server)).state).toBe("idle");
    const started = await server.api("/runs", { ...post, body: '{"model": "eleven-segment", "scoring": "quintiles"}' });
    expect(started.status).toBe(202);
    const events = await allEvents(await server.api("/runs/current/events"));
    expect(events[0]).toMatchObject(["state", { state: "running" }]);
    const stages = events.filter(([name]) => name === "progress").map(([, { stage }]) => stage as string);
    const order = ["open", "sales", "metrics", "fit", "score", "cube", "publish"];
    expect(stages).toEqual(stages.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    const shares = events.filter(([name]) => name === "progress").map(([, { share }]) => share as number);
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(events.at(-1)).toMatchObject(["done", { result: { run: 2, customers: 1_001, model: "eleven-segment" } }]);
    expect(await customersIn(server)).toBe(1_001);
    const overview = (await (await server.api("/overview")).json()) as { run: { run: number }; segments: unknown[] };
    expect([overview.run.run, overview.segments.length]).toEqual([2, 11]);
  });

  test("leaves the customers readable while it works, is alone, and can be cancelled, which leaves all as it was", async () => {
    const { total: before, next } = (await (await server.api("/customers?limit=5")).json()) as {
      total: number;
      next: string;
    };
    const busy = await serve({ store, runs: { ...sales, store, threads: 1, where: ENDLESS } });
    expect((await busy.api("/runs", { ...post, body: "{}" })).status).toBe(202);
    const second = await busy.api("/runs", { ...post, body: "{}" });
    expect([second.status, await second.json()]).toMatchObject([409, { code: "RUN_IN_PROGRESS" }]);
    expect(await customersIn(busy)).toBe(before);
    expect(await customersIn(server)).toBe(before);
    const watching = await busy.api("/runs/current/events");
    expect((await busy.api("/runs/current", { method: "DELETE" })).status).toBe(202);
    const events = await allEvents(watching);
    expect(events.at(-1)).toMatchObject(["failed", { problem: { code: "CANCELLED" } }]);
    expect((await ended(busy)).state).toBe("cancelled");
    expect(await customersIn(server)).toBe(before);
    expect(await queryDuckdb(store, "SELECT max(run)::VARCHAR AS run FROM rfm_runs")).toEqual([{ run: "2" }]);
    expect((await server.api(`/customers?limit=5&cursor=${next}`)).status).toBe(200);
  });

  test("makes the cursors of the run before expire, rather than mix the two", async () => {
    const { next } = (await (await server.api("/customers?limit=5")).json()) as { next: string };
    await server.api("/runs", { ...post, body: "{}" });
    expect((await ended(server)).state).toBe("done");
    const answer = await server.api(`/customers?limit=5&cursor=${next}`);
    expect([answer.status, await answer.json()]).toMatchObject([410, { code: "CURSOR_EXPIRED" }]);
  });

  test("that fails says why, without a password", async () => {
    const source = "postgres://somebody:s3cret@127.0.0.1:1/none";
    const failing = await serve({ store, runs: { source, store } });
    await failing.api("/runs", { ...post, body: "{}" });
    const state = await ended(failing);
    expect(state).toMatchObject({ state: "failed", problem: { code: "CONNECTION_FAILED", status: 503 } });
    expect(JSON.stringify(state)).not.toContain("s3cret");
  });

  test("that goes on is cancelled when the server stops, and leaves the store as it was", async () => {
    const stopping = await serve({ store, runs: { ...sales, store, threads: 1, where: ENDLESS } });
    const before = await customersIn(stopping);
    await stopping.api("/runs", { ...post, body: "{}" });
    await stopping.close();
    expect(await customersIn(server)).toBe(before);
  });

  test("that nobody watches any more goes on", async () => {
    await server.api("/runs", { ...post, body: "{}" });
    for (let n = 0; n < 20; n += 1) {
      const socket = await openConnection(
        server.port,
        `GET /api/v1/runs/current/events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`,
      );
      socket.destroy();
    }
    expect((await ended(server)).state).toBe("done");
  });
});

test("without a source no run can be started, and the answer says how one can", async () => {
  const server = await serve({ store: path("none.duckdb") });
  const answer = await server.api("/runs", { ...post, body: "{}" });
  expect([answer.status, await answer.json()]).toEqual([
    409,
    {
      type: "about:blank",
      title: "Conflict",
      status: 409,
      detail: "No source of sales is configured, so no run can be started from here.",
      code: "NO_SOURCE",
      hint: "Name it when serving (quintile serve --source SALES), or in quintile.yaml.",
    },
  ]);
});

test("a store that is not there yet is shown as soon as it is", async () => {
  const store = path("new.duckdb");
  const sales = await manySales(path("sales.duckdb"), 20);
  const server = await serve({ store, runs: { ...sales, store, threads: 1 } });
  const answer = await server.api("/overview");
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: "NO_SUCH_STORE" }]);
  await server.api("/runs", { ...post, body: "{}" });
  expect((await ended(server)).state).toBe("done");
  expect(await customersIn(server)).toBe(21);
});

describe("a run of another process", () => {
  test("is not kept from the store by a server, and is shown when it has published", async () => {
    const store = await storeOf(path, 50);
    const server = await serve({ store });
    expect(await customersIn(server)).toBe(51);
    const csv = path("sales.csv");
    writeFileSync(csv, "customer_id,sale_date,revenue\n1,2024-01-01,5\n2,2024-02-01,6\n");
    const command = fileURLToPath(new URL("../../bin/quintile.js", import.meta.url));
    const run = spawn(process.execPath, [command, "run", csv, "--store", store, "--quiet"], { stdio: "inherit" });
    const reading = (async (): Promise<Set<number>> => {
      const seen = new Set<number>();
      while (run.exitCode === null && run.signalCode === null) seen.add(await customersIn(server));
      return seen;
    })();
    const [code] = (await once(run, "exit")) as [number];
    expect(code).toBe(0);
    for (const seen of await reading) expect([51, 2]).toContain(seen);
    await expect.poll(() => customersIn(server)).toBe(2); // a store in use is looked at four times a second
  });

  test("that holds the store when the server starts is waited for by whoever asks", async () => {
    const store = await storeOf(path, 50);
    const holder = spawn(process.execPath, [
      "--input-type=module",
      "--eval",
      `import { DuckDBInstance } from "@duckdb/node-api";
       await DuckDBInstance.create(${JSON.stringify(store)});
       process.stdout.write("held");
       setInterval(() => {}, 1000);`,
    ]);
    await once(holder.stdout, "data");
    const server = await serve({ store });
    const answer = await server.api("/overview");
    expect([answer.status, await answer.json(), answer.headers.get("retry-after")]).toMatchObject([
      503,
      { code: "STORE_BUSY" },
      "1",
    ]);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    await expect.poll(() => customersIn(server)).toBe(51);
  });
});

const copies = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`quintile-${process.pid}-`));

test("copies of stores are gone when their servers have stopped", async () => {
  const store = await storeOf(path, 50);
  const before = copies();
  const server = await serve({ store });
  expect(await customersIn(server)).toBe(51);
  await runOperation.run({ ...(await manySales(path("other.duckdb"), 60)), store, threads: 1 });
  expect(await customersIn(server)).toBe(61);
  expect(copies().length).toBe(before.length + 1);
  await server.close();
  expect(copies()).toEqual(before);
});

test("a server that was started to show only publishes no model", async () => {
  const server = await serve({ store: await storeOf(path, 20) });
  const answer = await server.api("/model", {
    method: "POST",
    headers: { "content-type": "application/yaml" },
    body: renderModel(elevenSegment),
  });
  expect([answer.status, (await answer.json()) as unknown]).toMatchObject([
    400,
    { code: "USAGE", hint: expect.stringContaining("--allow-writes") as string },
  ]);
});

test("another model is published from the scores that are there, and taken back by the number of a run", async () => {
  const server = await serve({ store: await storeOf(path, 20), allowsWrites: true });
  const publish = (body: string): Promise<Response> =>
    server.api("/model", { method: "POST", headers: { "content-type": "application/yaml" }, body });
  const published = (await (await publish(renderModel(elevenSegment))).json()) as RelabelResult;
  expect(published).toMatchObject({ run: 2, relabels: 1, model_before: "five-segment", model: "eleven-segment" });
  const back = await server.api("/runs/1/model", { method: "POST" });
  expect(await back.json()).toMatchObject({ run: 3, relabels: 2, model: "five-segment" });
  const wrong = await publish("name: [");
  expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([400, "BAD_MODEL"]);
  expect((await server.api("/runs/99/model", { method: "POST" })).status).toBe(404);
});
