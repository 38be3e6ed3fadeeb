import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** How far a statement is: on its way to the coordinator, at work there, or done and on its way back. */
export type Moment = "sent" | "running" | "done";

/**
 * What becomes of a statement: it goes on; the line is cut, now or from now on, as if the client were dead; or the client
 * hears that it failed in Trino, by that name.
 */
export type Fate = "pass" | "cut" | "cut for good" | { readonly errorName: string };

/** Asked once at each moment of each statement. Where nothing runs long enough, there is no moment at which it runs. */
export type Decide = (statement: string, moment: Moment) => Fate | Promise<Fate>;

/** A statement that came by, with the rows of its answer. */
export interface SeenStatement {
  readonly text: string;
  readonly rows: number;
}

/** Stands between clients and a coordinator, sees each statement, and may come between. */
export interface StatementProxy {
  readonly port: number;
  /** All statements that came by, in order. */
  readonly statements: readonly SeenStatement[];
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface Answer {
  readonly id?: string;
  readonly nextUri?: string;
  readonly data?: readonly unknown[];
}

/** Opens a proxy on a port of its own; the coordinator leads clients back to it, since they name it as their host. */
export async function openProxy(coordinatorPort: number, decide: Decide = () => "pass"): Promise<StatementProxy> {
  const statements: { text: string; rows: number }[] = [];
  const byQuery = new Map<string, { text: string; rows: number; isRunning: boolean }>();
  const sockets = new Set<Socket>();
  let isCut = false;

  /** True where nothing else is to be answered. */
  function interfere(fate: Fate, answer: ServerResponse): boolean {
    if (fate === "cut for good") isCut = true;
    if (fate === "pass") return false;
    if (typeof fate === "string") answer.destroy();
    else fail(answer, fate.errorName);
    return true;
  }

  async function serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    if (isCut) return void answer.destroy();
    const body = await bodyOf(asked);
    const isNew = asked.method === "POST" && asked.url === "/v1/statement";
    const seen = isNew ? { text: body.toString(), rows: 0, isRunning: false } : ofQuery(asked.url);
    if (seen !== undefined && isNew) {
      statements.push(seen);
      if (interfere(await decide(seen.text, "sent"), answer)) return;
    }
    const isExecuting = asked.method === "GET" && asked.url?.startsWith("/v1/statement/executing/") === true;
    if (seen?.isRunning === false && isExecuting) {
      seen.isRunning = true;
      if (interfere(await decide(seen.text, "running"), answer)) return;
    }
    const reply = await ask(coordinatorPort, asked, body);
    if (seen !== undefined && asked.method !== "DELETE" && reply.status === 200) {
      const { id, nextUri, data = [] } = JSON.parse(reply.body.toString()) as Answer;
      if (isNew && id !== undefined) byQuery.set(id, seen);
      seen.rows += data.length;
      if (nextUri === undefined && interfere(await decide(seen.text, "done"), answer)) return;
    }
    answer.writeHead(reply.status, withoutTransport(reply.headers)).end(reply.body);
  }

  /** Addresses of answers hold the id of the query, such as /v1/statement/queued/20260101_000000_00000_abcde/…. */
  function ofQuery(url = ""): (SeenStatement & { rows: number; isRunning: boolean }) | undefined {
    return byQuery.get(url.split("/")[4] ?? "");
  }

  const server = createServer((asked, answer) => void serve(asked, answer).catch(() => answer.destroy()));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    statements,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function fail(answer: ServerResponse, errorName: string): void {
  const error = { message: "The proxy says no", errorName, errorType: "INTERNAL_ERROR" };
  answer.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "none", stats: {}, error }));
}

async function ask(port: number, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Reply> {
  const plain = { ...withoutTransport(headers), "accept-encoding": "identity" };
  const sent = request({ host: "127.0.0.1", port, method, path: url, headers: plain }).end(body);
  const [reply] = (await once(sent, "response")) as [IncomingMessage];
  return { status: reply.statusCode ?? 502, headers: reply.headers, body: await bodyOf(reply) };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Headers that tell how a body travels are for each line to choose. */
function withoutTransport(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  const transport = ["content-length", "transfer-encoding", "connection", "keep-alive"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !transport.includes(name)));
}
