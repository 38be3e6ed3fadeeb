import type { Column } from "../../sql/relation.js";
import type { Carrier } from "../carrying/carrier.js";
import type { TrinoSession } from "./client/session.js";

/** Types of Trino and their equals in the embedded engine; the first match counts. */
const TO_LOCAL: readonly (readonly [RegExp, string])[] = [
  [/^tinyint$/, "TINYINT"],
  [/^smallint$/, "SMALLINT"],
  [/^integer$/, "INTEGER"],
  [/^bigint$/, "BIGINT"],
  [/^real$/, "FLOAT"],
  [/^double$/, "DOUBLE"],
  [/^boolean$/, "BOOLEAN"],
  [/^uuid$/, "UUID"],
  [/^date$/, "DATE"],
  [/^timestamp.* with time zone$/, "TIMESTAMPTZ"],
  [/^timestamp/, "TIMESTAMP"],
];

/** A session whose rows can be carried. */
export function carrierOf(session: TrinoSession): Carrier {
  return {
    dialect: session.dialect,
    query: (statement, listener) => session.query(statement, listener),
    describe: (query) => session.describe(query),
    stream: (query, signal) => session.stream(query, signal),
    copyTo: (query, file) => session.copyTo(query, file),
    localType,
  };
}

function localType({ type }: Column): string {
  const decimal = /^decimal\((\d+), ?(\d+)\)$/.exec(type);
  if (decimal !== null) return `DECIMAL(${decimal[1]},${decimal[2]})`;
  return TO_LOCAL.find(([pattern]) => pattern.test(type))?.[1] ?? "VARCHAR";
}
