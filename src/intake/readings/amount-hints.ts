import { inputName } from "../../errors.js";
import { identifier, join, literal, type Sql, sql } from "../../sql/fragment.js";
import type { DecimalMark } from "../../sql/dialect.js";
import type { SaleColumn } from "./sale-column.js";

const SAMPLE_ROWS = 1000;

/** What amounts may look like that cannot be read, each with what to try. */
const HINTS: readonly (readonly [pattern: string, hint: string])[] = [
  [
    String.raw`\s*`,
    `Many rows have no amount: name another column with ${inputName("revenue")}, or leave those rows out: ${inputName("where")} '"COLUMN" IS NOT NULL'.`,
  ],
  [String.raw`\s*[+-]?[0-9.]*,[0-9]{1,2}\s*`, `Amounts look like 1.234,56: add ${inputName("decimal")} ','.`],
  [
    String.raw`.*\p{Sc}.*`,
    `Amounts carry a currency sign: name a plain column, or strip it, e.g. ${inputName("revenue")} "replace(COLUMN, '$', '')".`,
  ],
  [
    String.raw`\s*[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?\s*`,
    `Amounts are grouped with commas: ${inputName("revenue")} "replace(COLUMN, ',', '')" removes them.`,
  ],
];

/** The hint for amounts with a decimal comma, which whoever has named that mark does not need. */
const COMMA_HINT = HINTS[1]?.[1];

/** What to try when amounts could not be read with a decimal mark: what most of the first rows look like. */
export async function amountHint({ name, kind, all, database }: SaleColumn, mark: DecimalMark): Promise<string> {
  if (kind !== "text") return `Check the column named with ${inputName("revenue")}.`;
  const { dialect } = database;
  const rows = sql`SELECT revenue FROM (${all}) AS mapped LIMIT ${literal(SAMPLE_ROWS)}`;
  const text = sql`coalesce(revenue, '')`;
  const counts = HINTS.map(([pattern], index) => {
    return sql`count(*) FILTER (WHERE ${dialect.matches(text, pattern)}) AS ${identifier(`hint ${index}`)}`;
  });
  const [row = {}] = await database.query(sql`SELECT ${join(counts)} FROM (${rows}) AS sample`);
  const column = /^[a-z_]\w*$/i.test(name) ? name : "COLUMN";
  const best = HINTS.map(([, hint], index) => ({ hint, count: Number(row[`hint ${index}`]) })).reduce((a, b) =>
    b.count > a.count ? b : a,
  );
  if (best.count > 0 && !(mark === "," && best.hint === COMMA_HINT)) return best.hint.replaceAll("COLUMN", column);
  return mark === ","
    ? "Amounts need a comma before their places, and points between thousands at most: 1.234,56."
    : "Amounts need a point and no grouping: 1234.56.";
}

/** Whether some of the first amounts can be read with a decimal comma, and none with a point. */
export async function haveDecimalCommas({ kind, start, database }: SaleColumn): Promise<boolean> {
  if (kind !== "text") return false;
  const rows = sql`${start} LIMIT ${literal(SAMPLE_ROWS)}`;
  const readable = (mark: "." | ","): Sql => database.dialect.toAmount(identifier("revenue"), "text", mark, "wide");
  const [row = {}] = await database.query(
    sql`SELECT count(${readable(".")}) AS points, count(${readable(",")}) AS commas FROM (${rows}) AS sample`,
  );
  return Number(row["points"]) === 0 && Number(row["commas"]) > 0;
}

/** Whether the first amounts are all digits, points and minus signs. */
export async function arePlain({ start, database }: SaleColumn): Promise<boolean> {
  const rows = sql`${start} LIMIT ${literal(SAMPLE_ROWS)}`;
  const plain = database.dialect.matches(identifier("revenue"), String.raw`-?[0-9]+(\.[0-9]*)?`);
  const [row = {}] = await database.query(sql`SELECT count(*) AS others FROM (${rows}) AS sample WHERE NOT ${plain}`);
  return Number(row["others"]) === 0;
}
