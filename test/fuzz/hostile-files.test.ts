import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { utils, write } from "@e965/xlsx";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import { QuintileError } from "../../src/errors.js";
import { findTable } from "../../src/intake/region/find-table.js";
import { identifier, join, sql } from "../../src/sql/fragment.js";
import { quintile } from "../cli/command.js";
import { storeSales } from "../support/duckdb.js";
import { random } from "../support/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { laughing, lyingZip, ods, odsContent, sheet, unzipped, xlsx, zipped } from "./hostile-workbooks.js";

vi.setConfig({ testTimeout: 3_600_000 });

/** How many files: 300 in a normal run; `npm run test:fuzz` sets more. Each has its own seed, which a failure names. */
const CASES = Number(process.env["QUINTILE_FUZZ"] ?? 300);
const FIRST = Number(process.env["QUINTILE_SEED"] ?? 1);
const PER_ENGINE = 50;

const { folder, path } = temporaryFolder();
let engine: LocalEngine;
let stop: AbortController;
beforeEach(async () => {
  stop = new AbortController();
  engine = await openDuckdb({ threads: 2, memory: "500MB", signal: stop.signal });
});
afterEach(() => engine.close());

/** Milliseconds after which a small file that is neither read nor refused is said to hang; a slow machine takes far less. */
const HANGING = 120_000;

