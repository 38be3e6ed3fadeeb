import { compileWhole } from "../../sql/compile.js";
import { identifier, join, keyword, literal, type Sql, sql } from "../../sql/fragment.js";
import { CUSTOMER_COLUMNS } from "../../sql/published-tables.js";
import type { Column } from "../../sql/relation.js";
import { asDatabase, carriedSource, carry } from "../carrying/carrier.js";
import type { EngineOptions, Row, Source, Store } from "../engine.js";
import type { LocalEngine } from "../carrying/local-engine.js";
import type { Remote } from "../carrying/remote.js";
import type { TrinoAddress } from "./client/address.js";
import { carrierOf } from "./carrier.js";
import { TrinoSession } from "./client/session.js";
import { findSales, rowsOf } from "./source.js";
import { TrinoTables } from "./store/tables.js";

/** Characters of a statement that adds rows; Trino takes a million by default. */
const LONGEST_STATEMENT = 400_000;

/** Types of the embedded engine and their equals in Trino; the first match counts. */
const TO_TRINO: readonly (readonly [RegExp, string])[] = [
  [/^(TINYINT|SMALLINT|UTINYINT|INTEGER|USMALLINT)$/, "INTEGER"],
  [/^(BIGINT|UINTEGER)$/, "BIGINT"],
  [/^(U?HUGEINT|UBIGINT)$/, "DECIMAL(38,0)"],
  [/^FLOAT$/, "REAL"],
  [/^DOUBLE$/, "DOUBLE"],
  [/^BOOLEAN$/, "BOOLEAN"],
  [/^DATE$/, "DATE"],
  [/^TIMESTAMP/, "TIMESTAMP(6)"],
];

/** Sales in a catalog that are scored elsewhere, or a store there for customers who were scored elsewhere. */
export async function openRemote(address: TrinoAddress, local: LocalEngine, options: EngineOptions): Promise<Remote> {
  const session = await TrinoSession.open(address, options);
  let tables: TrinoTables | undefined;
  return {
    source: (table) => sourceOn(session, local, table),
    store: async (storeOptions) => {
      tables = await TrinoTables.open(session, address, storeOptions);
      return storeOn(session, local, tables);
    },
    close: async () => {
      await tables?.drop();
      session.close();
    },
  };
}

/** The groups are computed by a query that writes nothing. */
async function sourceOn(session: TrinoSession, local: LocalEngine, table: string | undefined): Promise<Source> {
  const sales = await findSales(session, table);
  return carriedSource(carrierOf(session), local, sales, rowsOf(sales));
}

function storeOn(session: TrinoSession, local: LocalEngine, tables: TrinoTables): Store {
  const staged = identifier("scored");
  const carrier = carrierOf(session);
  return {
    ...asDatabase(carrier, () => Promise.resolve(local)),
    label: tables.label,
    table: (name) => tables.table(name),
    has: (name) => Promise.resolve(tables.has(name)),
    stage: async (scored, order, listener) => {
      const table = await local.keep("scored", sql`${scored} ORDER BY ${order}`, listener);
      return { from: table, order: undefined }; // rows stand as they were kept
    },
    publish: async (companions) => {
      const columns = await local.describe(sql`SELECT * FROM ${staged}`);
      const definitions = columns.map((column) => sql`${identifier(column.name)} ${keyword(trinoType(column))}`);
      const target = await tables.stageEmpty(join(definitions));
      for await (const statement of insertions(session, target, columns, local.stream(sql`SELECT * FROM ${staged}`))) {
        await session.query(statement);
      }
      await tables.publish(companions);
    },
    collect: carry(carrier, local),
    keep: (table) => tables.keep(table),
  };
}

function trinoType({ type }: Column): string {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (decimal !== null) return `DECIMAL(${decimal[1]},${decimal[2]})`;
  return TO_TRINO.find(([pattern]) => pattern.test(type))?.[1] ?? "VARCHAR";
}

/** Statements that add rows, as many to each as it can hold: Trino has no other way in for them. */
async function* insertions(
  session: TrinoSession,
  target: Sql,
  columns: readonly Column[],
  chunks: AsyncIterable<readonly Row[]>,
): AsyncGenerator<Sql> {
  const names = join(CUSTOMER_COLUMNS.map((name) => identifier(name)));
  const statement = (rows: readonly string[]): Sql =>
    sql`INSERT INTO ${target} (${names}) VALUES ${keyword(rows.join(", "))}`;
  let rows: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    for (const row of chunk) {
      const values = columns.map(
        (column) => sql`CAST(${literal(textOf(row[column.name]))} AS ${keyword(trinoType(column))})`,
      );
      const text = compileWhole(sql`(${join(values)})`, session.dialect);
      if (length + text.length > LONGEST_STATEMENT && rows.length > 0) {
        yield statement(rows);
        [rows, length] = [[], 0];
      }
      rows.push(text);
      length += text.length;
    }
  }
  if (rows.length > 0) yield statement(rows);
}

function textOf(value: Row[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
