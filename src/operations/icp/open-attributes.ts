import { existsSync } from "node:fs";
import { findColumn, unknownColumn } from "../../sql/find-column.js";
import { likelyCustomer } from "../../intake/roles/guess-columns.js";
import { inputName, QuintileError } from "../../errors.js";
import type { FileOptions, Source } from "../../engines/engine.js";
import type { SoughtSource } from "../../engines/places.js";
import type { Column } from "../../sql/relation.js";

const DEFAULT_KEY = "customer_id";

/** Where attributes lie: in a file, or in a table of the store's database. */
export type AttributePlace =
  { readonly kind: "file"; readonly file: string } | { readonly kind: "table"; readonly table: string };

/** A name is a table's unless it is, or looks like, that of a file. */
export function placeOfAttributes(attributes: string): AttributePlace {
  const looksLikeFile = /[/\\*?]|\.(csv|tsv|txt|parquet|jsonl|ndjson|json|xlsx|xls|ods|zip|gz)(\.gz)?$/i.test(
    attributes,
  );
  return attributes === "-" || looksLikeFile || existsSync(attributes)
    ? { kind: "file", file: attributes }
    : { kind: "table", table: attributes };
}

/** Where to find attributes beside a store. @param options how a file of them is read. */
export function attributesBeside(store: string, place: AttributePlace, options: FileOptions): SoughtSource {
  return place.kind === "file" ? { at: place.file, ...options } : { at: store, table: place.table };
}

/** An error about a table, with a hint that names the option for attributes. */
export function explainAttributes(error: unknown): unknown {
  if (!(error instanceof QuintileError) || error.code !== "NO_SUCH_TABLE") return error;
  const { message, hint } = error.words;
  const named = hint?.replace(inputName("table"), inputName("attributes"));
  return new QuintileError(error.code, message, { hint: named, cause: error });
}

/** The column that holds the customer id. Raises `UNKNOWN_COLUMN`. */
export function findKey({ relation: { columns }, label }: Source, given: string | undefined): Column {
  const found =
    given === undefined ? (findColumn(columns, DEFAULT_KEY) ?? likelyCustomer(columns)) : findColumn(columns, given);
  if (found !== undefined) return found;
  const error = unknownColumn(columns, given ?? DEFAULT_KEY, label);
  throw new QuintileError(error.code, error.words.message, {
    hint: `Name the column of the customer id with ${inputName("key")}. ${error.words.hint ?? ""}`.trim(),
  });
}
