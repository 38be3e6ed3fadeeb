import type { StatusFlag } from "../../analysis/sales/mapping.js";
import type { Source } from "../../engines/engine.js";
import { identifier, literal, sql } from "../../sql/fragment.js";
import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { columnsHeaded, columnsThatMean } from "./candidates.js";
import {
  flagHeader,
  type FlagMeaning,
  flagMeaning,
  isRefundRow,
  soldFlagWords,
  statusMeaning,
} from "./known-statuses.js";
import { plainHeader } from "./plain-header.js";

/** Headers that name a status in some files and something else, such as a region, in others: the values tell. */
const MAY_BE_STATUS: readonly string[] = (
  "state condition step phase result outcome progress situation workflow zustand ergebnis fortschritt etat resultat resultado " +
  "condicion stato esito toestand resultaat sonuc asama wynik faza"
).split(" ");

/** What the header of a status ends with, in any language: `Sipariş Durumu`, `kyc_status`. The values tell here too. */
const ENDS_LIKE_STATUS = /.(status|stage|statut|statuts|estado|stato|durum|durumu)$/;

/** Headers of what a row is, a sale or money that goes back: only where each value is known to say so. */
const MAY_BE_KIND: readonly string[] = (
  "type transactiontype transtype saletype salestype ordertype recordtype entrytype rowtype documenttype doctype movementtype kind " +
  "typ vorgangsart belegart buchungsart transaktionstyp art tipo tipodemovimiento tipodedocumento tipodocumento tipomovimento " +
  "typedetransaction typedevente typedepiece soort transactietype tur islemturu rodzaj typdokumentu"
).split(" ");

/** A look reads so many rows. */
const LOOK_ROWS = 20_000;

/** More different values than that are no statuses. */
const MOST_VALUES = 50;

/** Columns that say which rows were sold. */
export interface StatusColumns {
  /** Words, or the only yes or no; undefined where there is neither. */
  readonly status: Column | undefined;
  /** Flags that go before it. */
  readonly flags: readonly StatusFlag[];
}

/**
 * The columns that say which rows were sold, by what they hold: one whose header may name a status and half of whose values are known
 * statuses, or a type whose values are all known and some of them no sale, and flags, such as a yes or no under `cancelled` or the moment of a cancellation.
 *
 * @param byHeader the status that a header names, beside which only flags are looked for.
 */
export async function statusByContents(
  source: Source,
  columns: readonly Column[],
  byHeader: Column | undefined,
): Promise<StatusColumns> {
  const flags: StatusFlag[] = [];
  for (const column of columns) {
    const flag = column === byHeader ? undefined : await flagOf(source, column);
    if (flag !== undefined) flags.push(flag);
  }
  const status = byHeader ?? (await wordsByContents(source, columns));
  const [flag, ...others] = flags;
  if (status === undefined && flag === undefined) return { status: await kindByContents(source, columns), flags };
  if (status !== undefined || flag === undefined || flag.isMoment || others.length > 0) return { status, flags };
  return { status: flag.column, flags: [] };
}

async function wordsByContents(source: Source, columns: readonly Column[]): Promise<Column | undefined> {
  const named = columns.filter(
    (column) => column.kind !== "other" && ENDS_LIKE_STATUS.test(plainHeader(headerOf(column))),
  );
  for (const column of [...columnsHeaded(MAY_BE_STATUS, columns), ...named]) {
    const values = await firstValues(source, column);
    const known = values.filter((value) => statusMeaning(value) !== "unknown");
    if (known.length > 0 && known.length >= values.length / 2) return column;
  }
  return undefined;
}

async function kindByContents(source: Source, columns: readonly Column[]): Promise<Column | undefined> {
  for (const column of columnsHeaded(MAY_BE_KIND, columns)) {
    const values = await firstValues(source, column);
    if (values.length > 1 && values.every(isKnownKind) && !values.every((value) => statusMeaning(value) === "sold"))
      return column;
  }
  return undefined;
}

function isKnownKind(value: string): boolean {
  return statusMeaning(value) !== "unknown" || isRefundRow(value);
}

async function flagOf(source: Source, column: Column): Promise<StatusFlag | undefined> {
  const header = flagHeader(headerOf(column));
  const isReadable = column.kind !== "other" || /^bool/i.test(column.type);
  if (header === undefined || !isReadable) return undefined;
  const flag = { column, sold: soldFlagWords(header), isMoment: header === "not sold since" };
  return flag.isMoment || holdsFlags(await firstValues(source, column), column, header) ? flag : undefined;
}

/** Whether values are a yes or no each. Under a header that may be that of an amount, such as `refunded`, zeros alone are no flags. */
function holdsFlags(values: readonly string[], column: Column, header: FlagMeaning): boolean {
  if (values.length === 0 || values.some((value) => flagMeaning(value, header) === "unknown")) return false;
  const mayBeAmount = columnsThatMean("refunded", [column]).length > 0;
  return !(mayBeAmount && values.every((value) => Number(value) === 0));
}

/** The different values of the first rows that are not blank; none where there are too many. */
async function firstValues(source: Source, { name }: Column): Promise<string[]> {
  const rows = await source.query(
    sql`SELECT DISTINCT value FROM (SELECT nullif(trim(CAST(${identifier(name)} AS VARCHAR)), '') AS value FROM ${source.start} AS source
      LIMIT ${literal(LOOK_ROWS)}) AS looked_at WHERE value IS NOT NULL LIMIT ${literal(MOST_VALUES + 1)}`,
  );
  return rows.length > MOST_VALUES ? [] : rows.map((row) => String(row["value"]));
}
