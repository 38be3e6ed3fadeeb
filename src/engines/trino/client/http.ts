import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
} from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import type { ConnectionOptions } from "node:tls";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { readCertificate } from "../../server/certificate-file.js";
import type { TrinoTls } from "./address.js";

/** What a server answered. */
export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface HttpRequest {
  readonly method: "POST" | "GET" | "DELETE";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Limits in milliseconds. */
export interface HttpLimits {
  /** Until a connection stands. */
  readonly connect: number;
  /** Without a byte of an answer. */
  readonly silence: number;
}

/** A request without an answer; its cause says why. */
export class HttpFailure extends Error {
  /** False where it is certain that the server saw nothing of the request. */
  readonly isSent: boolean;

  constructor(cause: unknown, isSent: boolean) {
    super("The request got no answer.", { cause });
    this.isSent = isSent;
  }
}

const unzip = promisify(gunzip);

/** Requests over HTTP and HTTPS with own root certificates, which the global `fetch` cannot take. */
export class Http {
  readonly #tls: ConnectionOptions;
  readonly #limits: HttpLimits;
  readonly #plainAgent = new PlainAgent({ keepAlive: true });
  readonly #tlsAgent: TlsAgent;

  /** Raises `NO_SUCH_FILE` and `BAD_FILE` for the root certificate. */
  constructor(tls: TrinoTls, limits: HttpLimits) {
    this.#tls = tlsOptions(tls);
    this.#limits = limits;
    this.#tlsAgent = new TlsAgent({ keepAlive: true, ...this.#tls });
  }

  /**
   * Sends a request, and follows no redirect. A POST has a connection of its own: one that stood idle may just have been
   * closed, which would leave open whether the server took the request. Raises {@link HttpFailure}.
   */
  send({ method, url, headers, body, signal }: HttpRequest): Promise<HttpReply> {
    const isTls = url.protocol === "https:";
    const ownAgent = isTls ? this.#tlsAgent : this.#plainAgent;
    const options = {
      method,
      headers: { ...headers, "Accept-Encoding": "gzip" },
      agent: method === "POST" ? false : ownAgent,
      ...(signal === undefined ? {} : { signal }),
    };
    return new Promise((resolve, reject) => {
      let isSent = false;
      const fail = (cause: unknown): void => reject(new HttpFailure(cause, isSent));
      const received = (response: IncomingMessage): void => {
        read(response).then(resolve, fail);
      };
      const request = isTls
        ? tlsRequest(url, { ...options, ...this.#tls }, received)
        : plainRequest(url, options, received);
      request.on("error", fail);
      request.setTimeout(this.#limits.silence, () => request.destroy(timedOut()));
      request.once("socket", (socket) => {
        if (!socket.connecting) {
          isSent = true;
          return;
        }
        const timer = setTimeout(() => request.destroy(timedOut()), this.#limits.connect);
        socket.once("close", () => clearTimeout(timer));
        socket.once(isTls ? "secureConnect" : "connect", () => {
          isSent = true;
          clearTimeout(timer);
        });
      });
      request.end(body);
    });
  }

  /** Closes the connections that stand idle. */
  close(): void {
    this.#plainAgent.destroy();
    this.#tlsAgent.destroy();
  }
}

async function read(response: IncomingMessage): Promise<HttpReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const isZipped = response.headers["content-encoding"] === "gzip" && body.length > 0;
  const text = (isZipped ? await unzip(body) : body).toString("utf8");
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

function tlsOptions({ verification, rootCert }: TrinoTls): ConnectionOptions {
  const hint = "Check sslrootcert in the address, and who may read the file.";
  return {
    ...(rootCert === undefined ? {} : { ca: readCertificate(rootCert, "root certificate", hint) }),
    ...(verification === "ca" ? { checkServerIdentity: () => undefined } : {}),
    rejectUnauthorized: verification !== "none",
  };
}

function timedOut(): Error {
  return Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" });
}
