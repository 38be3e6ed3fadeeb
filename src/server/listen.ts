import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { inputName, QuintileError } from "../errors.js";
import { problem, problemResponse, Refusal } from "./problem.js";
import { SECURITY_HEADERS } from "./security-headers.js";

/** How long clients may take, in milliseconds. */
const PATIENCE = { headers: 10_000, request: 30_000, idle: 5_000, check: 1_000 } as const;
/** Connections that say nothing; beyond these, the one that has been silent for longest goes. */
const MOST_SILENT = 256;
/** Connections in all. */
const MOST = 1_024;
const LARGEST_HEADERS = 16 * 1024; // bytes

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Listens on an address. Raises `USAGE` where that is taken, or none of this machine. */
export async function listen(app: Pick<Hono, "fetch">, host: string, port: number): Promise<Listening> {
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false, errorHandler: refuseUnreadable });
  const server = createServer(
    {
      headersTimeout: PATIENCE.headers,
      requestTimeout: PATIENCE.request,
      keepAliveTimeout: PATIENCE.idle,
      connectionsCheckingInterval: PATIENCE.check,
      maxHeaderSize: LARGEST_HEADERS,
      requireHostHeader: true,
    },
    (request, response) => void answer(request, response),
  );
  server.maxConnections = MOST;
  server.on("clientError", refuse);
  dropSilent(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(explain(cause, host, port)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Many connections that send nothing must not keep out those that do. */
function dropSilent(server: Server): void {
  const silent = new Set<Socket>(); // in the order in which they fell silent
  const wait = (socket: Socket): void => {
    silent.add(socket);
    if (silent.size <= MOST_SILENT) return;
    const [oldest] = silent;
    if (oldest === undefined) return;
    silent.delete(oldest);
    oldest.destroy();
  };
  server.on("connection", (socket) => {
    wait(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", ({ socket }, response) => {
    silent.delete(socket);
    response.once("close", () => {
      if (!socket.destroyed) wait(socket);
    });
  });
}

/** A request whose host or path can be no address never becomes one of the app's. */
function refuseUnreadable(): Response {
  const response = problemResponse(new Refusal("BAD_REQUEST", "The address of the request cannot be read."));
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  return response;
}

/** What is no request of HTTP, or takes too long to become one, is answered by hand. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const [status, code, detail] = meaningOf(error.code);
  const body = JSON.stringify(problem(status, code, detail));
  const headers = {
    ...SECURITY_HEADERS,
    "content-type": "application/problem+json",
    "content-length": body.length,
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${problem(status, code, detail).title}\r\n${lines.join("")}\r\n${body}`, () =>
    socket.destroy(),
  );
}

function meaningOf(code: string | undefined): [number, string, string] {
  if (code === "HPE_HEADER_OVERFLOW")
    return [431, "TOO_LARGE", `The headers are larger than ${LARGEST_HEADERS} bytes.`];
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return [408, "TOO_SLOW", "The request took too long to arrive."];
  return [400, "BAD_REQUEST", "That is no request of HTTP."];
}

function explain(cause: NodeJS.ErrnoException, host: string, port: number): QuintileError {
  if (cause.code === "EADDRINUSE") {
    return new QuintileError("USAGE", `Port ${port} is in use already.`, {
      hint: `Name another one with ${inputName("port")}, or 0 for any that is free.`,
      cause,
    });
  }
  if (cause.code === "EACCES") {
    return new QuintileError("USAGE", `Port ${port} needs rights that you do not have.`, {
      hint: `Name one from 1024 on with ${inputName("port")}.`,
      cause,
    });
  }
  return new QuintileError("USAGE", `${host} is no address of this machine that can be listened on.`, {
    hint: `Leave ${inputName("host")} out, or name an address of this machine.`,
    cause,
  });
}
