import { beforeAll, describe, expect, test } from "vitest";
import { startServer } from "../../src/server/start-server.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { rawRequest, serve, storeOf, type TestServer } from "./serve.js";

const { path } = temporaryFolder();
const TOKEN = "correct-horse-battery";
const options = { port: 0, schema: undefined, display: {}, runs: undefined, store: "none.duckdb" };

test.each(["0.0.0.0", "::", "192.168.1.2", "example.org", "127.0.0.1.evil.example", "0", "2130706433"])(
  "on %s a token is demanded",
  async (host) => {
    await expect(startServer({ ...options, host, token: undefined })).rejects.toMatchObject({
      code: "USAGE",
      message: `Others can reach ${host}, so token is needed.`,
    });
  },
);

test("a token that is short, or does not fit into a header, is refused", async () => {
  await expect(startServer({ ...options, host: "127.0.0.1", token: "0123456789abcde" })).rejects.toMatchObject({
    message: "The token is shorter than 16 characters.",
  });
  await expect(startServer({ ...options, host: "127.0.0.1", token: "0123456789 abcdef" })).rejects.toMatchObject({
    message: "The token may hold letters, digits and - . _ ~ + / = only.",
  });
});

test("a port that is taken, and an address of another machine, say so", async () => {
  const server = await serve({ store: "none.duckdb" });
  await expect(
    startServer({ ...options, host: "127.0.0.1", token: undefined, port: server.port }),
  ).rejects.toMatchObject({
    code: "USAGE",
    message: `Port ${server.port} is in use already.`,
  });
  await expect(startServer({ ...options, host: "192.0.2.1", token: TOKEN })).rejects.toMatchObject({ code: "USAGE" });
});

describe("with a token", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await serve({ store: await storeOf(path, 20), token: TOKEN });
  });

  const ask = (
    authorization: string | undefined,
  ): Promise<{ status: number; headers: Record<string, unknown>; body: string }> =>
    rawRequest(server.port, "/api/v1/overview", { headers: authorization === undefined ? {} : { authorization } });

  test("nothing of the API is answered without it", async () => {
    for (const wrong of [
      undefined,
      "",
      TOKEN,
      "Bearer",
      "Bearer ",
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
      `Bearer x ${TOKEN}`,
      "Bearer undefined",
    ]) {
      const { status, headers, body } = await ask(wrong);
      expect([status, headers["www-authenticate"], JSON.parse(body)], wrong).toMatchObject([
        401,
        "Bearer",
        { code: "UNAUTHORIZED" },
      ]);
    }
    for (const [method, asked] of [
      ["POST", "/runs"],
      ["DELETE", "/runs/current"],
      ["GET", "/customers.csv"],
      ["GET", "/runs/current/events"],
      ["GET", "/openapi.json"],
      ["GET", `/overview?token=${TOKEN}`],
    ] as const) {
      expect((await server.api(asked, { method })).status, asked).toBe(401);
    }
  });

  test("everything is answered with it, in any case of the word before it", async () => {
    expect((await ask(`Bearer ${TOKEN}`)).status).toBe(200);
    expect((await ask(`bearer  ${TOKEN}`)).status).toBe(200);
  });

  test("the address for a browser carries it where no server sees it, and no answer does", async () => {
    expect(server.link).toBe(`http://127.0.0.1:${server.port}/#token=${TOKEN}`);
    expect(server.url).not.toContain(TOKEN);
    expect(JSON.stringify(await ask(`Bearer ${TOKEN}`))).not.toContain(TOKEN);
  });

  test("other hosts and pages of other sites are refused all the same", async () => {
    const authorization = `Bearer ${TOKEN}`;
    const asked = "/api/v1/overview";
    expect((await rawRequest(server.port, asked, { headers: { authorization, host: "evil.example" } })).status).toBe(
      421,
    );
    expect(
      (await rawRequest(server.port, asked, { headers: { authorization, origin: "http://evil.example" } })).status,
    ).toBe(403);
  });

  test("the document says that it is needed", async () => {
    const answer = await server.api("/openapi.json", { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await answer.json()).toMatchObject({ security: [{ token: [] }] });
  });
});
