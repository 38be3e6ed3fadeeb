import type { DateRule } from "../../analysis/sales/sales.js";
import type { DateNotation } from "../../sql/dialect.js";
import { identifier, type Sql, sql } from "../../sql/fragment.js";
import { likeliestNotations } from "./choose-date-notation.js";
import { unreadDates } from "./date-doubt.js";
import { dateNotationNamed, nameOfDateNotation } from "./date-notations.js";
import { likelyCandidates } from "./date-looks.js";
import type { Candidate } from "./date-profile.js";
import { firstDates, profile, textOf } from "./date-queries.js";
import type { SaleColumn } from "./sale-column.js";
import type { ShapeCount } from "./shapes.js";

/** What all values of a column say about how its dates are written. */
export interface DateNotationFound {
  /**
   * `shown`: values say so that only this notation reads. `alike`: no value has a look that could mean another date. `open`: several
   * read all values. `none`: no notation reads all of them, and ISO 8601 none.
   */
  readonly verdict: "shown" | "alike" | "open" | "none";
  /** The name of the notation; undefined for `open` and `none`. */
  readonly notation: string | undefined;
  /** Values that are not blank. */
  readonly filled: number;
  /** Those that are dates in the notation; where there is none, in the one that reads most. */
  readonly read: number;
  /** A value that only this notation reads, and how many there are of those. Undefined where none had to. */
  readonly witness: { readonly value: string; readonly count: number } | undefined;
  /** Other notations that read some of the values, those that read most first. */
  readonly others: readonly NotationRead[];
  /** What the commonest values look like that are no dates. */
  readonly unread: readonly ShapeCount[];
}

/** A notation of dates by its name, and how many values it reads. */
export interface NotationRead {
  readonly notation: string;
  readonly read: number;
}

/** A notation is considered where so many of the first values look so. */
const SOME = 0.2;

/** Notations that are held against all values, at most. */
const MOST_CANDIDATES = 8;

/** Notations that an answer names. */
const MOST_OTHERS = 3;

/**
 * How the dates of a column are written, by all of its values.
 *
 * @param rule how they are read, where that is known already.
 */
export async function findDateNotation(
  dates: SaleColumn,
  rule?: Pick<DateRule, "notation" | "zone">,
): Promise<DateNotationFound> {
  const all = await profile(dates, await candidatesOf(dates), "all");
  const iso = all.iso === 0 ? [] : [{ notation: nameOfDateNotation("iso"), read: all.iso }];
  const reads = [...iso, ...[...all.formats].map(([notation, read]) => ({ notation, read }))];
  const ranked = reads.toSorted((one, other) => other.read - one.read);
  const likeliest = likeliestNotations(all);
  const chosen = chosenOf(likeliest, all.iso, rule);
  const rivals = ranked.filter(
    ({ notation, read }) =>
      likeliest.includes(notation) || (read < all.values && (chosen === undefined || !areSame(notation, chosen))),
  );
  const filled = all.values;
  if (chosen === undefined) {
    const verdict = likeliest.length > 1 ? "open" : "none";
    const read = ranked[0]?.read ?? 0;
    return { verdict, notation: undefined, filled, read, witness: undefined, others: listed(rivals), unread: [] };
  }
  const others = rivals.filter(({ notation }) => notation !== chosen);
  const own = rule ?? { notation: notationNamed(chosen) };
  const read = await countRead(dates, own);
  const [rival] = others;
  const witness = rival === undefined ? undefined : await findWitness(dates, own, notationNamed(rival.notation));
  const unread = read < filled ? await unreadDates(dates, own) : [];
  const verdict = witness === undefined ? "alike" : "shown";
  return { verdict, notation: chosen, filled, read, witness, others: listed(others), unread };
}

function listed(reads: readonly NotationRead[]): readonly NotationRead[] {
  return reads.filter(({ read }) => read > 0).slice(0, MOST_OTHERS);
}

/** True for notations that differ in the length of names or the spelling of zones only, and for ISO 8601 beside formats that spell a part of it. */
function areSame(one: string, chosen: string): boolean {
  if (chosen === nameOfDateNotation("iso")) return one.startsWith("%Y-%m-%d");
  const [first, second] = [one, chosen].map((each) => each.replaceAll("%B", "%b").replaceAll("%Z", "%z"));
  return first === second;
}

/** The notation that is known or that all values show; ISO 8601 where no other one reads all of them. */
function chosenOf(
  likeliest: readonly string[],
  iso: number,
  rule: Pick<DateRule, "notation"> | undefined,
): string | undefined {
  if (rule !== undefined) return nameOfDateNotation(rule.notation);
  if (likeliest.length > 0) return likeliest.length === 1 ? likeliest[0] : undefined;
  return iso > 0 ? nameOfDateNotation("iso") : undefined;
}

/** The notations that some of the first values look like, those that read most of them first. */
async function candidatesOf(dates: SaleColumn): Promise<readonly Candidate[]> {
  const likely = likelyCandidates(await firstDates(dates), SOME);
  const { formats } = await profile(dates, likely, "sample");
  const fits = ({ format }: Candidate): number => formats.get(format) ?? 0;
  return likely.toSorted((one, other) => fits(other) - fits(one)).slice(0, MOST_CANDIDATES);
}

function notationNamed(name: string): DateNotation {
  return name === nameOfDateNotation("iso") ? "iso" : dateNotationNamed(name);
}

async function countRead(dates: SaleColumn, rule: Pick<DateRule, "notation" | "zone">): Promise<number> {
  const [row = {}] = await dates.database.query(
    sql`SELECT count(${moment(rule, dates)}) AS "read" FROM (${texts(dates)}) AS dates`,
  );
  return Number(row["read"]);
}

/** A value that one notation reads and another does not. */
async function findWitness(
  dates: SaleColumn,
  rule: Pick<DateRule, "notation" | "zone">,
  rival: DateNotation,
): Promise<DateNotationFound["witness"]> {
  const [row = {}] = await dates.database.query(
    sql`SELECT min(date_text) AS value, count(*) AS values_of_it FROM (${texts(dates)}) AS dates
      WHERE ${moment(rule, dates)} IS NOT NULL AND ${moment({ ...rule, notation: rival }, dates)} IS NULL`,
  );
  const count = Number(row["values_of_it"]);
  return count === 0 ? undefined : { value: String(row["value"]), count };
}

function moment({ notation, zone }: Pick<DateRule, "notation" | "zone">, { database: { dialect } }: SaleColumn): Sql {
  return dialect.readDate(identifier("date_text"), notation, zone);
}

/** The dates that are not blank, as text. */
function texts(dates: SaleColumn): Sql {
  const { dialect } = dates.database;
  const rows = sql`SELECT ${textOf(dates)} AS date_text FROM (${dates.all}) AS mapped`;
  return sql`SELECT date_text FROM (${rows}) AS texts WHERE NOT ${dialect.isBlank(identifier("date_text"))}`;
}
