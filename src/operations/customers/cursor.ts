import { createHash } from "node:crypto";
import type { CustomerQuery, Position } from "../../analysis/customers/customer-pages.js";
import type { ListedMovement } from "../../results/customers.js";
import { QuintileError } from "../../errors.js";

/** A list of customers as far as a cursor has to know it again. */
export interface CursorScope {
  /** The number of the run that published the customers. */
  readonly run: number;
  readonly query: CustomerQuery;
  /** The movement whose customers are listed; undefined for all customers. */
  readonly movement?: ListedMovement | undefined;
}

const INTEGER = /^(0|-?[1-9]\d{0,18})$/;
const DECIMAL = /^-?(\d+)(\.\d{1,4})?$/;

/** A position as one word, whose letters have no meaning to its users. */
export function renderCursor(scope: CursorScope, { value, id }: Position): string {
  return Buffer.from(JSON.stringify([scope.run, fingerprint(scope), value, id])).toString("base64url");
}

/**
 * The position that a cursor stands for. It is a position and nothing else: values stay values, also where a client wrote
 * into it. Raises `BAD_CURSOR` for a word that is none or belongs to another list, `CURSOR_EXPIRED` where a run has
 * published since.
 */
export function parseCursor(cursor: string, scope: CursorScope): Position {
  const [run, list, value, id] = partsOf(cursor);
  if (typeof run !== "number" || typeof list !== "string" || typeof value !== "string" || typeof id !== "string") {
    throw badCursor("is none");
  }
  if (list !== fingerprint(scope)) throw badCursor("belongs to another list");
  if (!isPosition({ value, id }, scope.query)) throw badCursor("is none");
  if (run !== scope.run) {
    throw new QuintileError("CURSOR_EXPIRED", "The customers were published anew since the cursor was given out.", {
      hint: "Start again from the first page: leave the cursor out.",
    });
  }
  return { value, id };
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(parts) && parts.length === 4 ? parts : [];
  } catch {
    return [];
  }
}

/** True where the columns of the list could hold the value and the id. */
function isPosition({ value, id }: Position, { columns, sort }: CustomerQuery): boolean {
  const typeOf = (name: string): string => columns.find((column) => column.name === name)?.type ?? "";
  const isInteger = columns.find(({ name }) => name === "customer_id")?.kind === "integer";
  if ((isInteger && !INTEGER.test(id)) || id.includes("\0")) return false;
  if (sort === "customer_id") return value === "";
  const [, whole, places] = DECIMAL.exec(value) ?? [];
  if (whole === undefined || (places !== undefined && sort !== "monetary")) return false;
  return whole.length <= wholeDigitsOf(typeOf(sort));
}

/** The digits before the point that every value of a type may have. */
function wholeDigitsOf(type: string): number {
  const [, digits, places] = /\((\d+),(\d+)\)/.exec(type) ?? [];
  if (digits !== undefined && places !== undefined) return Number(digits) - Number(places);
  return /^numeric$/i.test(type) ? 34 : /^bigint$/i.test(type) ? 18 : 9;
}

/** Other filters or another order are another list. */
function fingerprint({ query: { cells, search, sort, order }, movement }: CursorScope): string {
  const list = JSON.stringify([cells ?? null, search ?? null, sort, order, movement]);
  return createHash("sha256").update(list).digest("base64url").slice(0, 12);
}

function badCursor(what: string): QuintileError {
  return new QuintileError("BAD_CURSOR", `The cursor ${what}.`, {
    hint: "Pass on the `next` of the page before, with the same filters and order; leave the cursor out for the first page.",
  });
}
