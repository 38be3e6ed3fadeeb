import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { retryAfter } from "../../../src/engines/trino/client/patience.js";
import { refusal, SECRET } from "../../postgres/refusal.js";
import {
  addressOf,
  type Answering,
  answer,
  type Coordinator,
  coordinator,
  DONE,
  hang,
  json,
  patient,
  reset,
  text,
  twoSteps,
} from "./coordinator.js";
import { clientOf } from "./client-of.js";

const POST = "POST /v1/statement";
const GET = "GET /v1/statement/executing/1/a/1";
const DELETE = "DELETE /v1/statement/executing/1/a/1";

/** Answers the first `times` requests of a method in its own way. */
function faulty(method: string, times: number, fault: Answering): Answering {
  return twoSteps((seen, response, count) => {
    if (seen.method === method && count < times) fault(seen, response, count);
  });
}

/** What a person sees, at a coordinator with a place of its own; the client has a secret that is never in it. */
async function refusalAt(trino: Pick<Coordinator, "port">, patience = patient()): Promise<string> {
  const client = clientOf({ ...addressOf(trino), password: SECRET }, { patience });
  return (await refusal(client.all("SELECT"))).replaceAll(String(trino.port), "PORT");
}

describe("it is tried again", () => {
  test.each([429, 502, 503, 504])("after HTTP %i, with growing pauses", async (status) => {
    const trino = await coordinator(faulty("GET", 8, (_, response) => void response.writeHead(status).end()));
    const patience = patient();
    expect(await clientOf(addressOf(trino), { patience }).all("SELECT")).toMatchObject({ rows: [[1]] });
    expect(trino.asked).toEqual([POST, ...Array.from({ length: 9 }, () => GET)]);
    const longest = [100, 200, 400, 800, 1600, 3200, 5000, 5000];
    expect(patience.pauses).toHaveLength(8);
    for (const [index, pause] of patience.pauses.entries()) {
      expect(pause).toBeLessThanOrEqual(longest[index] as number);
      expect(pause).toBeGreaterThanOrEqual((longest[index] as number) / 2);
    }
  });

  test.each([429, 502, 503, 504])("to send a statement that HTTP %i turned away", async (status) => {
    const trino = await coordinator(faulty("POST", 2, (_, response) => void response.writeHead(status).end()));
    expect(await clientOf(addressOf(trino), { patience: patient() }).all("SELECT")).toMatchObject({
      rows: [[1]],
    });
    expect(trino.asked).toEqual([POST, POST, POST, GET]);
  });

  test("no sooner than the server asks for", async () => {
    const trino = await coordinator(
      faulty("GET", 1, (_, response) => void response.writeHead(429, { "Retry-After": "7" }).end()),
    );
    const patience = patient();
    await clientOf(addressOf(trino), { patience }).all("SELECT");
    expect(patience.pauses).toEqual([7_000]);
  });

  test("not at all where the server asks for more than there is patience", async () => {
    const trino = await coordinator(
      faulty("GET", 1, (_, response) => void response.writeHead(429, { "Retry-After": "61" }).end()),
    );
    const patience = patient();
    expect(await refusalAt(trino, patience)).toMatchInlineSnapshot(`
      "TOO_MANY_REQUESTS: 127.0.0.1:PORT has more to do than it can (HTTP 429).
      Try again later."
    `);
    expect(patience.pauses).toEqual([]);
    expect(trino.asked).toEqual([POST, GET, DELETE]);
  });

  test.each<[string, Answering]>([
    ["hangs up", (_, response) => reset(response)],
    [
      "stops within an answer",
      (_, response) => {
        response.writeHead(200, { "Content-Length": 1_000 });
        response.write('{"id":"x"', () => reset(response));
      },
    ],
    [
      "stops within a packed answer",
      (_, response) => {
        const packed = gzipSync(JSON.stringify(answer(DONE)));
        response.writeHead(200, { "Content-Encoding": "gzip" }).end(packed.subarray(0, packed.length - 9));
      },
    ],
    ["says nothing", (_, response) => hang(response)],
  ])("to ask for a page where the coordinator %s", async (_, fault) => {
    const trino = await coordinator(faulty("GET", 3, fault));
    const limits = { connect: 1_000, silence: 100 };
    const client = clientOf(addressOf(trino), { patience: patient(), limits });
    expect(await client.all("SELECT")).toMatchObject({ rows: [[1]] });
    expect(trino.asked).toEqual([POST, GET, GET, GET, GET]);
  });

  test("until patience ends, and the query is ended then", async () => {
    const trino = await coordinator(faulty("GET", Infinity, (_, response) => reset(response)));
    const patience = patient();
    expect(await refusalAt(trino, patience)).toMatchInlineSnapshot(`
      "CONNECTION_LOST: The connection to the Trino coordinator at 127.0.0.1:PORT was lost: 127.0.0.1:PORT closed the connection before it answered. Nothing was published.
      Run again once the coordinator answers; what was published before is as it was."
    `);
    const waited = patience.pauses.reduce((sum, pause) => sum + pause, 0);
    expect(waited).toBeLessThanOrEqual(60_000);
    expect(waited).toBeGreaterThan(50_000);
    expect(trino.asked.at(-1)).toBe(DELETE);
    expect(trino.asked.filter((each) => each === POST)).toHaveLength(1);
  });

  test("to reach a coordinator that went away, even for a new statement", async () => {
    const first = await coordinator(twoSteps());
    const { port } = first;
    let second: Coordinator | undefined;
    const patience = patient(60_000, async () => {
      if (patience.pauses.length === 3) second = await coordinator(twoSteps(), { port });
    });
    const client = clientOf(addressOf({ port }), { patience });
    await client.all("SELECT 1");
    await first.close();
    expect(await client.all("SELECT 2")).toMatchObject({ rows: [[1]] });
    expect(patience.pauses).toHaveLength(3);
    expect(second?.seen.map(({ body }) => body)).toEqual(["SELECT 2", ""]);
  });

  test("but not to reach one that was never there", async () => {
    const { port, close } = await coordinator(twoSteps());
    await close();
    const patience = patient();
    expect(await refusalAt({ port }, patience)).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: No Trino coordinator listens at 127.0.0.1:PORT.
      Start it, or check the host and port of the address."
    `);
    expect(patience.pauses).toEqual([]);
  });
});

describe("no statement is sent twice", () => {
  test.each<[string, Answering]>([
    ["hangs up", (_, response) => reset(response)],
    [
      "stops within an answer",
      (_, response) => {
        response.writeHead(200, { "Content-Length": 1_000 });
        response.write('{"id":"x"', () => reset(response));
      },
    ],
    ["says nothing", (_, response) => hang(response)],
    ["fails", (_, response) => void response.writeHead(500).end()],
  ])("to a coordinator that %s", async (_, fault) => {
    const trino = await coordinator(faulty("POST", Infinity, fault));
    const patience = patient();
    const limits = { connect: 1_000, silence: 100 };
    const client = clientOf({ ...addressOf(trino), password: SECRET }, { patience, limits });
    expect(await refusal(client.all("INSERT"))).toMatch(/^CONNECTION_FAILED: /);
    expect(trino.asked).toEqual([POST]);
    expect(patience.pauses).toEqual([]);
  });

  test("to one that answered before, and then hung up", async () => {
    const trino = await coordinator(
      twoSteps(({ method }, response, count) => {
        if (method === "POST" && count === 1) reset(response);
      }),
    );
    const client = clientOf({ ...addressOf(trino), password: SECRET }, { patience: patient() });
    await client.all("SELECT");
    expect((await refusal(client.all("INSERT"))).replaceAll(String(trino.port), "PORT")).toMatchInlineSnapshot(`
      "CONNECTION_LOST: The connection to the Trino coordinator at 127.0.0.1:PORT was lost: 127.0.0.1:PORT closed the connection before it answered. Nothing was published.
      Run again once the coordinator answers; what was published before is as it was."
    `);
    expect(trino.asked).toEqual([POST, GET, POST]);
  });

  test("over a connection that stood idle", async () => {
    const trino = await coordinator(twoSteps());
    const client = clientOf(addressOf(trino));
    await client.all("SELECT");
    await client.all("SELECT");
    const kinds = trino.seen.map(({ method, headers }) => `${method} ${headers.connection}`);
    expect(kinds).toEqual(["POST close", "GET keep-alive", "POST close", "GET keep-alive"]);
  });
});

describe("an answer that is none of a coordinator's", () => {
  test.each<[string, Answering]>([
    ["a page", (_, response) => void response.writeHead(200, { "Content-Type": "text/html" }).end(`<html>${SECRET}`)],
    ["a page that is not found", (_, response) => void response.writeHead(404).end(`<html>${SECRET}`)],
    ["another method", (_, response) => void response.writeHead(405).end()],
    ["a bad request", (_, response) => void response.writeHead(400, { "Content-Type": "text/html" }).end(SECRET)],
    ["other JSON", (_, response) => json(response, { id: SECRET })],
    ["no object", (_, response) => json(response, null)],
    ["a way to nowhere", (_, response) => json(response, answer({ nextUri: "file:///etc/passwd" }))],
  ])("%s", async (_, fault) => {
    const trino = await coordinator(fault);
    expect(await refusalAt(trino)).toBe(
      "CONNECTION_FAILED: What listens at 127.0.0.1:PORT is no Trino coordinator.\n" +
        "Check the host and port: Trino's port is usually 8080, and with TLS 443 or 8443 (ssl=true).",
    );
    expect(trino.asked).toEqual([POST]);
  });

  test("a request that is refused", async () => {
    const trino = await coordinator((_, response) => text(response, 400, `Invalid header: ${SECRET}\nmore`));
    expect(await refusalAt(trino)).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator refuses the request: Invalid header: ….
      Check the parameters of the address."
    `);
  });

  test("a server that is down", async () => {
    const trino = await coordinator((_, response) => void response.writeHead(503).end());
    expect(await refusalAt(trino)).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: 127.0.0.1:PORT takes no queries now: it answers HTTP 503.
      Try again in a moment; the coordinator may be starting, or the proxy before it may not reach it."
    `);
  });

  test("a server with too much to do", async () => {
    const trino = await coordinator((_, response) => void response.writeHead(429).end());
    expect(await refusalAt(trino)).toMatch(/^TOO_MANY_REQUESTS: 127\.0\.0\.1:PORT has more to do than it can/);
  });

  test.each([404, 410, 500])("a coordinator that knows nothing of its query: %i", async (status) => {
    const trino = await coordinator(faulty("GET", 1, (_, response) => void response.writeHead(status).end()));
    expect(await refusalAt(trino)).toMatch(
      new RegExp(
        `^CONNECTION_LOST: The connection to the Trino coordinator at 127.0.0.1:PORT was lost: .*HTTP ${status}`,
      ),
    );
    expect(trino.asked).toEqual([POST, GET, DELETE]);
  });

  test.each([
    [301, "/elsewhere", "elsewhere, to http://127.0.0.1:PORT.\nWrite the address of the coordinator itself."],
    [
      302,
      `http://somewhere.example/${SECRET}`,
      "elsewhere, to http://somewhere.example.\nWrite the address of the coordinator itself.",
    ],
    [
      307,
      `https://somewhere.example/?${SECRET}`,
      "elsewhere, to https://somewhere.example.\nIt wants encryption: write ssl=true and its port for TLS.",
    ],
    [308, "https://[", "elsewhere.\nWrite the address of the coordinator itself."],
  ])("a way to elsewhere, which is not followed: %i %s", async (status, location, told) => {
    const trino = await coordinator((_, response) => void response.writeHead(status, { Location: location }).end());
    expect(await refusalAt(trino)).toBe(`CONNECTION_FAILED: 127.0.0.1:PORT sends requests ${told}`);
    expect(trino.asked).toEqual([POST]);
  });
});

