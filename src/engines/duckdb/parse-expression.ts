import { sql } from "../../sql/fragment.js";
import type { ParsedExpression } from "../../sql/parsed-expression.js";
import { EngineFailure } from "../failures.js";
import type { DuckdbFailure } from "./failure.js";
import type { DuckdbSession } from "./session.js";

const BEFORE = "SELECT (";

/** What the engine tells of a text that it parses. */
type Parsed =
  | { readonly error: true; readonly error_type: string; readonly error_message: string }
  | { readonly error: false; readonly statements: readonly { readonly node: SelectNode }[] };

interface SelectNode {
  readonly type: string;
  readonly select_list?: readonly ParsedExpression[];
  readonly from_table?: { readonly type: string };
  readonly where_clause?: unknown;
}

/** One SQL expression as the engine parses it. Raises an `EngineFailure` where it is none. */
export async function parseExpression(session: DuckdbSession, text: string): Promise<ParsedExpression> {
  const [row] = await session.query(
    sql`SELECT json_serialize_sql(CAST(${`${BEFORE}${text}\n)`} AS VARCHAR)) AS parsed`,
  );
  const parsed = JSON.parse(String(row?.["parsed"]), (key, value: unknown) =>
    key === "query_location" ? Number(value) - BEFORE.length : value,
  ) as Parsed;
  if (parsed.error) throw notParsed(parsed.error_type === "parser" ? parsed.error_message : "It is no expression.");
  const [statement] = parsed.statements;
  const { type, select_list: values, from_table: from, where_clause: where } = statement?.node ?? { type: "" };
  const [value] = values ?? [];
  const isPlain = parsed.statements.length === 1 && type === "SELECT_NODE" && from?.type === "EMPTY" && where === null;
  if (!isPlain || value === undefined || values?.length !== 1) throw notParsed("It is more than one expression.");
  return value;
}

function notParsed(said: string): EngineFailure<DuckdbFailure> {
  return new EngineFailure<DuckdbFailure>({ kind: "bad-expression", said, isAggregate: false });
}
