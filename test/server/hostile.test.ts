import { mkdirSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { manySales, openConnection, rawBytes, rawRequest, serve, storeOf, type TestServer } from "./serve.js";

const { folder, path } = temporaryFolder();
const reported: unknown[] = [];
let store: string;
let server: TestServer;

beforeAll(async () => {
  store = await storeOf(path, 300);
  const dashboard = join(folder, "web");
  mkdirSync(join(dashboard, "assets"), { recursive: true });
  writeFileSync(join(dashboard, "index.html"), "<!doctype html><title>dashboard</title>");
  writeFileSync(join(dashboard, "assets", "app.js"), "export {};");
  writeFileSync(join(folder, "secret.js"), "secret");
  const sales = await manySales(path("again.duckdb"), 10);
  const runs = { ...sales, store, threads: 1 };
  server = await serve({ store, dashboard, runs, report: (error) => reported.push(error) });
});

const own = (): string => `127.0.0.1:${server.port}`;
const json = { "content-type": "application/json" };

async function refusal(answer: Promise<{ status: number; body: string }>): Promise<unknown[]> {
  const { status, body } = await answer;
  const { code, detail } = JSON.parse(body) as { code: string; detail: string };
  return [status, code, detail];
}

describe("paths that lead elsewhere", () => {
  test.each([
    "/../secret.js",
    "/assets/../../secret.js",
    "/%2e%2e/secret.js",
    "/..%2fsecret.js",
    "/assets/..%5c..%5csecret.js",
    "//secret.js",
    "/assets/%00.js",
    "/assets/app.js/",
    "/etc/passwd.js",
    "/api/v1/../../secret.js",
  ])("%s finds nothing", async (asked) => {
    const { status, body } = await rawRequest(server.port, asked);
    expect([status, body]).toEqual([404, expect.stringContaining('"code":"NOT_FOUND"')]);
  });

  test("while the dashboard's files and views are there", async () => {
    expect(await rawRequest(server.port, "/assets/app.js")).toMatchObject({ status: 200, body: "export {};" });
    expect(await rawRequest(server.port, "/customers/some/view")).toMatchObject({
      status: 200,
      body: "<!doctype html><title>dashboard</title>",
    });
    expect(await rawRequest(server.port, "/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });
});

describe("requests for another host", () => {
  test.each([
    "evil.example",
    "evil127.0.0.1",
    "evil.example:4390",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "[::2]",
    "10.0.0.1",
  ])("%j are refused", async (host) => {
    expect(await refusal(rawRequest(server.port, "/", { headers: { host } }))).toEqual([
      421,
      "FOREIGN_HOST",
      "The request is for another host.",
    ]);
    expect((await rawRequest(server.port, "/api/v1/runs", { headers: { host } })).status).toBe(421);
  });

  test("or to none, are refused", async () => {
    for (const host of ["", "localhost@evil.example", "local host", "localhost/x"]) {
      const answer = await rawBytes(server.port, `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer, host).toMatch(/^HTTP\/1\.1 4(00|21) .*"code":"(BAD_REQUEST|FOREIGN_HOST)"/s);
    }
  });

  test("those for this machine are not", async () => {
    for (const host of [own(), "localhost:4390", "LOCALHOST", "[::1]:1"]) {
      expect((await rawRequest(server.port, "/api/v1/runs", { headers: { host } })).status).toBe(200);
    }
  });
});

describe("requests from pages of other sites", () => {
  const foreign = [403, "FOREIGN_ORIGIN", "The request comes from a page of another site."];

  test.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { origin: "http://localhost" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ] as Record<string, string>[])("%j are refused, whatever they ask", async (headers) => {
    for (const [method, asked] of [
      ["GET", "/api/v1/overview"],
      ["POST", "/api/v1/runs"],
      ["DELETE", "/api/v1/runs/current"],
      ["GET", "/api/v1/customers.csv"],
    ] as const) {
      expect(await refusal(rawRequest(server.port, asked, { method, headers: { ...json, ...headers } }))).toEqual(
        foreign,
      );
    }
  });

  test("the dashboard's own are not, nor a link to the dashboard", async () => {
    const headers = { host: own(), origin: `http://${own()}`, "sec-fetch-site": "same-origin" };
    expect((await rawRequest(server.port, "/api/v1/runs/current", { headers })).status).toBe(200);
    expect((await rawRequest(server.port, "/segments", { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(
      200,
    );
  });

  test("no answer lets other sites read it", async () => {
    const { headers } = await rawRequest(server.port, "/api/v1/runs/current", {
      headers: { host: own(), origin: `http://${own()}` },
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });
});

test("every answer carries the headers that keep a browser in", async () => {
  for (const asked of ["/", "/assets/app.js", "/api/v1/overview", "/api/v1/nothing", "/nothing.js"]) {
    const { headers } = await rawRequest(server.port, asked);
    expect(headers, asked).toMatchObject({
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
  }
  expect((await server.api("/overview")).headers.get("cache-control")).toBe("no-store");
});

function post(body: string | Buffer, headers: Record<string, string> = json): Promise<unknown[]> {
  return refusal(rawRequest(server.port, "/api/v1/runs", { method: "POST", headers, body }));
}

describe("bodies", () => {
  test("that are no JSON object, or no text, are refused", async () => {
    for (const body of ["{", "'", '{"model":', "\u0000"])
      expect(await post(body)).toEqual([400, "BAD_REQUEST", "The body is not valid JSON."]);
    for (const body of ["[]", "null", "1", '"x"'])
      expect(await post(body)).toEqual([400, "BAD_REQUEST", "The body must be one JSON object."]);
    expect(await post(Buffer.from([0x7b, 0xff, 0x7d]))).toEqual([400, "BAD_REQUEST", "The body is not UTF-8."]);
  });

  test("of another type are refused, as forms of other sites would send them", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]) {
      expect(await post("{}", { "content-type": type })).toEqual([
        415,
        "WRONG_MEDIA_TYPE",
        "The body must be application/json.",
      ]);
    }
  });

  test("that are huge are refused, declared or not, without being kept", async () => {
    const huge = Buffer.alloc(2_000_000, " ");
    const tooLarge = [413, "TOO_LARGE", "The body is larger than 65536 bytes."];
    expect(await post(huge, { ...json, "content-length": String(huge.length) })).toEqual(tooLarge);
    expect(await post(huge, { ...json, "transfer-encoding": "chunked" })).toEqual(tooLarge);
    const declared = await rawBytes(
      server.port,
      `POST /api/v1/runs HTTP/1.1\r\nHost: ${own()}\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n{`,
    );
    expect(declared).toMatch(/^HTTP\/1\.1 413 .*"code":"TOO_LARGE"/s);
  });

  test("with members that are none, or of another kind, are refused", async () => {
    expect(await post('{"source": "/etc/passwd"}')).toEqual([400, "USAGE", "There is no option source."]);
    expect(await post('{"store": "x"}')).toEqual([400, "USAGE", "There is no option store."]);
    expect(await post('{"where": "1 = 1"}')).toEqual([400, "USAGE", "There is no option where."]);
    expect(await post('{"__proto__": {"model": "x"}}')).toEqual([400, "USAGE", "There is no option __proto__."]);
    expect(await post('{"constructor": 1}')).toEqual([400, "USAGE", "There is no option constructor."]);
    expect(await post('{"model": {"a": 1}}')).toEqual([400, "USAGE", "model must be a text; it is an object."]);
    expect(await post('{"refunds": "DROP"}')).toEqual([
      400,
      "USAGE",
      'refunds must be "net", "amount-only" or "ignore"; it is "DROP".',
    ]);
    expect(await post('{"as_of": "2024-01-01\'; DROP TABLE x"}')).toEqual([400, "USAGE", "as_of is not a date."]);
    expect(await post('{"since": "2024-13-45"}')).toEqual([400, "USAGE", "since is not a date."]);
    expect(await post('{"ties": ["x"]}')).toEqual([400, "USAGE", "ties x is not a tie rule."]);
  });

  test("that name a file are told that it is no name, whether it is there or not", async () => {
    const model = join(folder, "model.yaml");
    writeFileSync(model, "name: mine\n");
    for (const name of [model, "/etc/passwd", "../../etc/passwd", "https://evil.example/m.yaml", "nobody"]) {
      expect(await post(JSON.stringify({ model: name }))).toEqual([
        400,
        "NO_SUCH_MODEL",
        "There is no model of that name here.",
      ]);
      expect(await post(JSON.stringify({ scoring: name }))).toEqual([
        400,
        "NO_SUCH_SCORING",
        "There is no scoring of that name here.",
      ]);
    }
  });
});

describe("SQL in a parameter is a value like any other", () => {
  const SQL = [
    "'; DROP TABLE customer_rfm; --",
    '" OR 1=1 --',
    "1 UNION SELECT * FROM rfm_runs",
    "${7*7}",
    "$1",
    "\\'",
    "read_text('/etc/passwd')",
  ];

  test.each(SQL)("%s", async (text) => {
    const value = encodeURIComponent(text);
    const of = async (asked: string): Promise<unknown> => {
      const answer = await server.api(asked);
      const body = (await answer.json()) as { code?: string; total?: number };
      return [answer.status, body.code ?? body.total];
    };
    expect(await of(`/customers?search=${value}`)).toEqual([200, 0]);
    expect(await of(`/customers?segment=${value}`)).toEqual([400, "NO_SUCH_SEGMENT"]);
    expect(await of(`/customers?cells=${value}`)).toEqual([400, "USAGE"]);
    expect(await of(`/customers?sort=${value}`)).toEqual([400, "USAGE"]);
    expect(await of(`/customers?order=${value}`)).toEqual([400, "USAGE"]);
    expect(await of(`/customers?limit=${value}`)).toEqual([400, "USAGE"]);
    expect(await of(`/customers?cursor=${value}`)).toEqual([400, "BAD_CURSOR"]);
    expect(await of(`/customers?${value}=1`)).toEqual([400, "USAGE"]);
    expect(await of(`/customers/${value}`)).toEqual([404, "NO_SUCH_CUSTOMER"]);
    expect(await of(`/customers.csv?segment=${value}`)).toEqual([400, "NO_SUCH_SEGMENT"]);
    expect(await of(`/overview?store=${value}`)).toEqual([400, "USAGE"]);
    expect(await of(`/runs?schema=${value}`)).toEqual([400, "USAGE"]);
    expect((await server.api("/customers.csv?search=" + value)).status).toBe(200);
  });

  test("and the store is as it was", async () => {
    expect(await queryDuckdb(store, "SELECT count(*)::VARCHAR AS customers FROM customer_rfm")).toEqual([
      { customers: "301" },
    ]);
  });
});

async function codeOf(asked: string): Promise<unknown> {
  return ((await (await server.api(asked)).json()) as { code: string }).code;
}

describe("odd requests", () => {
  test("with values that are long, null, repeated or unknown are refused", async () => {
    expect(await codeOf(`/customers?search=${"x".repeat(5000)}`)).toBe("BAD_REQUEST");
    expect(await codeOf("/customers?search=a%00b")).toBe("BAD_REQUEST");
    expect(await codeOf("/customers/a%00b")).toBe("BAD_REQUEST");
    expect(await codeOf("/customers?limit=5&limit=6")).toBe("USAGE");
    expect(await codeOf("/customers?limit=501")).toBe("USAGE");
    expect(await codeOf("/customers?limit=-1")).toBe("USAGE");
    expect(await codeOf("/customers?limit=1e3")).toBe("USAGE");
    expect(await codeOf("/customers?__proto__=1")).toBe("USAGE");
    expect(await codeOf("/customers?toString=1")).toBe("USAGE");
    expect(await codeOf("/customers?cells=666")).toBe("USAGE");
    expect(await codeOf(`/customers?${"segment=x&".repeat(1000)}`)).toBe("BAD_REQUEST");
    expect(await codeOf("/customers/%ff%fe")).toBe("NO_SUCH_CUSTOMER");
  });

  test("with another method or path are told which", async () => {
    expect(await refusal(rawRequest(server.port, "/api/v1/runs", { method: "PUT" }))).toEqual([
      405,
      "WRONG_METHOD",
      "Only GET and POST will do here.",
    ]);
    expect((await rawRequest(server.port, "/api/v1/runs", { method: "PUT" })).headers["allow"]).toBe("GET, POST");
    expect(await refusal(rawRequest(server.port, "/", { method: "POST" }))).toEqual([
      405,
      "WRONG_METHOD",
      "Only GET and HEAD will do here.",
    ]);
    expect(await refusal(rawRequest(server.port, "/api/v2/runs"))).toEqual([
      404,
      "NOT_FOUND",
      "There is nothing at this path.",
    ]);
    expect((await rawRequest(server.port, "/api/v1/runs", { method: "TRACE" })).status).toBe(405);
  });

  test("that are no HTTP get an answer all the same", async () => {
    expect(await rawBytes(server.port, "\u0016\u0003\u0001 hello\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 Bad Request\r\n.*"code":"BAD_REQUEST"/s,
    );
    expect(await rawBytes(server.port, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 Request Header Fields Too Large\r\n.*"code":"TOO_LARGE"/s,
    );
    expect(await rawBytes(server.port, "GET /api/v1/runs HTTP/1.1\r\nConnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 /,
    );
    expect(
      await rawBytes(
        server.port,
        `POST /api/v1/runs HTTP/1.1\r\nHost: ${own()}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      ),
    ).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("10,000 connections that say little leave room for one that asks", async () => {
    const before = process.memoryUsage().rss;
    const slow: Socket[] = [];
    for (let opened = 0; opened < 10_000; opened += 500) {
      const some = Array.from({ length: 500 }, () =>
        openConnection(server.port, "GET /api/v1/runs HTTP/1.1\r\nHost: "),
      );
      slow.push(...(await Promise.all(some)));
      expect((await rawRequest(server.port, "/api/v1/customers/7")).status).toBe(200);
    }
    const open = (): number => slow.filter((socket) => !socket.closed && socket.readyState === "open").length;
    await expect.poll(open).toBeLessThanOrEqual(256);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
    for (const socket of slow) socket.destroy();
  });
});

test("nothing of this came as a surprise", () => {
  expect(reported).toEqual([]);
});