/** How many rows a file has, or the code of the error that it is refused with. Any other error is thrown. */
async function outcome(file: string): Promise<number | string> {
  const timer = setTimeout(() => stop.abort(new Error("It hangs.")), HANGING);
  try {
    const source = await engine.source(file, undefined, { findTable });
    // So that all values are read, and not their lines alone.
    const values = source.relation.columns.map(
      ({ name }, index) => sql`max(${identifier(name)}) AS ${identifier(`c${index}`)}`,
    );
    const [row] = await source.query(sql`SELECT count(*) AS rows, ${join(values)} FROM ${source.relation.from}`);
    return Number(row?.["rows"]);
  } catch (error) {
    const isKnown = error instanceof QuintileError && error.code !== "INTERNAL" && error.code !== "CANCELLED";
    if (isKnown) return error.code;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

const ROWS = 40;
const LINES = Array.from(
  { length: ROWS },
  (_, index) => `c${index},2024-01-${10 + (index % 20)},${index}.50,"note, ${index}"`,
);
const CSV = `customer_id,order_date,amount,note\n${LINES.join("\n")}\n`;
const OBJECTS = LINES.map((line) => JSON.stringify({ id: line, nested: { a: [1, { b: line }] } }));
const BOOK = {
  SheetNames: ["Sales"],
  Sheets: {
    Sales: utils.aoa_to_sheet(
      CSV.trim()
        .split("\n")
        .map((line) => line.split(",")),
    ),
  },
};

/** Whole files, by the end of their names. */
const SEEDS: (readonly [string, Buffer])[] = [
  ["csv", Buffer.from(CSV)],
  ["csv", Buffer.from(`\uFEFF${CSV}`, "utf16le")],
  ["csv.gz", gzipSync(CSV)],
  ["json", Buffer.from(`[${OBJECTS.join(",")}]`)],
  ["json", Buffer.from(`{"data":{"orders":[${OBJECTS.join(",")}]}}`)],
  ["jsonl", Buffer.from(OBJECTS.join("\n"))],
  ["xlsx", write(BOOK, { type: "buffer", bookType: "xlsx" }) as Buffer],
  ["xls", write(BOOK, { type: "buffer", bookType: "biff8" }) as Buffer],
  ["ods", write(BOOK, { type: "buffer", bookType: "ods" }) as Buffer],
];
beforeAll(async () => {
  const file = path("whole.parquet");
  const columns = ["customer_id", "order_date", "amount", "note"].map((name) => ({ name, type: "VARCHAR" as const }));
  await storeSales(
    ":memory:",
    { columns, rows: LINES.map((line) => line.split(",", 4)) },
    `COPY fact_sales TO '${file}' (FORMAT parquet)`,
  );
  SEEDS.push(["parquet", readFileSync(file)]);
});
const PIECES = [
  '"',
  "\n",
  "\r",
  ",",
  ";",
  "\0",
  "{",
  "[",
  "}",
  "\\",
  "\u00ff",
  "<!ENTITY",
  "PK\u0003\u0004",
  "Total",
  "\uFEFF",
  "-1e999",
];

/** A file with some of its bytes changed, cut, repeated or put elsewhere. */
function mutated(bytes: Buffer, draw: () => number): Buffer {
  let result = Buffer.from(bytes);
  const place = (): number => Math.floor(draw() * result.length);
  for (let times = 1 + Math.floor(draw() * 8); times > 0; times -= 1) {
    const [from, to] = [place(), place()].toSorted((one, other) => one - other) as [number, number];
    const choice = Math.floor(draw() * 6);
    if (choice === 0) result = result.subarray(0, to);
    else if (choice === 1) result = Buffer.concat([result.subarray(0, from), result.subarray(to)]);
    else if (choice === 2) result = Buffer.concat([result, result.subarray(from, to)]);
    else if (choice === 3 && result.length > 0) result[from] = Math.floor(draw() * 256);
    else {
      const piece = Buffer.from(PIECES[Math.floor(draw() * PIECES.length)] ?? "");
      result = Buffer.concat([result.subarray(0, from), piece, result.subarray(from)]);
    }
  }
  return result;
}

/** An archive of which one part is changed before it is packed: its sums are right. */
async function mutatedWithin(archive: Buffer, draw: () => number): Promise<Buffer> {
  const parts = Object.entries(await unzipped(archive));
  const chosen = Math.floor(draw() * parts.length);
  return zipped(
    Object.fromEntries(parts.map(([name, part], index) => [name, index === chosen ? mutated(part, draw) : part])),
  );
}

test.each(Array.from({ length: Math.ceil(CASES / PER_ENGINE) }, (_, index) => FIRST + index * PER_ENGINE))(
  "damaged files are read or refused, from seed %d on",
  async (first) => {
    for (let seed = first; seed < first + PER_ENGINE; seed += 1) {
      const draw = random(seed);
      const [extension, bytes] = SEEDS[Math.floor(draw() * SEEDS.length)] as (typeof SEEDS)[number];
      const file = path(`seed-${seed}.${extension}`);
      const isWithin = bytes.subarray(0, 2).toString() === "PK" && draw() < 0.8;
      writeFileSync(file, isWithin ? await mutatedWithin(bytes, draw) : mutated(bytes, draw));
      const seen = await outcome(file).catch((error: unknown) => `seed ${seed}: ${String(error)}`);
      expect(String(seen)).toMatch(/^(\d+|[A-Z_]+)$/);
      rmSync(file);
    }
  },
);

const DEEP = 100_000;
const LONG_ROW = `<row><c t="inlineStr"><is><t>${"x".repeat(40 << 20)}</t></is></c></row>`;

/** Files that want too much, by the ends of their names. */
const HOSTILE: readonly (readonly [string, string, () => Buffer | Promise<Buffer>])[] = [
  ["JSON 100,000 deep", "json", () => Buffer.from(`{"a":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`)],
  ["a line of JSON that deep", "jsonl", () => Buffer.from(`${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}\n`)],
  ["JSON as deep over as many lines", "jsonl", () => Buffer.from('{"a":\n'.repeat(DEEP))],
  ["a wrapper that deep", "json", () => Buffer.from(`${'{"a":'.repeat(DEEP)}[{"b":1}]${"}".repeat(DEEP)}`)],
  ["a line of 100 MB", "csv", () => Buffer.from(`a,b\n1,${"x".repeat(100_000_000)}\n2,3\n`)],
  ["a quoted line of 100 MB", "csv", () => Buffer.from(`a,b\n1,"${"x".repeat(100_000_000)}"\n2,3\n`)],
  ["a header of 100 MB", "csv", () => Buffer.from(`${"x".repeat(100_000_000)},b\n1,2\n`)],
  ["100 MB in one line of another encoding", "csv", () => Buffer.from(`a,b\n1,${"é".repeat(100_000_000)}\n`, "latin1")],
  ["an object of 100 MB", "jsonl", () => Buffer.from(`{"a":"${"x".repeat(100_000_000)}"}\n{"a":"b"}\n`)],
  ["a wrapped object of 100 MB", "json", () => Buffer.from(`{"orders":[{"a":"${"x".repeat(100_000_000)}"}]}`)],
  ["a million columns", "csv", () => Buffer.from(`${"a,".repeat(1_000_000)}b\n${"1,".repeat(1_000_000)}2\n`)],
  ["a million keys", "jsonl", () => Buffer.from(`{${Array.from({ length: 1e6 }, (_, n) => `"k${n}":1`).join()}}\n`)],
  ["an archive that unpacks to more than it says", "zip", () => lyingZip("sales.csv", 50)],
  [
    "an archive that unpacks to a thousand times its size",
    "zip",
    () => zipped({ "sales.csv": Buffer.alloc(200 << 20, "a") }),
  ],
  [
    "an archive of 20,001 files",
    "zip",
    () => zipped(Object.fromEntries(Array.from({ length: 20_001 }, (_, n) => [`${n}.csv`, "a"]))),
  ],
  [
    "a sheet that laughs a billion times",
    "xlsx",
    () =>
      xlsx({
        "xl/worksheets/sheet1.xml": laughing(
          "worksheet",
          sheet("<row><c t='inlineStr'><is><t>&l9;</t></is></c></row>"),
        ),
      }),
  ],
  ["texts that do", "xlsx", () => xlsx({ "xl/sharedStrings.xml": laughing("sst", "<sst><si><t>&l9;</t></si></sst>") })],
  [
    "a list of sheets that does",
    "xlsx",
    () => xlsx({ "xl/workbook.xml": laughing("workbook", "<workbook>&l9;</workbook>") }),
  ],
  [
    "an .ods that does",
    "ods",
    () =>
      ods(
        laughing(
          "office:document-content",
          odsContent("<table:table-row><table:table-cell><text:p>&l9;</text:p></table:table-cell></table:table-row>"),
        ),
      ),
  ],
  ["a cell of 40 MB", "xlsx", () => xlsx({ "xl/worksheets/sheet1.xml": sheet(LONG_ROW) })],
  ["elements 100,000 deep", "xlsx", () => xlsx({ "xl/worksheets/sheet1.xml": "<a>".repeat(DEEP) })],
  [
    "a sheet of 200 MB of nothing",
    "xlsx",
    () => xlsx({ "xl/worksheets/sheet1.xml": sheet("<row/>".repeat(35_000_000)) }),
  ],
  ["nothing but quotes", "csv", () => Buffer.alloc(300_001, '"')],
  ["nothing but delimiters", "csv", () => Buffer.alloc(300_000, ",")],
  ["nothing but line ends", "csv", () => Buffer.alloc(300_000, "\r\n")],
  ["nothing but zeros", "csv", () => Buffer.alloc(300_000)],
];

/** Those that are made and refused in no time. */
const QUICK = new Set([
  "JSON 100,000 deep",
  "a million columns",
  "an archive that unpacks to more than it says",
  "a sheet that laughs a billion times",
  "an .ods that does",
  "elements 100,000 deep",
]);

test.each(isThorough || CASES > 300 ? HOSTILE : HOSTILE.filter(([title]) => QUICK.has(title)))(
  "%s is refused within 1 GB",
  async (_title, extension, bytes) => {
    const [file, peak] = [path(`hostile.${extension}`), path("peak")];
    writeFileSync(file, await bytes());
    const env = { NODE_OPTIONS: `--import=${new URL("note-peak.js", import.meta.url).href}`, PEAK_IN: peak };
    const { code, err } = await quintile(["run", file, "--store", path("hostile.duckdb"), "--quiet"], {
      cwd: folder,
      env,
    });
    expect([code, err]).toEqual([1, expect.stringMatching(/^(BAD_FILE|MALFORMED_CSV|EMPTY_SOURCE|BAD_ENCODING): /)]);
    expect(Number(readFileSync(peak, "utf8"))).toBeLessThan(1 << 20);
    rmSync(file);
  },
);

/** What happens to a file once it has been looked at, and what may be read of it then: as many rows, or an error. */
const CHANGES: readonly (readonly [string, (file: string) => void, (rows: number) => boolean])[] = [
  ["grows", (file) => appendFileSync(file, readFileSync(file)), (rows) => rows >= ROWS && rows <= 2 * ROWS + 1],
  ["shrinks", (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2)), (rows) => rows <= ROWS],
  ["is emptied", (file) => truncateSync(file, 0), (rows) => rows === 0 || rows === ROWS],
  ["vanishes", (file) => rmSync(file), (rows) => rows === ROWS],
];

test.each(CHANGES)(
  "a file that %s while it is read is read as far as it can be, or refused by its name",
  async (_, change, mayBe) => {
    for (const [index, [extension, bytes]] of SEEDS.entries()) {
      const file = path(`changing-${index}.${extension}`);
      writeFileSync(file, bytes);
      const source = await engine.source(file, undefined, { findTable });
      change(file);
      const rows = await source.query(sql`SELECT count(*) AS rows FROM ${source.relation.from}`).then(
        ([row]) => Number(row?.["rows"]),
        (error: unknown) => error,
      );
      if (rows instanceof QuintileError && rows.code !== "INTERNAL") {
        expect(`${rows.message} ${rows.hint ?? ""}`, extension).toContain(file);
      } else expect([extension, rows, mayBe(rows as number)]).toEqual([extension, rows, true]);
      rmSync(file, { force: true });
    }
  },
);
