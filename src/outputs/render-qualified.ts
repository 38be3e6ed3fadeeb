import type { QualifyResult } from "../results/qualify.js";
import { countOf, formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** So many prospects are shown; a file holds all. */
const SHOWN = 20;

/** A prospect is known by its first columns. */
const NAMING_COLUMNS = 2;

/** Renders how many prospects are in each tier, and the best ones with the reason. */
export function renderQualified(shown: QualifyResult, style: Style): string {
  const tiers = Object.entries(shown.tiers).map(([tier, prospects]) => `${tier} ${formatCount(prospects)}`);
  const heading = `${style.bold(countOf(shown.prospects, "prospect"))} (patterns of run ${shown.run}): ${tiers.join(", ")}`;
  if (shown.file !== null) return `${heading}\nWritten to ${shown.file === "-" ? "standard output" : shown.file}`;
  const best = shown.results.toSorted((one, other) => one.tier.localeCompare(other.tier));
  const columns = Object.keys(best[0]?.prospect ?? {}).slice(0, NAMING_COLUMNS);
  const table = renderTable(
    [
      ...columns.map((column) => ({ heading: column })),
      { heading: "Tier" },
      { heading: "Priority" },
      { heading: "Reason" },
    ],
    best
      .slice(0, SHOWN)
      .map(({ prospect, tier, priority, reason }) => [
        ...columns.map((column) => String(prospect[column] ?? "")),
        tier,
        priority,
        reason,
      ]),
    style,
  );
  const more = best.length - SHOWN;
  return [
    heading,
    "",
    table,
    ...(more > 0 ? [style.dim(`and ${formatCount(more)} more; --to FILE writes all of them`)] : []),
  ].join("\n");
}
