import { existsSync } from "node:fs";
import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { likelyCustomer } from "../../intake/roles/guess-columns.js";
import { QuintileError } from "../../errors.js";
import type { Engine, Source } from "../../engines/engine.js";
import type { Column } from "../../sql/relation.js";

const DEFAULT_KEY = "customer_id";

/** Where attributes lie: in a file, or in a table of the store's database. */
export type AttributePlace =
  { readonly kind: "file"; readonly file: string } | { readonly kind: "table"; readonly table: string };

/** A name is a table's unless it is, or looks like, that of a file. */
export function placeOfAttributes(attributes: string): AttributePlace {
  const looksLikeFile = /[/\\*?]|\.(csv|tsv|txt|parquet|jsonl|ndjson|json)(\.gz)?$/i.test(attributes);
  return attributes === "-" || looksLikeFile || existsSync(attributes)
    ? { kind: "file", file: attributes }
    : { kind: "table", table: attributes };
}

/** Opens attributes beside a store, in the engine that can join both. */
export async function openAttributes(engine: Engine, place: AttributePlace, store: string): Promise<Source> {
  if (place.kind === "file") return engine.source(place.file, undefined);
  try {
    return await engine.source(store, place.table);
  } catch (error) {
    if (!(error instanceof QuintileError) || error.code !== "NO_SUCH_TABLE") throw error;
    const hint = error.hint?.replace("--table", "--attributes");
    throw new QuintileError(error.code, error.message, { hint, cause: error });
  }
}

/** The column that holds the customer id. Raises `UNKNOWN_COLUMN`. */
export function findKey({ relation: { columns }, label }: Source, given: string | undefined): Column {
  const found =
    given === undefined ? (findColumn(columns, DEFAULT_KEY) ?? likelyCustomer(columns)) : findColumn(columns, given);
  if (found !== undefined) return found;
  const error = unknownColumn(columns, given ?? DEFAULT_KEY, label);
  throw Object.assign(error, { hint: `Name the column of the customer id with --key. ${error.hint ?? ""}`.trim() });
}
