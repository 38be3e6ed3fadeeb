import { inputName, QuintileError, type Try } from "../../errors.js";
import { isWordOfZone, ZONE_ALTERNATIVES, ZONE_WORDS } from "../../sql/dates/zone-words.js";
import { identifier, join, sql } from "../../sql/fragment.js";
import type { SaleColumn } from "./sale-column.js";

const WORDS = ZONE_ALTERNATIVES.split("|");

/** A question offers no more answers than a person reads. */
const MOST_ANSWERS = 3;

/**
 * Makes sure that zones in words are those of one place, whose clocks count: then times are read as they stand. Raises
 * `AMBIGUOUS_DATE`, a question, where no zone is given or the words are not its own.
 */
export async function requireZone({ name, all, database }: SaleColumn, zone: string | undefined): Promise<void> {
  const date = identifier("sale_date");
  const counts = WORDS.map(
    (word) =>
      sql`count(CASE WHEN ${database.dialect.matches(date, `.*[^A-Za-z](${word}|${word.toLowerCase()})([^A-Za-z].*)?`)} THEN 1 END) AS ${identifier(word)}`,
  );
  const [row = {}] = await database.query(sql`SELECT ${join(counts)} FROM (${all}) AS mapped`);
  const found = WORDS.filter((word) => Number(row[word]) > 0);
  const strange = zone === undefined ? found : found.filter((word) => !isWordOfZone(word, zone));
  if (strange.length === 0) return;
  const named = found.filter((word) => word !== "GMT" && word !== "UTC");
  const zones = [...new Set(named.flatMap((word) => ZONE_WORDS[word] ?? []))].filter((each) =>
    found.every((word) => isWordOfZone(word, each)),
  );
  throw new QuintileError(
    "AMBIGUOUS_DATE",
    zone === undefined
      ? `The times in "${name}" are in ${found.join(" and ")}, which ${found.length === 1 ? "means" : "mean"} several things.`
      : `The times in "${name}" are in ${strange.join(" and ")}, which ${strange.length === 1 ? "is no time" : "are no times"} of ${zone}.`,
    {
      hint:
        zones.length === 0
          ? `They are not of one place: write them with an offset, such as +01:00.`
          : `Say whose clocks they are with ${inputName("timezone")}: the times then count as they stand.`,
      tries: zones.slice(0, MOST_ANSWERS).map((each): Try => ({
        inputs: { timezone: each },
        means: `they are what the clocks in ${cityOf(each)} showed`,
      })),
    },
  );
}

function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}
