import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { type RunningServer, type ServerOptions, startServer } from "../../src/server/start-server.js";
import { salesTable } from "../support/sales-table.js";
import { storeSales } from "../support/duckdb.js";

/** A server that listens on a free port of this machine until the tests of the file are done. */
export interface TestServer extends RunningServer {
  readonly port: number;
  /** Asks for a path below `/api/v1`. */
  api(path: string, init?: RequestInit): Promise<Response>;
}

/** An answer as it was sent. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Starts a server on a store; it ends with the tests of the file. */
export async function serve(options: Partial<ServerOptions> & { readonly store: string }): Promise<TestServer> {
  const defaults = { host: "127.0.0.1", port: 0, token: undefined, schema: undefined, display: {}, runs: undefined };
  const server = await startServer({ ...defaults, dashboard: "/nowhere", ...options });
  afterAll(() => server.close());
  return {
    ...server,
    port: Number(new URL(server.url).port),
    api: (path, init) => fetch(`${server.url}api/v1${path}`, init),
  };
}

/** A request with exactly these headers and this path, which `fetch` would tidy up. */
export function rawRequest(
  port: number,
  path: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Bytes as they are, and what comes back until the server hangs up. */
export function rawBytes(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
    socket.on("close", () => resolve(answer)).on("error", reject);
  });
}

/** A connection that has sent these bytes, and nothing since. */
export function openConnection(port: number, bytes: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", reject);
    socket.write(bytes);
  });
}

/** A file with many customers, and the run that scores it. Rows beyond the first are of the same few customers. */
export async function manySales(file: string, customers: number, sales = customers): Promise<RunValues> {
  const one = salesTable([["1", "2024-01-01", "1"]], { customer: "BIGINT" });
  await storeSales(
    file,
    one,
    `INSERT INTO fact_sales SELECT n % ${customers} + 2, DATE '2020-01-01' + (n * 7 % 1500)::INTEGER, (n * 31 % 10000) / 100 FROM range(${sales}) AS rows(n)`,
  );
  return { source: file };
}

/** Scores made-up sales of customers with whole-numbered ids into a store. */
export async function storeOf(path: (name: string) => string, customers: number): Promise<string> {
  const store = path("store.duckdb");
  await runOperation.run({ ...(await manySales(path("sales.duckdb"), customers)), store, threads: 1 });
  return store;
}
