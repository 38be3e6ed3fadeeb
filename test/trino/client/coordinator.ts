import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { afterEach } from "vitest";
import { parseTrinoAddress, type TrinoAddress } from "../../../src/engines/trino/client/address.js";
import type { Patience } from "../../../src/engines/trino/client/patience.js";

/** A request as it came. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; `count` is how many of the same method and path came before. */
export type Answering = (seen: Seen, response: ServerResponse, count: number) => void;

/** A server that speaks as much of the protocol as a test wants. */
export interface Coordinator {
  readonly origin: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  /** The methods and paths that came, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const servers: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

afterEach(() => {
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** Listens on this machine until the test is over; with `tls`, encrypted. */
export async function coordinator(
  answering: Answering,
  { port = 0, tls }: { readonly port?: number; readonly tls?: { readonly cert: string; readonly key: string } } = {},
): Promise<Coordinator> {
  const seen: Seen[] = [];
  const asked: string[] = [];
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on("request", (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const name = `${method} ${url}`;
      const count = asked.filter((each) => each === name).length;
      asked.push(name);
      const one = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      seen.push(one);
      answering(one, response, count);
    });
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket.on("error", () => {})));
  server.on("secureConnection", (socket) => socket.on("error", () => {}));
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", resolve);
  });
  const place = (server.address() as AddressInfo).port;
  return {
    origin: `${tls === undefined ? "http" : "https"}://127.0.0.1:${place}`,
    port: place,
    seen,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

export function text(response: ServerResponse, status: number, body = "", headers: Record<string, string> = {}): void {
  response.writeHead(status, { "Content-Type": "text/plain;charset=utf-8", ...headers }).end(body);
}

const STATS = {
  state: "RUNNING",
  completedSplits: 0,
  totalSplits: 0,
  processedRows: 7,
  processedBytes: 70,
  peakMemoryBytes: 700,
  cpuTimeMillis: 5,
  elapsedTimeMillis: 50,
};

/** One answer of the protocol. */
export function answer(more: Record<string, unknown> = {}, stats: Record<string, unknown> = {}): unknown {
  return { id: "20261122_1", infoUri: "http://x", stats: { ...STATS, ...stats }, warnings: [], ...more };
}

/** The column and row of a finished query. */
export const DONE = { columns: [{ name: "n", type: "integer" }], data: [[1]] };

/** Answers a statement in two steps; whatever `step` answers itself is left to it. */
export function twoSteps(step: Answering = () => {}): Answering {
  return (seen, response, count) => {
    step(seen, response, count);
    if (response.headersSent || LEFT.has(response)) return;
    const nextUri = `http://${seen.headers.host}/v1/statement/executing/1/a/1`;
    if (seen.method === "POST") json(response, answer({ nextUri }));
    else if (seen.method === "DELETE") response.writeHead(204).end();
    else json(response, answer(DONE));
  };
}

const LEFT = new WeakSet<ServerResponse>();

/** Leaves a request without an answer. */
export function hang(response: ServerResponse): void {
  LEFT.add(response);
}

/** Hangs up instead of an answer. */
export function reset(response: ServerResponse): void {
  LEFT.add(response);
  response.socket?.resetAndDestroy();
}

/** The address of a coordinator on this machine. */
export function addressOf({ port }: { readonly port: number }, query = "", host = "127.0.0.1"): TrinoAddress {
  return parseTrinoAddress(`trino://anna@${host}:${port}/hive/sales?${query}`, {});
}

/** Waits on a clock of its own, and notes how long. */
export function patient(total = 60_000, during: () => unknown = () => {}): Patience & { readonly pauses: number[] } {
  let clock = 0;
  const pauses: number[] = [];
  return {
    total,
    pauses,
    now: () => clock,
    wait: async (milliseconds) => {
      pauses.push(milliseconds);
      clock += milliseconds;
      await during();
    },
  };
}
