import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { newDatabase } from "../support/postgres/database.js";
import { servers } from "../support/postgres/servers.js";
import { runOperation } from "../../src/operations/run/operation.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { manySales, serve, storeOf, type TestServer } from "./serve.js";
import { casesOf } from "../support/thoroughness.js";

/** Enough for more than the system keeps between a server and a client that does not read. */
const CUSTOMERS = 500_000;
const { path } = temporaryFolder();
const stores: [string, () => Promise<string>][] = [["duckdb", () => storeOf(path, CUSTOMERS)]];
const [postgres] = servers;
if (postgres !== undefined) {
  stores.push([
    postgres.name,
    async () => {
      const { url } = await newDatabase(postgres);
      await runOperation.run({ ...(await manySales(path("sales.duckdb"), CUSTOMERS)), store: url, threads: 1 });
      return url;
    },
  ]);
}

/** A download that has begun, and takes nothing more. Where those of the test before are not gone yet, it waits. */
async function begin(server: TestServer, sort: string): Promise<Socket> {
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`GET /api/v1/customers.csv?sort=${sort} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
  await once(socket, "readable");
  if (String(socket.read(12)) === "HTTP/1.1 200") return socket;
  socket.destroy();
  return begin(server, sort);
}

describe.each(stores)("a download from %s", (_, make) => {
  let server: TestServer;

  beforeAll(async () => {
    server = await serve({ store: await make() });
  });

  test("holds every customer once, in order, under a name", async () => {
    const answer = await server.api("/customers.csv?sort=customer_id&order=asc");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="customers.csv"');
    const [header, ...lines] = (await answer.text()).trimEnd().split("\n");
    expect(header).toBe("customer_id,recency,frequency,monetary,R_score,F_score,M_score,segment");
    expect(lines.map((line) => Number(line.split(",")[0]))).toEqual(
      Array.from({ length: CUSTOMERS + 1 }, (__, n) => n + 1),
    );
  });

  test("that its client leaves makes room for others at once", async () => {
    for (let n = 0; n < casesOf(12); n += 1) {
      const sockets = await Promise.all([
        begin(server, "monetary"),
        begin(server, "recency"),
        begin(server, "frequency"),
      ]);
      for (const socket of sockets) socket.destroy();
      for (;;) {
        const answer = await server.api("/customers.csv?search=17");
        const text = await answer.text();
        if (answer.status === 503) continue;
        expect([answer.status, text.split("\n")[0]]).toEqual([
          200,
          "customer_id,recency,frequency,monetary,R_score,F_score,M_score,segment",
        ]);
        break;
      }
    }
  });

  test("that nobody reads keeps no page waiting, and a fifth one is told to come again", async () => {
    const sockets = await Promise.all(
      ["monetary", "recency", "frequency", "customer_id"].map((sort) => begin(server, sort)),
    );
    const fifth = await server.api("/customers.csv");
    expect([fifth.status, fifth.headers.get("retry-after"), await fifth.json()]).toMatchObject([
      503,
      "1",
      { code: "TOO_MANY_REQUESTS" },
    ]);
    expect((await server.api("/customers/7")).status).toBe(200);
    expect((await server.api("/customers?search=1")).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test("ends with the server", async () => {
    const socket = await begin(server, "monetary");
    const closed = once(socket, "close");
    socket.resume();
    await server.close();
    await expect(closed).resolves.toEqual([expect.any(Boolean)]);
  });
});
