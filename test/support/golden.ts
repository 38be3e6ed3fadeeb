import { readdirSync, readFileSync } from "node:fs";
import { parseCsv } from "./csv.js";
import { type ColumnType, type SalesTable, salesTable } from "./sales-table.js";

const folder = new URL("../fixtures/golden/", import.meta.url);

/** The names of the cases that pandas made. */
export const goldenNames: readonly string[] = readdirSync(folder);

/** Cases that differ from all others: in their ids, their amounts, their moments or their size. */
const TELLING = new Set(["text-ids", "integer-ids", "returns", "timestamps", "wide-money", "n-001"]);

/** The cases that are worth trying wherever sales can come from. */
export const tellingNames: readonly string[] = goldenNames.filter((name) => TELLING.has(name));

/** The script that made the cases counts refunds like any sale, and every row as a purchase. */
export const AS_PANDAS = { refunds: "net", order: "none" } as const;

interface GoldenFacts {
  readonly customers: number;
  readonly transactions: number;
  readonly snapshot: string;
  readonly recency_lower_order_statistics: readonly number[];
  readonly frequency_lower_order_statistics: readonly number[];
  readonly monetary_cents_lower_order_statistics: readonly number[];
  readonly pandas_raises: Record<"recency" | "frequency" | "monetary", boolean>;
  readonly segments: Record<string, number>;
  readonly segments_first: Record<string, number>;
  readonly segments_eleven: Record<string, number>;
}

/** A case as it lies in the fixtures: the sales, and what pandas makes of them. */
export interface GoldenCase {
  readonly sales: SalesTable;
  readonly facts: GoldenFacts;
  /** One line per customer by default; by `F_first`; and in eleven segments. */
  readonly expected: readonly string[];
  readonly expectedFirst: readonly string[];
  readonly expectedEleven: readonly string[];
}

export function readGolden(name: string): GoldenCase {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, folder), "utf8");
  const rows = parseCsv(read("expected.csv")).slice(1) as Expected[];
  return {
    sales: salesOf(parseCsv(read("sales.csv")).slice(1)),
    facts: JSON.parse(read("case.json")) as GoldenFacts,
    expected: rows.map(([id, r, f, m, R, F, M, segment]) => [id, r, f, `${m}00`, R, F, M, segment].join("|")),
    expectedFirst: rows.map(([id, r, f, m, R, , M, , F, segment]) => [id, r, f, `${m}00`, R, F, M, segment].join("|")),
    expectedEleven: rows.map(([id, r, f, m, R, F, M, , , , segment]) =>
      [id, r, f, `${m}00`, R, F, M, segment].join("|"),
    ),
  };
}

type Text = string;
type Expected = [Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text];

/** Columns are `sale_id, customer_id, sale_date, revenue`; the id of the sale is left aside. */
function salesOf(records: readonly string[][]): SalesTable {
  const rows = records.map(([, customer, date, revenue]) => [customer ?? null, date ?? null, revenue ?? null]);
  const all = (column: number, pattern: RegExp): boolean => rows.every((row) => pattern.test(row[column] ?? ""));
  const customer: ColumnType = all(0, /^\d+$/) ? "BIGINT" : "VARCHAR";
  return salesTable(rows, { customer, date: all(1, /^.{10}$/) ? "DATE" : "TIMESTAMP" });
}
