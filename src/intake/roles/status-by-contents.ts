import type { Source } from "../../engines/engine.js";
import { identifier, literal, sql } from "../../sql/fragment.js";
import { headerOf } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { columnsHeaded } from "./candidates.js";
import { flagMeaning, isUnsoldHeader, statusMeaning } from "./known-statuses.js";

/** Headers that name a status in some files and something else, such as a region, in others: the values tell. */
const MAY_BE_STATUS: readonly string[] = (
  "state condition step phase result outcome progress situation workflow zustand ergebnis fortschritt etat resultat resultado " +
  "condicion stato esito toestand resultaat sonuc asama wynik faza"
).split(" ");

/** A look reads so many rows. */
const LOOK_ROWS = 20_000;

/** More different values than that are no statuses. */
const MOST_VALUES = 50;

/**
 * The column that is a status by what it holds, where no header says so: one whose header may name a status and half of whose values
 * are known statuses, or a yes or no under a word for what was not sold, such as `cancelled`. Undefined where there is none.
 */
export async function statusByContents(source: Source, columns: readonly Column[]): Promise<Column | undefined> {
  for (const column of columnsHeaded(MAY_BE_STATUS, columns)) {
    const values = await firstValues(source, column);
    const known = values.filter((value) => statusMeaning(value) !== "unknown");
    if (known.length > 0 && known.length >= values.length / 2) return column;
  }
  const flags = columns.filter((column) => column.kind !== "other" && isUnsoldHeader(headerOf(column)));
  for (const column of flags) {
    const values = await firstValues(source, column);
    if (values.length > 0 && values.every((value) => flagMeaning(value) !== "unknown")) return column;
  }
  return undefined;
}

/** The different values of the first rows that are not blank; none where there are too many. */
async function firstValues(source: Source, { name }: Column): Promise<string[]> {
  const rows = await source.query(
    sql`SELECT DISTINCT value FROM (SELECT nullif(trim(CAST(${identifier(name)} AS VARCHAR)), '') AS value FROM ${source.start} AS source
      LIMIT ${literal(LOOK_ROWS)}) AS looked_at WHERE value IS NOT NULL LIMIT ${literal(MOST_VALUES + 1)}`,
  );
  return rows.length > MOST_VALUES ? [] : rows.map((row) => String(row["value"]));
}
