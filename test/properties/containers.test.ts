import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ZipFile } from "yazl";
import type { LocalEngine } from "../../src/engines/carrying/local-engine.js";
import { openDuckdb } from "../../src/engines/duckdb/engine.js";
import { findTable } from "../../src/intake/region/find-table.js";
import { identifier, join as list, sql } from "../../src/sql/fragment.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import "./seed.js";

vi.setConfig({ testTimeout: 1_800_000 });

const { path } = temporaryFolder();
let engine: LocalEngine;
beforeAll(async () => {
  engine = await openDuckdb({ threads: 2 });
});
afterAll(() => engine.close());

const NAMES = ["customer_id", "order_date", "amount", "note"] as const;
type Sale = Readonly<Record<(typeof NAMES)[number], string>>;

const sales: fc.Arbitrary<readonly Sale[]> = fc.array(
  fc.record({
    customer_id: fc.constantFrom("7", "007", "a", "B-1", "Zoë", '"x"', "12345678901234567890"),
    order_date: fc.constantFrom("2024-01-31", "2024-02-01", "2023-12-24"),
    amount: fc.constantFrom("5", "5.00", "1234.5", "-3.25", "0.1"),
    note: fc.constantFrom("", "plain", "a, b; c", "two\nlines", 'she said "no"', "tab\there", "Total", "ünï|cödé"),
  }),
  { minLength: 1, maxLength: 12 },
);

/** How one file is written. */
const layouts = fc.record({
  kind: fc.constantFrom("text", "text", "text", "json", "ndjson", "wrapped", "xlsx", "ods"),
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  isQuoted: fc.boolean(),
  end: fc.constantFrom("\n", "\r\n", "\r"),
  encoding: fc.constantFrom("utf-8", "utf-8", "marked", "utf-16le", "utf-16be"),
  packed: fc.constantFrom("plain", "plain", "gz", "zip"),
  order: fc.shuffledSubarray([...NAMES], { minLength: NAMES.length, maxLength: NAMES.length }),
  above: fc.constantFrom(0, 0, 1, 2),
  below: fc.constantFrom(0, 0, 1),
  spelling: fc.constantFrom("plain", "upper", "blanks"),
});
type Layout = typeof layouts extends fc.Arbitrary<infer T> ? T : never;

function header(name: string, { spelling }: Layout): string {
  if (spelling === "plain") return name;
  return spelling === "upper" ? name.toUpperCase() : name.replace("_", " ");
}

function text(rows: readonly Sale[], layout: Layout): string {
  const { delimiter, isQuoted, end, order, above, below } = layout;
  const value = (field: string): string =>
    isQuoted || field.includes(delimiter) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
  const lines = [order.map((name) => header(name, layout)), ...rows.map((row) => order.map((name) => row[name]))];
  const titles = above === 0 ? [] : [...Array.from({ length: above }, () => "Sales of the shop"), ""];
  const notes = below === 0 ? [] : ["", "Printed by the office of the shop"];
  return [...titles, ...lines.map((line) => line.map(value).join(delimiter)), ...notes, ""].join(end);
}

function encoded(content: string, { encoding }: Layout): Buffer {
  if (encoding === "utf-8") return Buffer.from(content);
  if (encoding === "marked") return Buffer.from(`\uFEFF${content}`);
  const wide = Buffer.from(`\uFEFF${content}`, "utf16le");
  return encoding === "utf-16le" ? wide : wide.swap16();
}

async function packed(name: string, bytes: Buffer, { packed: how }: Layout): Promise<[string, Buffer]> {
  if (how === "plain") return [name, bytes];
  if (how === "gz") return [`${name}.gz`, gzipSync(bytes)];
  const zip = new ZipFile();
  zip.addBuffer(bytes, `export/${name}`);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return [`${name}.zip`, Buffer.concat(chunks)];
}

async function writeFile(folder: string, stem: string, rows: readonly Sale[], layout: Layout): Promise<void> {
  const { kind, order } = layout;
  const named = rows.map((row) => Object.fromEntries(order.map((name) => [header(name, layout), row[name]])));
  if (kind === "xlsx" || kind === "ods") {
    const sheet = utils.json_to_sheet(named, { header: order.map((name) => header(name, layout)) });
    const book = { SheetNames: ["Sales"], Sheets: { Sales: sheet } };
    writeFileSync(join(folder, `${stem}.${kind}`), write(book, { type: "buffer", bookType: kind }) as Buffer);
    return;
  }
  const content = {
    text: () => text(rows, layout),
    json: () => JSON.stringify(named),
    ndjson: () => named.map((row) => JSON.stringify(row)).join("\n"),
    wrapped: () => JSON.stringify({ page: 1, data: { orders: named } }),
  }[kind]();
  const extension = { text: "csv", ndjson: "jsonl", json: "json", wrapped: "json" }[kind];
  const [name, bytes] = await packed(`${stem}.${extension}`, encoded(content, layout), layout);
  writeFileSync(join(folder, name), bytes);
}

/** The rows of all files as text, sorted. */
async function read(pattern: string): Promise<string[]> {
  const source = await engine.source(pattern, undefined, { findTable });
  const named = NAMES.map((name) => {
    const key = name.replace("_", "");
    const column = source.relation.columns.find((each) => each.name.toLowerCase().replaceAll(/[ _]/g, "") === key);
    return column === undefined ? sql`''` : sql`coalesce(CAST(${identifier(column.name)} AS VARCHAR), '')`;
  });
  const values = list(named.map((value, index) => sql`${value} AS ${identifier(`c${index}`)}`));
  const rows = await source.query(sql`SELECT ${values} FROM ${source.relation.from}`);
  return rows.map((row) => JSON.stringify(Object.values(row))).toSorted();
}

function expectedOf(rows: readonly Sale[]): string[] {
  return rows.map((row) => JSON.stringify(NAMES.map((name) => row[name]))).toSorted();
}

test("a table gives the same rows however it is written, packed and split into files", async () => {
  let folders = 0;
  await fc.assert(
    fc.asyncProperty(
      sales,
      fc.array(layouts, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 2 ** 20 }),
      async (rows, files, cut) => {
        folders += 1;
        const folder = path(`case-${folders}`);
        mkdirSync(folder);
        const share = Math.ceil(rows.length / files.length) || 1;
        for (const [index, layout] of files.entries()) {
          const own = rows.slice(index * share, (index + 1) * share);
          if (own.length > 0) await writeFile(folder, `f${(cut + index) % 9}`, own, layout);
        }
        expect(await read(join(folder, "*"))).toEqual(expectedOf(rows));
      },
    ),
    { numRuns: isThorough ? 5000 : 300 },
  );
});