const denied: Answering = (_, response) =>
  text(response, 401, `Access Denied: Invalid credentials ${SECRET}`, { "WWW-Authenticate": 'Basic realm="Trino"' });

describe("a coordinator that lets nobody in", () => {
  test("without a password, which is asked for", async () => {
    const client = clientOf(addressOf(await coordinator(denied)));
    expect(await refusal(client.all("SELECT"))).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator asks for the password of the user "anna", and none is given.
      Set TRINO_PASSWORD."
    `);
  });

  test("with a wrong password", async () => {
    expect(await refusalAt(await coordinator(denied))).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator does not accept the password of the user "anna".
      Check TRINO_PASSWORD; in an address, write special characters of a password as %40 for @, %3A for : …"
    `);
  });

  test("with an old token", async () => {
    const client = clientOf({ ...addressOf(await coordinator(denied)), accessToken: SECRET });
    expect(await refusal(client.all("SELECT"))).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator does not accept the access token.
      It may have expired: get a new one, and set TRINO_ACCESS_TOKEN."
    `);
  });

  test("without a token, which is asked for", async () => {
    const trino = await coordinator((_, response) =>
      text(response, 401, "", { "WWW-Authenticate": 'Bearer x_redirect_server="https://login"' }),
    );
    expect(await refusal(clientOf(addressOf(trino)).all("SELECT"))).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator asks for an access token, and none is given.
      Set TRINO_ACCESS_TOKEN."
    `);
  });

  test("under another name, and repeats what was sent", async () => {
    const trino = await coordinator(({ headers }, response) =>
      text(response, 403, `Access Denied: ${SECRET} ${headers.authorization} cannot impersonate user\n`),
    );
    expect(await refusalAt(trino)).toMatchInlineSnapshot(`
      "CONNECTION_FAILED: The Trino coordinator does not let the user "anna" in: Access Denied: … Basic … cannot impersonate user.
      Ask the administrator of the cluster; the user of the address must be the one who logs in, unless that one may act for others."
    `);
  });
});

describe("the way to the next page", () => {
  test("may lead to another host, which does not get the password", async () => {
    const other = await coordinator((_, response) => json(response, answer(DONE)));
    const trino = await coordinator((_, response) => json(response, answer({ nextUri: `${other.origin}/1` })));
    const client = clientOf({ ...addressOf(trino), password: SECRET });
    expect(await client.all("SELECT")).toMatchObject({ rows: [[1]] });
    expect(trino.seen[0]?.headers).toHaveProperty("authorization");
    expect(other.asked).toEqual(["GET /1"]);
    expect(other.seen[0]?.headers).toMatchObject({ "x-trino-user": "anna" });
    expect(JSON.stringify(other.seen)).not.toMatch(/authorization/i);
  });
});

test.each([
  ["7", 7_000],
  [" 0 ", 0],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  [undefined, undefined],
])("a server asks to wait: %s", (header, expected) => {
  expect(retryAfter(header)).toBe(expected);
});
