import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseTrinoAddress } from "../../../src/engines/trino/client/address.js";
import { type TrinoPage } from "../../../src/engines/trino/client/client.js";
import { addressOf, answer, coordinator, DONE, hang, json, patient, reset, twoSteps } from "./coordinator.js";
import { clientOf } from "./client-of.js";

const STATS = { processedRows: 7, processedBytes: 70, peakMemoryBytes: 700, cpuTimeMillis: 5, elapsedTimeMillis: 50 };
const COLUMNS = [{ name: "n", type: "integer" }];

async function pagesOf(pages: AsyncIterable<TrinoPage>): Promise<TrinoPage[]> {
  const all: TrinoPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

describe("a statement", () => {
  test("comes with its session in its headers", async () => {
    const trino = await coordinator(twoSteps());
    const address = parseTrinoAddress(
      `trino://anna@127.0.0.1:${trino.port}/hive/sales?source=nightly&client_tags=a,b&roles=hive:analyst;system:all` +
        "&session.a=1&session.hive.b=x%20y,%3D",
      {},
    );
    const client = clientOf(address, { sessionProperties: { a: "2", c: "ä" }, statementTimeout: 90 });
    await client.all("SELECT 'ä'");
    const [posted, asked] = trino.seen;
    expect(posted).toMatchObject({ method: "POST", url: "/v1/statement", body: "SELECT 'ä'" });
    const { host, connection, ...headers } = posted?.headers ?? {};
    expect({ host, connection }).toEqual({ host: `127.0.0.1:${trino.port}`, connection: "close" });
    expect(headers).toEqual({
      "accept-encoding": "gzip",
      "content-length": "11",
      "content-type": "text/plain; charset=utf-8",
      "user-agent": "quintile",
      "x-trino-user": "anna",
      "x-trino-source": "nightly",
      "x-trino-catalog": "hive",
      "x-trino-schema": "sales",
      "x-trino-time-zone": "UTC",
      "x-trino-client-capabilities": "PARAMETRIC_DATETIME",
      "x-trino-client-tags": "a,b",
      "x-trino-session": "a=2,hive.b=x%20y%2C%3D,c=%C3%A4,query_max_run_time=90s",
      "x-trino-role": "hive=ROLE%7Banalyst%7D,system=ALL",
    });
    expect(asked?.headers).toMatchObject({ "user-agent": "quintile", "x-trino-user": "anna" });
    expect(asked?.headers).not.toHaveProperty("x-trino-session");
  });

  test("comes without what the address leaves out", async () => {
    const trino = await coordinator(twoSteps());
    await clientOf(parseTrinoAddress(`trino://anna@127.0.0.1:${trino.port}/hive`, {})).all("SELECT 1");
    expect(
      Object.keys(trino.seen[0]?.headers ?? {})
        .filter((name) => name.startsWith("x-trino"))
        .toSorted(),
    ).toEqual([
      "x-trino-catalog",
      "x-trino-client-capabilities",
      "x-trino-source",
      "x-trino-time-zone",
      "x-trino-user",
    ]);
    expect(trino.seen[0]?.headers).toMatchObject({ "x-trino-source": "quintile" });
  });

  test.each([
    [{ password: "pä" }, `Basic ${Buffer.from("anna:pä").toString("base64")}`, "anna"],
    [{ accessToken: "to.ken" }, "Bearer to.ken", "anna"],
    [{ accessToken: "to.ken", user: undefined }, "Bearer to.ken", undefined],
    [{}, undefined, "anna"],
  ])("comes with its secret: %j", async (secret, expected, user) => {
    const trino = await coordinator(twoSteps());
    await clientOf({ ...addressOf(trino), ...secret }).all("SELECT 1");
    expect(trino.seen.map(({ headers }) => headers.authorization)).toEqual([expected, expected]);
    expect(trino.seen.map(({ headers }) => headers["x-trino-user"])).toEqual([user, user]);
  });

  test("answers page by page, as they are asked for", async () => {
    const trino = await coordinator(({ method, url, headers }, response) => {
      const nextUri = (step: number): string => `http://${headers.host}/${step}`;
      if (method === "POST") json(response, answer({ nextUri: nextUri(1) }));
      else if (url === "/1") json(response, answer({ nextUri: nextUri(2), columns: COLUMNS }));
      else if (url === "/2") json(response, answer({ nextUri: nextUri(3), columns: COLUMNS, data: [[1], [2]] }));
      else if (url === "/3") json(response, answer({ nextUri: nextUri(4), columns: COLUMNS, data: [[3]] }));
      else json(response, answer({ columns: COLUMNS, updateType: "INSERT", updateCount: 3 }));
    });
    const pages = clientOf(addressOf(trino)).run("SELECT");
    expect(trino.asked).toEqual([]);
    expect(await pages.next()).toEqual({
      done: false,
      value: { columns: COLUMNS, rows: [[1], [2]], summary: undefined },
    });
    expect(trino.asked).toEqual(["POST /v1/statement", "GET /1", "GET /2"]);
    expect(await pagesOf(pages)).toEqual([
      { columns: COLUMNS, rows: [[3]], summary: undefined },
      {
        columns: COLUMNS,
        rows: [],
        summary: { queryId: "20261122_1", updateType: "INSERT", updateCount: 3, stats: STATS },
      },
    ]);
    expect(trino.asked).toEqual(["POST /v1/statement", "GET /1", "GET /2", "GET /3", "GET /4"]);
  });

  test("answers as a whole, packed and without loss", async () => {
    const trino = await coordinator(({ method, headers }, response) => {
      const body =
        method === "POST"
          ? answer({ nextUri: `http://${headers.host}/1` })
          : answer({ columns: COLUMNS, data: [["N"], ["ä"]] });
      const written = JSON.stringify(body).replace('"N"', "9223372036854775807");
      response.writeHead(200, { "Content-Type": "application/json", "Content-Encoding": "gzip" });
      response.end(gzipSync(written));
    });
    expect(await clientOf(addressOf(trino)).all("SELECT")).toEqual({
      queryId: "20261122_1",
      updateType: undefined,
      updateCount: undefined,
      stats: STATS,
      columns: COLUMNS,
      rows: [["9223372036854775807"], ["ä"]],
    });
  });

  test("without rows and columns answers so", async () => {
    const trino = await coordinator((_, response) => json(response, answer({ updateType: "USE" })));
    expect(await clientOf(addressOf(trino)).all("USE x")).toMatchObject({
      updateType: "USE",
      columns: [],
      rows: [],
    });
  });

  test("tells how far it is, and never goes back", async () => {
    const steps = [{}, { completedSplits: 1, totalSplits: 4 }, { progressPercentage: 50 }, { progressPercentage: 40 }];
    const trino = await coordinator(({ url, headers }, response) => {
      const step = Number(url.slice(1)) || 0;
      const stats = steps[step];
      if (stats === undefined) json(response, answer(DONE, { progressPercentage: 90 }));
      else json(response, answer({ nextUri: `http://${headers.host}/${step + 1}` }, stats));
    });
    const shares: number[] = [];
    await clientOf(addressOf(trino)).all("SELECT", { listener: (share) => shares.push(share) });
    expect(shares).toEqual([0, 0.25, 0.5, 0.5, 1]);
  });

  test("that fails raises Trino's error, and nothing is asked after it", async () => {
    const error = {
      message: "line 1:1: Table 'x' does not exist",
      errorName: "TABLE_NOT_FOUND",
      errorType: "USER_ERROR",
    };
    const trino = await coordinator(
      twoSteps(({ method }, response) => {
        if (method === "GET") json(response, answer({ error }));
      }),
    );
    const failure = await clientOf(addressOf(trino))
      .all("SELECT")
      .catch((reason: unknown) => reason);
    expect(failure).toMatchObject({
      code: "NO_SUCH_TABLE",
      kind: "no-such-table",
      message: "Table 'x' does not exist.",
    });
    expect((failure as Error).cause).toMatchObject({ errorName: "TABLE_NOT_FOUND", queryId: "20261122_1" });
    expect(trino.asked).toEqual(["POST /v1/statement", "GET /v1/statement/executing/1/a/1"]);
  });
});

describe("a query that nobody wants any more is ended in Trino", () => {
  const CANCELLED = { code: "CANCELLED", message: "The run was cancelled; nothing was published." };
  const ENDED = ["POST /v1/statement", "GET /v1/statement/executing/1/a/1", "DELETE /v1/statement/executing/1/a/1"];

  test.each(["the client's", "the statement's", "either"])("when %s signal fires", async (whose) => {
    const stop = new AbortController();
    const never = new AbortController().signal;
    const trino = await coordinator(
      twoSteps(({ method }, response) => {
        if (method !== "GET") return;
        hang(response);
        stop.abort();
      }),
    );
    const [ofClient, ofStatement] = {
      "the client's": [stop.signal, undefined],
      "the statement's": [undefined, stop.signal],
      either: [never, stop.signal],
    }[whose] as [AbortSignal | undefined, AbortSignal | undefined];
    const client = clientOf({ ...addressOf(trino), password: "pw" }, { signal: ofClient });
    await expect(client.all("SELECT", { signal: ofStatement })).rejects.toMatchObject(CANCELLED);
    expect(trino.asked).toEqual(ENDED);
    expect(trino.seen[2]?.headers).toMatchObject({ "x-trino-user": "anna", authorization: "Basic YW5uYTpwdw==" });
  });

  test("while a page is on its way", async () => {
    const stop = new AbortController();
    const trino = await coordinator(
      twoSteps(({ method }, response) => {
        if (method !== "GET") return;
        hang(response);
        response.writeHead(200, { "Content-Type": "application/json" });
        response.write('{"id":', () => stop.abort());
      }),
    );
    await expect(clientOf(addressOf(trino)).all("SELECT", { signal: stop.signal })).rejects.toMatchObject(CANCELLED);
    expect(trino.asked).toEqual(ENDED);
  });

  test("while it waits to ask again", async () => {
    const stop = new AbortController();
    const trino = await coordinator(
      twoSteps(({ method }, response) => {
        if (method === "GET") response.writeHead(503).end();
      }),
    );
    const patience = patient(60_000, () => {
      stop.abort();
      throw stop.signal.reason;
    });
    const client = clientOf(addressOf(trino), { signal: stop.signal, patience });
    await expect(client.all("SELECT")).rejects.toMatchObject(CANCELLED);
    expect(trino.asked).toEqual(ENDED);
  });

  test("between two pages", async () => {
    const stop = new AbortController();
    const trino = await coordinator(
      twoSteps(({ method, headers }, response) => {
        if (method === "GET") json(response, answer({ ...DONE, nextUri: `http://${headers.host}/2` }));
      }),
    );
    const pages = clientOf(addressOf(trino), { signal: stop.signal }).run("SELECT");
    await pages.next();
    stop.abort();
    await expect(pages.next()).rejects.toMatchObject(CANCELLED);
    expect(trino.asked).toEqual([...ENDED.slice(0, 2), "DELETE /2"]);
  });

  test("when nobody asks for its rows any more", async () => {
    const trino = await coordinator(
      twoSteps(({ method, headers }, response) => {
        if (method === "GET") json(response, answer({ ...DONE, nextUri: `http://${headers.host}/2` }));
      }),
    );
    for await (const page of clientOf(addressOf(trino)).run("SELECT")) {
      expect(page.rows).toEqual([[1]]);
      break;
    }
    expect(trino.asked).toEqual([...ENDED.slice(0, 2), "DELETE /2"]);
  });

  test("and one that is done is left alone", async () => {
    const trino = await coordinator(twoSteps());
    const pages = clientOf(addressOf(trino)).run("SELECT");
    expect((await pages.next()).value?.summary).toBeDefined();
    await pages.return();
    expect(trino.asked).toEqual(ENDED.slice(0, 2));
  });

  test.each([
    ["answers an error", (response: Parameters<typeof hang>[0]) => void response.writeHead(500).end()],
    ["hangs up", reset],
    ["says nothing", hang],
  ])("even if the coordinator then %s", async (_, end) => {
    const stop = new AbortController();
    const trino = await coordinator(
      twoSteps(({ method }, response) => {
        if (method === "DELETE") end(response);
        if (method !== "GET") return;
        hang(response);
        stop.abort();
      }),
    );
    const limits = { connect: 1_000, silence: 50 };
    const client = clientOf(addressOf(trino), { signal: stop.signal, limits });
    await expect(client.all("SELECT")).rejects.toMatchObject(CANCELLED);
    expect(trino.asked).toEqual(ENDED);
  });

  test("and one that was never asked after needs no end", async () => {
    const stop = new AbortController();
    const trino = await coordinator((_, response) => {
      hang(response);
      stop.abort();
    });
    const client = clientOf(addressOf(trino), { signal: stop.signal });
    await expect(client.all("SELECT")).rejects.toMatchObject(CANCELLED);
    await expect(client.all("SELECT")).rejects.toMatchObject(CANCELLED);
    expect(trino.asked).toEqual(["POST /v1/statement"]);
  });
});
