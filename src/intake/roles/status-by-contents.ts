import type { Source } from "../../engines/engine.js";
import { identifier, literal, sql } from "../../sql/fragment.js";
import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { columnsHeaded } from "./candidates.js";
import { flagMeaning, isRefundRow, isUnsoldHeader, statusMeaning } from "./known-statuses.js";
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

/**
 * The column that is a status by what it holds, where no header says so: one whose header may name a status and half of whose values
 * are known statuses, a yes or no under a word for what was not sold, such as `cancelled`, or a type whose values are all known, of which
 * some are no sale. Undefined where there is none.
 */
export async function statusByContents(source: Source, columns: readonly Column[]): Promise<Column | undefined> {
  const named = columns.filter(
    (column) => column.kind !== "other" && ENDS_LIKE_STATUS.test(plainHeader(headerOf(column))),
  );
  for (const column of [...columnsHeaded(MAY_BE_STATUS, columns), ...named]) {
    const values = await firstValues(source, column);
    const known = values.filter((value) => statusMeaning(value) !== "unknown");
    if (known.length > 0 && known.length >= values.length / 2) return column;
  }
  const flags = columns.filter((column) => column.kind !== "other" && isUnsoldHeader(headerOf(column)));
  for (const column of flags) {
    const values = await firstValues(source, column);
    if (values.length > 0 && values.every((value) => flagMeaning(value) !== "unknown")) return column;
  }
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

/** The different values of the first rows that are not blank; none where there are too many. */
async function firstValues(source: Source, { name }: Column): Promise<string[]> {
  const rows = await source.query(
    sql`SELECT DISTINCT value FROM (SELECT nullif(trim(CAST(${identifier(name)} AS VARCHAR)), '') AS value FROM ${source.start} AS source
      LIMIT ${literal(LOOK_ROWS)}) AS looked_at WHERE value IS NOT NULL LIMIT ${literal(MOST_VALUES + 1)}`,
  );
  return rows.length > MOST_VALUES ? [] : rows.map((row) => String(row["value"]));
}
