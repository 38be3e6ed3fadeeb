import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../support/csv.js";
import { queryDuckdb } from "../support/duckdb.js";
import { salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, engines } from "./engines.js";
import { score } from "./score.js";

/** Awkward ids, by code point as outputs must have them. */
const IDS: readonly string[] = [
  "\tindented",
  "\n",
  " lead",
  "#comment",
  "$1",
  "%s",
  "' OR 1=1 --",
  "'; DROP TABLE x; --",
  "'; drop table x; --",
  "-0",
  "00042",
  "=cmd()",
  "NULL",
  "O'Brien",
  'She said "hi"',
  "\\",
  "\\N",
  "\\n",
  "a",
  "a,b;c|d",
  "a\tb",
  "a\nb",
  "a\r\nb",
  "e\u0301",
  "long".repeat(2560),
  "nan",
  "null",
  "trail ",
  '{"json": [1]}',
  "\u00e9",
  "\u200b",
  "\u65e5\u672c",
  "\ufb00",
  "\u{1F600}",
  "\u{1F468}\u200d\u{1F469}\u200d\u{1F467}",
].filter((id) => id.trim() !== "");

const BY_CODE_POINT = IDS.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const TABLE = salesTable(IDS.map((id, index) => [id, "2024-03-01", `${index}.00`]));

type Reader = (file: string) => Promise<string[]> | string[];

const column =
  (file: string): Reader =>
  async (path) =>
    (await queryDuckdb(":memory:", `SELECT customer_id FROM ${file.replace("FILE", `'${path}'`)}`)).map((row) =>
      String(row["customer_id"]),
    );

/** Read with parsers of our own where the format is text, and with the engine's where it is not. */
const OUTPUTS: readonly (readonly [string, Reader])[] = [
  [
    "out.csv",
    (file) =>
      parseCsv(readFileSync(file, "utf8"))
        .slice(1)
        .map(([id]) => id ?? ""),
  ],
  [
    "out.csv.gz",
    (file) =>
      parseCsv(gunzipSync(readFileSync(file)).toString())
        .slice(1)
        .map(([id]) => id ?? ""),
  ],
  [
    "out.tsv",
    (file) =>
      parseCsv(readFileSync(file, "utf8"), "\t")
        .slice(1)
        .map(([id]) => id ?? ""),
  ],
  ["out.json", (file) => idsOf(JSON.parse(readFileSync(file, "utf8")))],
  [
    "out.jsonl",
    (file) =>
      idsOf(
        readFileSync(file, "utf8")
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as unknown),
      ),
  ],
  ["out.parquet", column("read_parquet(FILE)")],
];

function idsOf(rows: unknown): string[] {
  return (rows as { customer_id: string }[]).map((row) => row.customer_id);
}

describe.each(byName(engines))("Awkward customer ids make the round trip through %s", (_, engine) => {
  const { path } = temporaryFolder();

  test.each(byName(engine.sources))("from %s into the store and every kind of file", async (_source, source) => {
    // A carriage return within a value is a line break to some readers; quoted, it must survive all the same.
    const files = OUTPUTS.map(([name]) => path(name));
    const { customers, result } = await score(engine, path, TABLE, { to: files }, source);
    expect(result.files).toEqual(files);
    expect(customers.map((line) => line.split("|").slice(0, -7).join("|"))).toEqual(BY_CODE_POINT);
    for (const [index, [name, read]] of OUTPUTS.entries()) {
      expect(await read(files[index] as string), name).toEqual(BY_CODE_POINT);
    }
  });

  test("and break ties by code point, beyond the basic plane too", async () => {
    const rows = ["\u{1F600}", "\ufb00", "z", "Z", "\u00e9", "10", "9", "a"].map((id) => [id, "2024-03-01", "1"]);
    const { customers } = await score(engine, path, salesTable(rows), { ties: ["first"] });
    expect(customers.map((line) => line.split("|")[0])).toEqual([
      "10",
      "9",
      "Z",
      "a",
      "z",
      "\u00e9",
      "\ufb00",
      "\u{1F600}",
    ]);
    expect(customers.map((line) => line.split("|")[6])).toEqual(["1", "1", "2", "3", "3", "4", "5", "5"]);
  });

  // Hive takes no name with a comma in it.
  const takesAnyName = !engine.name.includes("hive as source");
  test.runIf(takesAnyName).each(byName(engine.sources))(
    "and column names are quoted, from %s",
    async (_source, source) => {
      const awkward = ['id "quoted"', "when; DROP TABLE x", "sum, total"] as const;
      const table = {
        columns: [
          { name: awkward[0], type: "VARCHAR" as const },
          { name: awkward[1], type: "DATE" as const },
          { name: awkward[2], type: "DECIMAL(18,4)" as const },
          { name: "group", type: "VARCHAR" as const },
        ],
        rows: [
          ["a", "2024-03-01", "1", "x"],
          ["b", "2024-03-02", "x", "x"],
        ].map((row) => row.map((value) => (value === "x" ? null : value))),
      };
      const [customer, date, revenue] = awkward;
      const options = { customer, date, revenue, order: "group", maxRejects: "1", rejects: path("rejects.csv") };
      expect((await score(engine, path, table, options, source)).customers).toEqual([
        "a|1|1|1.0000|5|1|1|Potential Loyalists",
      ]);
    },
  );
});
