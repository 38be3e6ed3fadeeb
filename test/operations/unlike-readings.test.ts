import { writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import { runOperation } from "../../src/operations/run/operation.js";
import type { RunValues } from "../../src/operations/run/inputs.js";
import { queryDuckdb } from "../support/duckdb.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const { path } = temporaryFolder();
let store: string;
let files = 0;

beforeEach(() => {
  store = path("store.duckdb");
});

const HEADER = "customer,day,amount,invoice,note";
const ROWS = ["a,03/04/2024,5,1,x", "b,05/06/2024,6,2,y", "b,05/06/2024,7,2,y", "c,01/02/2024,-1,3,z"];
const COLUMNS = { customer: "customer", date: "day", revenue: "amount", dateFormat: "%d/%m/%Y", order: "none" };

function fileOf(header: string, rows: readonly string[]): string {
  files += 1;
  const file = path(`sales-${files}.csv`);
  writeFileSync(file, `${header}\n${rows.map((row) => `${row}\n`).join("")}`);
  return file;
}

/** What a run says of earlier ones. */
async function unlike(options: Partial<RunValues>, source = fileOf(HEADER, ROWS)): Promise<string[]> {
  const notes: string[] = [];
  const progress = { stage: () => {}, advance: () => {}, note: (text: string) => void notes.push(text) };
  await runOperation.run({ source, store, threads: 1, ...COLUMNS, ...options }, { progress });
  return notes.filter((note) => note.startsWith("Unlike"));
}

async function refusal(options: Partial<RunValues>, source = fileOf(HEADER, ROWS)): Promise<string> {
  const error: unknown = await unlike(options, source).catch((reason: unknown) => reason);
  if (!(error instanceof QuintileError)) throw new Error(`Not refused, but: ${String(error)}`);
  const { code, message, hint } = error.spelled((name) => `--${name}`);
  return `${code}: ${message}\n${hint}`;
}

describe("a run says how its reading is unlike that of the last run", () => {
  test.each<[string, Partial<RunValues>, Partial<RunValues>, string]>([
    ["the format of dates", {}, { dateFormat: "%m/%d/%Y" }, "dates were read as %d/%m/%Y, now as %m/%d/%Y"],
    ["refunds", {}, { refunds: "ignore" }, "refunds were read as amount-only, now as ignore"],
    ["the decimal mark", { decimal: "," }, { decimal: "." }, 'the decimal mark was ",", now it is "."'],
    ["the customer", {}, { customer: "invoice" }, 'customers came from "customer", now from "invoice"'],
    ["the amount", {}, { revenue: "amount * 2" }, 'amounts came from "amount", now from "amount * 2"'],
    ["an order", {}, { order: "invoice" }, 'every row was a purchase, now rows with the same "invoice" are one'],
    ["no order", { order: "note" }, {}, 'rows with the same "note" were one purchase, now every row is one'],
    ["another order", { order: "note" }, { order: "invoice" }, 'orders came from "note", now from "invoice"'],
    ["a condition", {}, { where: "note <> 'x'" }, "all rows were read, now those where note <> 'x'"],
    ["no condition", { where: "note <> 'x'" }, {}, "rows were read where note <> 'x', now all are"],
    [
      "another condition",
      { where: "note <> 'x'" },
      { where: "note <> 'z'" },
      "rows were read where note <> 'x', now where note <> 'z'",
    ],
  ])("%s", async (_, first, second, words) => {
    expect(await unlike(first)).toEqual([]);
    expect(await unlike(second)).toEqual([`Unlike run 1: ${words}`]);
    expect(await unlike(second)).toEqual([]);
  });

  test("all that differs in one note", async () => {
    await unlike({ order: "invoice" });
    expect(await unlike({ refunds: "ignore", dateFormat: "%m/%d/%Y" })).toEqual([
      'Unlike run 1: rows with the same "invoice" were one purchase, now every row is one; dates were read as %d/%m/%Y, now as %m/%d/%Y; refunds were read as amount-only, now as ignore',
    ]);
  });

  test("but a column that was guessed and then named, and dates that had a type, are nothing to speak of", async () => {
    const source = fileOf("customer_id,sale_date,revenue", ["a,2024-04-03,5", "b,2024-06-05,6"]);
    const parquet = path("sales.parquet");
    await queryDuckdb(":memory:", `COPY (SELECT * FROM read_csv('${source}')) TO '${parquet}'`);
    const guessed = { customer: undefined, date: undefined, revenue: undefined, dateFormat: undefined };
    await unlike(guessed, source);
    expect(await unlike({ ...guessed, customer: "customer_id" }, source)).toEqual([]);
    expect(await unlike(guessed, parquet)).toEqual([]);
  });

  test("and goes on where the record of the last run is damaged", async () => {
    await unlike({});
    await queryDuckdb(store, "UPDATE rfm_runs SET reading = '{}'");
    const notes: string[] = [];
    const progress = { stage: () => {}, advance: () => {}, note: (text: string) => void notes.push(text) };
    const source = fileOf(HEADER, ROWS);
    expect(await runOperation.run({ source, store, threads: 1, ...COLUMNS }, { progress })).toMatchObject({ run: 2 });
    expect(notes).toContain(
      `${store} is damaged, or was changed by hand: the column reading of rfm_runs (run 1) does not hold how the sales were read as JSON. How it read its sales is not compared with this run.`,
    );
  });
});

describe("cutpoints of a run that read its sales otherwise", () => {
  test("are refused, with what makes both alike", async () => {
    await unlike({ refunds: "net", where: "note <> 'it''s'" });
    expect(await refusal({ cutpoints: "1", order: "invoice", revenue: "amount * 2" })).toBe(
      `USAGE: The cutpoints of run 1 belong to sales that were read otherwise: amounts came from "amount", now from "amount * 2"; every row was a purchase, now rows with the same "invoice" are one; rows were read where note <> 'it''s', now all are; refunds were read as net, now as amount-only.
Read them as that run did: --revenue amount, --order none, --where 'note <> '\\''it'\\'''\\''s'\\''', --refunds net. Or leave out --cutpoints, so that new ones are fitted.`,
    );
    expect(await queryDuckdb(store, "SELECT count(*)::VARCHAR AS runs FROM rfm_runs")).toEqual([{ runs: "1" }]);
    expect(await unlike({ cutpoints: "1", refunds: "net", where: "note <> 'it''s'" })).toEqual([]);
  });

  test("are used where only the format of dates or the header of a column differs, and this is said", async () => {
    await unlike({});
    await unlike({ refunds: "ignore" });
    const renamed = fileOf("buyer,day,amount", ["a,2024-04-03,5", "b,2024-06-05,6"]);
    expect(await unlike({ cutpoints: "1", customer: "buyer", dateFormat: undefined }, renamed)).toEqual([
      'Unlike run 2: customers came from "customer", now from "buyer"; dates were read as %d/%m/%Y, now as ISO 8601; refunds were read as ignore, now as amount-only',
      'Unlike run 1: customers came from "customer", now from "buyer"; dates were read as %d/%m/%Y, now as ISO 8601',
    ]);
  });

  test("are refused where rows of an order were one purchase, whatever the order is called here", async () => {
    await unlike({ order: "invoice" });
    const renamed = fileOf("customer,day,amount,receipt", ["a,03/04/2024,5,1", "b,05/06/2024,6,2"]);
    expect(await refusal({ cutpoints: "latest" }, renamed)).toMatch(/^USAGE: .*now every row is one\./);
    expect(await unlike({ cutpoints: "latest", order: "receipt" }, renamed)).toEqual([
      'Unlike run 1: orders came from "invoice", now from "receipt"',
    ]);
  });
});
