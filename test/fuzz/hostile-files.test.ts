import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { deflateRawSync, gzipSync } from "node:zlib";
import { utils, write } from "@e965/xlsx";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import { QuintileError } from "../../src/errors.js";
import { findTable } from "../../src/intake/region/find-table.js";
import { sql } from "../../src/sql/fragment.js";
import { random } from "../support/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";

vi.setConfig({ testTimeout: 3_600_000 });

/** How many files: 300 in a normal run; `npm run test:fuzz` sets more. Each has its own seed, which a failure names. */
const CASES = Number(process.env["QUINTILE_FUZZ"] ?? 300);
const FIRST = Number(process.env["QUINTILE_SEED"] ?? 1);
const PER_ENGINE = 50;

const { path } = temporaryFolder();
let engine: LocalEngine;
beforeEach(async () => {
  engine = await openDuckdb({ threads: 2, memory: "500MB" });
});
afterEach(() => engine.close());

/** How many rows a file has, or the code of the error that it is refused with. Any other error is thrown. */
async function outcome(file: string): Promise<number | string> {
  try {
    const source = await engine.source(file, undefined, { findTable });
    const [row] = await source.query(sql`SELECT count(*) AS rows FROM ${source.relation.from}`);
    return Number(row?.["rows"]);
  } catch (error) {
    if (error instanceof QuintileError && error.code !== "INTERNAL") return error.code;
    throw error;
  }
}

const ROWS = 40;
const LINES = Array.from(
  { length: ROWS },
  (_, index) => `c${index},2024-01-${10 + (index % 20)},${index}.50,"note, ${index}"`,
);
const CSV = `customer_id,order_date,amount,note\n${LINES.join("\n")}\n`;
const OBJECTS = LINES.map((line) => JSON.stringify({ id: line, nested: { a: [1, { b: line }] } }));
const BOOK = { SheetNames: ["Sales"], Sheets: { Sales: utils.aoa_to_sheet(LINES.map((line) => line.split(","))) } };

/** Whole files, by the end of their names. */
const SEEDS: readonly (readonly [string, Buffer])[] = [
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

test.each(Array.from({ length: Math.ceil(CASES / PER_ENGINE) }, (_, index) => FIRST + index * PER_ENGINE))(
  "damaged files are read or refused, from seed %d on",
  async (first) => {
    for (let seed = first; seed < first + PER_ENGINE; seed += 1) {
      const draw = random(seed);
      const [extension, bytes] = SEEDS[Math.floor(draw() * SEEDS.length)] as (typeof SEEDS)[number];
      const file = path(`seed-${seed}.${extension}`);
      writeFileSync(file, mutated(bytes, draw));
      const seen = await outcome(file).catch((error: unknown) => `seed ${seed}: ${String(error)}`);
      expect(String(seen)).toMatch(/^(\d+|[A-Z_]+)$/);
      rmSync(file);
    }
  },
);

/** A zip archive with one file that says it is smaller than what comes out of it. */
function bomb(name: string, megabytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes << 20, "a,b,c\n"));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(100, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(100, 24);
  central.writeUInt16LE(name.length, 28);
  const start = local.length + name.length + packed.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}

const HOSTILE: readonly (readonly [string, string, () => Buffer])[] = [
  ["JSON 100,000 deep", "json", () => Buffer.from(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)],
  ["a line of JSON that deep", "jsonl", () => Buffer.from(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}\n`)],
  ["a line of 100 MB", "csv", () => Buffer.from(`a,b\n1,${"x".repeat(100_000_000)}\n2,3\n`)],
  ["a million columns", "csv", () => Buffer.from(`${"a,".repeat(1_000_000)}b\n${"1,".repeat(1_000_000)}2\n`)],
  ["an archive that unpacks to more than it says", "zip", () => bomb("sales.csv", 50)],
  ["nothing but quotes", "csv", () => Buffer.alloc(300_001, '"')],
  ["nothing but delimiters", "csv", () => Buffer.alloc(300_000, ",")],
  ["nothing but line ends", "csv", () => Buffer.alloc(300_000, "\r\n")],
  ["nothing but zeros", "csv", () => Buffer.alloc(300_000)],
];

test.each(HOSTILE)("%s is refused within bounds", async (_title, extension, bytes) => {
  const file = path(`hostile.${extension}`);
  writeFileSync(file, bytes());
  expect(await outcome(file)).toMatch(/^(BAD_FILE|MALFORMED_CSV|EMPTY_SOURCE|BAD_ENCODING)$/);
  expect(process.memoryUsage().rss).toBeLessThan(2 ** 31);
  rmSync(file);
});

test("a file that grows while it is read is read as far as it was, or to its end, or refused", async () => {
  const file = path("growing.csv");
  writeFileSync(file, CSV);
  const source = await engine.source(file, undefined, { findTable });
  appendFileSync(file, "z,2024-01-01,1.00,last\n");
  const [row] = await source.query(sql`SELECT count(*) AS rows FROM ${source.relation.from}`);
  expect([ROWS, ROWS + 1]).toContain(Number(row?.["rows"]));
});

test("a file that vanishes while it is read is an error that names it", async () => {
  const file = path("vanishing.csv");
  writeFileSync(file, CSV);
  const source = await engine.source(file, undefined, { findTable });
  rmSync(file);
  await expect(source.query(sql`SELECT count(*) FROM ${source.relation.from}`)).rejects.toMatchObject({
    message: expect.stringContaining("vanishing.csv") as string,
  });
});
