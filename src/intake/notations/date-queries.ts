import { identifier, literal, type Sql, sql } from "../../sql/fragment.js";
import {
  type Candidate,
  type DateProfile,
  dateProfile,
  isNoDate,
  plainDateProfile,
  readDateProfile,
} from "./date-profile.js";
import type { SaleColumn } from "./sale-column.js";

const SAMPLE_ROWS = 1000;

/** Counts only the plain ISO notations of the first rows. */
export async function plainSample(dates: SaleColumn): Promise<DateProfile> {
  const text = identifier("sale_date");
  const [row = {}] = await dates.database.query(plainDateProfile(firstRows(dates), text, dates.database.dialect));
  return readDateProfile(row, []);
}

/** The first dates as text, for a look at them. */
export async function firstDates(dates: SaleColumn): Promise<string[]> {
  const rows = await dates.database.query(
    sql`SELECT ${textOf(dates)} AS date_text FROM (${firstRows(dates)}) AS mapped`,
  );
  return rows.map((row) => String(row["date_text"] ?? ""));
}

/** Some dates that ISO 8601 does not read, wherever they are. */
export async function datesBesideIso(dates: SaleColumn): Promise<string[]> {
  const { dialect } = dates.database;
  const text = identifier("date_text");
  const rows = await dates.database
    .query(sql`SELECT date_text FROM (SELECT ${textOf(dates)} AS date_text FROM (${dates.all}) AS mapped) AS dates
      WHERE NOT ${isNoDate(text, dialect)} AND ${dialect.readDate(text, "iso")} IS NULL LIMIT ${literal(SAMPLE_ROWS)}`);
  return rows.map((row) => String(row["date_text"]));
}

/** Counts over the whole source, or over its first rows. */
export async function profile(
  dates: SaleColumn,
  candidates: readonly Candidate[],
  extent: "all" | "sample",
): Promise<DateProfile> {
  const { database, all } = dates;
  const rows = extent === "all" ? all : firstRows(dates);
  const [row = {}] = await database.query(dateProfile(rows, textOf(dates), candidates, database.dialect));
  return readDateProfile(row, candidates);
}

/** A date as text, whatever its kind. */
export function textOf({ kind, database: { dialect } }: SaleColumn): Sql {
  const date = identifier("sale_date");
  return kind === "text" ? date : dialect.digitsOf(date, kind);
}

/** The first rows that have a date, wherever they are. */
function firstRows(dates: SaleColumn): Sql {
  const date = identifier("sale_date");
  const { dialect } = dates.database;
  const hasDate = dates.kind === "text" ? sql`NOT ${isNoDate(date, dialect)}` : sql`${date} IS NOT NULL`;
  return sql`SELECT * FROM (${dates.start}) AS mapped WHERE ${hasDate} LIMIT ${SAMPLE_ROWS}`;
}
