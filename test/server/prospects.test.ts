import { writeFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { utils, write, type WorkSheet } from "@e965/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { icpOperation } from "../../src/operations/icp/operation.js";
import { parseCsv } from "../support/csv.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { openConnection, rawRequest, serve, storeOf, type TestServer } from "./serve.js";

const { path } = temporaryFolder();
const csv = { "content-type": "text/csv" };
const PROSPECTS =
  'name,industry,employee_count,company_revenue\n"Acme, Inc.",Software,big,much\n=2+2,Farming,small,little\n';
let server: TestServer;

beforeAll(async () => {
  const store = await storeOf(path, 400);
  server = await serve({ store });
  const before = await server.api("/icp");
  expect([before.status, await before.json()]).toMatchObject([404, { code: "NO_SUCH_ICP" }]);
  const { customers } = (await (await server.api("/customers?limit=500")).json()) as {
    customers: { customer_id: string; segment: string }[];
  };
  const attributes = path("attributes.csv");
  const lines = customers.map(({ customer_id: id, segment }, n) => {
    const isTop = segment === "Potential Loyalists";
    return `${id},${isTop || n % 9 === 0 ? "Software" : "Farming"},${isTop || n % 7 === 0 ? "big" : "small"},${isTop ? "much" : "little"}\n`;
  });
  writeFileSync(attributes, `customer_id,industry,employee_count,company_revenue\n${lines.join("")}`);
  await icpOperation.run({ attributes, store, top: ["Potential Loyalists"], notCircular: "company_revenue" });
});

/** Sends a file of any kind. */
const upload = (body: Buffer, query = ""): ReturnType<typeof rawRequest> =>
  rawRequest(server.port, `/api/v1/qualify${query}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream" },
    body,
  });

function book(sheets: Record<string, WorkSheet>, bookType: "xlsx" | "biff8" | "ods"): Buffer {
  return write({ SheetNames: Object.keys(sheets), Sheets: sheets }, { type: "buffer", bookType }) as Buffer;
}

const qualify = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  server.api("/qualify", { method: "POST", headers: { ...csv, ...headers }, body });

test("the patterns that icp kept while the server was up are shown", async () => {
  const answer = await server.api("/icp");
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { run: 1, customers: 401, patterns: { industry: { primary: ["Software"] } } },
  ]);
});

describe("prospects that are dropped", () => {
  test("come back qualified, as JSON", async () => {
    const answer = await qualify(PROSPECTS, { accept: "application/json" });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        prospects: 2,
        tiers: { tier_1: 1, tier_4: 1 },
        file: null,
        results: [
          { prospect: { name: "Acme, Inc.", industry: "Software" }, tier: "tier_1", priority: "HIGHEST" },
          { prospect: { name: "=2+2" }, tier: "tier_4", priority: "AVOID" },
        ],
      },
    ]);
  });

  test("or as the same CSV with further columns", async () => {
    const answer = await qualify(PROSPECTS, { accept: "text/csv" });
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const [header, first] = parseCsv(await answer.text());
    expect(header?.slice(0, 6)).toEqual(["name", "industry", "employee_count", "company_revenue", "tier", "priority"]);
    expect(first?.slice(0, 6)).toEqual(["Acme, Inc.", "Software", "big", "much", "tier_1", "HIGHEST"]);
  });

  test("and are no table, are answered with what is wrong, and no path", async () => {
    for (const [body, code] of [
      ["", "EMPTY_SOURCE"],
      ["name\n", "EMPTY_SOURCE"],
      ['name,industry\n"x,y\n', "MALFORMED_CSV"],
    ] as const) {
      const answer = await qualify(body);
      const text = await answer.text();
      expect([answer.status, JSON.parse(text)], body).toMatchObject([400, { code }]);
      expect(text).not.toContain("/tmp");
    }
  });

  test("may be a workbook or text in any encoding", async () => {
    const rows = PROSPECTS.trim()
      .split("\n")
      .map((line) => line.replace('"Acme, Inc."', "Zoë").split(","));
    const sheet = utils.aoa_to_sheet(rows);
    const text = rows.map((row) => `${row.join(";")}\n`).join("");
    for (const [body, query] of [
      [book({ Leads: sheet }, "xlsx"), ""],
      [book({ Leads: sheet }, "biff8"), ""],
      [book({ Leads: sheet, More: sheet }, "ods"), "?sheet=Leads"],
      [Buffer.from(`\uFEFF${text}`, "utf16le"), ""],
      [Buffer.from(text, "latin1"), "?encoding=windows-1252"],
    ] as const) {
      const answer = await upload(body, query);
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
        200,
        { tiers: { tier_1: 1, tier_4: 1 }, results: [{ prospect: { name: "Zoë" } }, { prospect: { name: "=2+2" } }] },
      ]);
    }
    const doubtful = await upload(book({ Leads: sheet, More: sheet }, "xlsx"));
    expect([doubtful.status, JSON.parse(doubtful.body)]).toMatchObject([400, { code: "AMBIGUOUS_SHEET" }]);
  });

  test("and are packed, or a database, are refused with what to do", async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(PROSPECTS), "prospects.csv");
    zip.end();
    for (const body of [gzipSync(PROSPECTS), await buffer(zip.outputStream)]) {
      expect(JSON.parse((await upload(body)).body)).toMatchObject({
        code: "BAD_FILE",
        detail: "prospects is a packed file, not text or a workbook.",
        hint: "Unpack it, and send the file that comes out.",
      });
    }
    for (const body of [Buffer.from("12345678DUCK"), Buffer.from("PAR1")]) {
      expect(JSON.parse((await upload(body)).body)).toMatchObject({ code: "BAD_FILE" });
    }
  });

  test("and are too many, or of another type, are refused", async () => {
    expect((await qualify("x".repeat(10 * 2 ** 20 + 1))).status).toBe(413);
    expect((await server.api("/qualify", { method: "POST", body: "name\n" })).status).toBe(415);
  });

  test("slowly by four at a time make a fifth come again, and nobody else", async () => {
    const head = `POST /api/v1/qualify HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nname`;
    const slow = await Promise.all([1, 2, 3, 4].map(() => openConnection(server.port, head)));
    for (;;) {
      const answer = await qualify(PROSPECTS);
      if (answer.status === 200) continue; // the slow ones are on their way
      expect([answer.status, await answer.json()]).toMatchObject([503, { code: "TOO_MANY_REQUESTS" }]);
      break;
    }
    expect((await server.api("/customers/7")).status).toBe(200);
    for (const socket of slow) socket.destroy();
    for (;;) {
      const answer = await qualify(PROSPECTS);
      await answer.text();
      if (answer.status === 200) break;
    }
  });
});
