import { liftChart } from "../../display/charts/lift-chart.js";
import { ICP_PAGE } from "../../display/icp-page.js";
import type { AdjustedValue } from "../../model/icp/adjusted-lifts.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { type CriterionValues, TIER_NAMES, type Tiers } from "../../model/icp/tiers.js";
import type { Pattern, PatternValue } from "../../model/icp/patterns.js";
import type { IcpResult } from "../../results/icp.js";
import { CSS_THEME } from "./css-theme.js";
import { renderDataTable } from "./data-table.js";
import { type Html, markup } from "./html.js";
import { renderChart } from "./render-chart.js";

/** A page is no place for thousands of values; what is left out is said. */
const SHOWN_VALUES = 12;
const SHOWN_ADJUSTED = 30;

/** The patterns of the top performers with their intervals, and the tiers that follow from them. */
export function renderIcpSection(icp: IcpResult, format: DisplayFormat): Html {
  const ceiling = icp.lift_ceiling === null ? "" : ` No lift can be above ${format.ratio(icp.lift_ceiling)}.`;
  return markup`<section id="icp">
    <h2>What sets the top performers apart</h2>
    <p>
      ${format.counted(icp.top_performers, "top performer")} among ${format.counted(icp.customers, "customer")} with
      attributes from ${icp.attributes}. Lift is how many times as common a value is among them as among all.${ceiling}
      The interval is of the lift in the population that these customers are drawn from, and holds it in 90 to 97 of 100
      cases; the next customers vary more. <a href="${ICP_PAGE}">What lift, interval, q and supported mean</a>
    </p>
    ${
      icp.warnings.length === 0
        ? null
        : markup`<ul class="warnings">
            ${icp.warnings.map((warning) => markup`<li>${warning}</li>`)}
          </ul>`
    }
    ${Object.entries(icp.patterns).map(([attribute, pattern], index) => renderPattern(attribute, index, pattern, format))}
    ${renderTiers(icp.tiers)} ${renderUnsupported(icp)} ${renderAdjusted(icp.adjusted, format)}
  </section>`;
}

function renderPattern(attribute: string, index: number, pattern: Pattern, format: DisplayFormat): Html {
  const values = [...pattern.distribution, ...pattern.absent_distribution];
  const shown = values.slice(0, SHOWN_VALUES);
  const left = values.length - shown.length;
  const strongest = pattern.primary.length === 0 ? "none is primary" : `primary: ${pattern.primary.join(", ")}`;
  return markup`<h3>${attribute}</h3>
    ${
      shown.length === 0
        ? markup`<p class="none">No customer has a value.</p>`
        : markup`<figure class="wide">
            ${renderChart({
              name: `icp-${index}`,
              option: liftChart(shown, CSS_THEME, format),
              width: 520,
              height: 46 + 26 * shown.length,
              alternative: `Lift of each ${attribute} with its 95 % interval; ${strongest}. The table below has the numbers.`,
            })}
          </figure>`
    }
    ${renderDataTable({
      caption: `${attribute}: top performers and all customers`,
      columns: [
        { heading: "Value", cell: ({ value }) => value, isHeading: true },
        { heading: "Top performers", cell: ({ count }) => format.count(count), isNumber: true },
        { heading: "Of them", cell: ({ pct_top }) => format.share(pct_top / 100), isNumber: true },
        { heading: "Customers", cell: ({ support }) => format.count(support), isNumber: true },
        { heading: "Of them", cell: ({ pct_all }) => format.share(pct_all / 100), isNumber: true },
        { heading: "Lift", cell: ({ lift }) => format.ratio(lift), isNumber: true },
        {
          heading: "95 % interval",
          cell: ({ lift_low, lift_high }) =>
            lift_low === null || lift_high === null ? "–" : `${format.ratio(lift_low)} – ${format.ratio(lift_high)}`,
          isNumber: true,
        },
        { heading: "q", cell: ({ q }) => (q < 0.001 ? "< 0.001" : q.toFixed(3)), isNumber: true },
        { heading: "Pattern", cell: (value) => describe(value, pattern) },
      ],
      rows: shown,
    })}
    ${left === 0 ? null : markup`<p class="note">${format.counted(left, "more value")} with fewer top performers.</p>`}`;
}

function describe({ value, small_support }: PatternValue, pattern: Pattern): string {
  const kinds = (["primary", "secondary", "negative", "absent"] as const).filter((kind) =>
    pattern[kind].includes(value),
  );
  return [...kinds, ...(small_support ? ["few customers"] : [])].join(", ");
}

function renderTiers(tiers: Tiers): Html {
  return renderDataTable({
    caption: "Tiers of prospects",
    columns: [
      { heading: "Tier", cell: ([name]) => name.replace("_", " "), isHeading: true },
      { heading: "Priority", cell: ([, { priority }]) => priority },
      { heading: "Criteria matched", cell: ([, { matches }]) => String(matches), isNumber: true },
      { heading: "Criteria", cell: ([, { criteria }]) => criteriaText(criteria) },
      {
        heading: "Anti-patterns",
        cell: ([, tier]) => criteriaText("anti_patterns" in tier ? tier.anti_patterns : {}),
      },
    ],
    rows: TIER_NAMES.map((name) => [name, tiers[name]] as const),
  });
}

function renderUnsupported({ unsupported, evidence }: IcpResult): Html | null {
  if (unsupported.length === 0) return null;
  const named = unsupported.map(({ dimension, value, lacks }) => `${dimension} ${value} (${lacks.join(", ")})`);
  const counted =
    evidence === "none"
      ? "Counted, though the figures do not carry them"
      : "Not counted, since the figures do not carry them";
  return markup`<p class="note">${counted}: ${named.join("; ")}.</p>`;
}

/** Supported values within customers who are alike otherwise. Those that stand everywhere need no table. */
function renderAdjusted(adjusted: readonly AdjustedValue[], format: DisplayFormat): Html | null {
  const told = adjusted.filter(({ finding }) => finding !== "stands");
  if (told.length === 0) return null;
  return renderDataTable({
    caption: "Supported values among customers who are alike in another attribute",
    columns: [
      { heading: "Value", cell: ({ dimension, value }) => `${dimension} ${value}`, isHeading: true },
      { heading: "Within", cell: ({ within }) => within },
      { heading: "Lift", cell: ({ lift }) => format.ratio(lift), isNumber: true },
      { heading: "Adjusted", cell: ({ adjusted_lift }) => format.ratio(adjusted_lift), isNumber: true },
      {
        heading: "95 % interval",
        cell: ({ adjusted_low, adjusted_high }) =>
          adjusted_low === null || adjusted_high === null
            ? "–"
            : `${format.ratio(adjusted_low)} – ${format.ratio(adjusted_high)}`,
        isNumber: true,
      },
      { heading: "Finding", cell: ({ finding }) => finding },
    ],
    rows: told.slice(0, SHOWN_ADJUSTED),
  });
}

function criteriaText(criteria: CriterionValues): string {
  const named = Object.entries(criteria).filter(([, values]) => values.length > 0);
  return named.map(([name, values]) => `${name}: ${values.join(", ")}`).join("; ");
}
