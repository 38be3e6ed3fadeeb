import type { DateRule } from "../../analysis/sales/sales.js";
import { asHeaderSays, chooseDateNotation, likeliestFormats, severalWays, wordsFor } from "./choose-date-notation.js";
import { likelyCandidates } from "./date-looks.js";
import { dateNotationNamed, nameOfDateNotation, nameOfTwo, readsTimes } from "./date-notations.js";
import type { Candidate } from "./date-profile.js";
import { datesBesideIso, profile } from "./date-queries.js";
import type { SaleColumn } from "./sale-column.js";

/** What ISO dates are where a program took the day for the month. */
const SWAPPED: Candidate = { format: "%Y-%d-%m", pattern: String.raw`\d{4}-\d{2}-\d{2}` };

/** So small a share of dates is not asked about: what is doubtful among them is rejected, and told. */
const FEW = 0.01;

/**
 * The rule for a column of which ISO 8601 reads some dates, and one other notation all others; undefined where there is no such one.
 * Raises `AMBIGUOUS_DATE` where several read the others, and where a spreadsheet may have turned day and month of the ISO dates around.
 */
export async function besideIso(dates: SaleColumn): Promise<Pick<DateRule, "notation" | "kind"> | undefined> {
  const others = await datesBesideIso(dates);
  const likely = others.length === 0 ? [] : likelyCandidates(others, 1).filter(({ format }) => format.startsWith("%"));
  if (likely.length === 0) return undefined;
  const counted = await profile(dates, [...likely, SWAPPED], "all");
  const all = { ...counted, formats: new Map([...counted.formats].filter(([format]) => format !== SWAPPED.format)) };
  if (likeliestFormats(all).length > 0) return chooseDateNotation(all, dates.name);
  const rest = { ...all, iso: 0, values: all.values - all.iso };
  const iso = nameOfDateNotation("iso");
  const [format, ...more] = asHeaderSays(likeliestFormats(rest), dates.name);
  if (format === undefined || all.iso === 0) return undefined;
  const isAsked = rest.values > all.values * FEW;
  if (more.length > 0 && !isAsked) return undefined;
  if (more.length > 0)
    throw severalWays(
      dates.name,
      [format, ...more].map((each) => [nameOfTwo(iso, each), wordsFor(each)]),
    );
  if (isAsked && isLeftOver(format, all.formats) && counted.formats.get(SWAPPED.format) === all.iso) {
    throw severalWays(dates.name, [
      [
        nameOfTwo(SWAPPED.format, format),
        `a spreadsheet took days for months where it could; the others are ${format}`,
      ],
      [nameOfTwo(iso, format), `dates are as they stand: ISO 8601 or ${format}`],
    ]);
  }
  const notation = dateNotationNamed(nameOfTwo(iso, format));
  return { notation, kind: readsTimes(notation) || all.iso > all.isoDates ? "timestamp" : "date" };
}

/** Whether no date in a format could have been taken for one with day and month the other way round. */
function isLeftOver(format: string, counts: ReadonlyMap<string, number>): boolean {
  const turned = format.replace(/%d(.)%m|%m(.)%d/, (codes) =>
    [...codes.matchAll(/%[dm]|[^%dm]/g)].toReversed().join(""),
  );
  return turned !== format && counts.get(turned) === 0;
}
