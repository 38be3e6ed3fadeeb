import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { plainHeader } from "../roles/plain-header.js";
import type { KnownExport } from "./known-export.js";
import { KNOWN_EXPORTS } from "./known-exports.js";

/** The export that has these headers; of several, the one that is known by the most. */
export function findExport(columns: readonly Column[]): KnownExport | undefined {
  const headers = new Set(columns.map((column) => plainHeader(headerOf(column))));
  const has = (spelling: string): boolean => headers.has(plainHeader(spelling));
  const fits = KNOWN_EXPORTS.filter(({ knownBy }) =>
    knownBy.every((header) => (typeof header === "string" ? has(header) : header.some(has))),
  );
  return fits.toSorted((one, other) => other.knownBy.length - one.knownBy.length)[0];
}
