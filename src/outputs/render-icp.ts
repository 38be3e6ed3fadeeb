import { ICP_PAGE } from "../display/icp-page.js";
import type { AdjustedValue } from "../model/icp/adjusted-lifts.js";
import { DISCOVERY, type UnsupportedValue } from "../model/icp/evidence.js";
import type { Pattern, PatternValue } from "../model/icp/patterns.js";
import type { HoldoutResult } from "../results/holdout.js";
import type { IcpResult } from "../results/icp.js";
import { countOf, formatCount } from "./format.js";
import { renderLiftScale } from "./text-charts.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** So many values of an attribute are shown; the rest is counted. */
const SHOWN = 15;

/** Renders what sets top performers apart: a table with intervals per attribute, the tiers, and what to beware of. */
export function renderIcp(icp: IcpResult, style: Style): string {
  const of = [
    ...icp.top.segments,
    ...(icp.top.min_total === null ? [] : [`a sum of scores from ${icp.top.min_total}`]),
  ];
  const parts = [
    `${style.bold(countOf(icp.top_performers, "top performer"))} of ${countOf(icp.customers, "customer")} (run ${icp.run}; ${of.join(", ")}), with attributes from ${icp.attributes}`,
    ...Object.entries(icp.patterns)
      .filter(([, { distribution }]) => distribution.length > 0)
      .flatMap(([attribute, pattern]) => ["", renderPattern(attribute, pattern, style)]),
    ...(icp.top_performers === 0 ? [] : ["", style.dim(legend(icp.lift_ceiling)), "", renderTiers(icp, style)]),
    ...renderAdjusted(icp.adjusted, style),
    ...(icp.holdout === undefined ? [] : ["", renderHoldout(icp.holdout, style)]),
    ...(icp.warnings.length === 0 ? [] : ["", ...icp.warnings.map((warning) => `${style.bad("!")} ${warning}`)]),
    ...icp.skipped.map(({ column, reason }) => style.dim(`Not compared: ${column}, since ${reason}.`)),
  ];
  return parts.join("\n");
}

function legend(ceiling: number | null): string {
  const most = ceiling === null ? "" : ` The largest possible lift here is ${ceiling.toFixed(2)}.`;
  return `├──●──┤ lift with its 95% interval, from a quarter to four times; ┊ is 1. * false discovery rate below 5%. (few) rests on fewer than five customers.${most}\nWhat lift, interval, q and supported mean: ${ICP_PAGE}`;
}

function renderPattern(attribute: string, pattern: Pattern, style: Style): string {
  const values = [...pattern.distribution, ...pattern.absent_distribution];
  const more = values.length - SHOWN;
  const table = renderTable(
    [
      { heading: attribute },
      { heading: "Top", align: "right" },
      { heading: "All", align: "right" },
      { heading: "% of top", align: "right" },
      { heading: "% of all", align: "right" },
      { heading: "Lift", align: "right" },
      { heading: "" },
      { heading: "95% interval", align: "right" },
      { heading: "q", align: "right" },
      { heading: "" },
    ],
    values
      .slice(0, SHOWN)
      .map((value) => [
        value.value,
        formatCount(value.count),
        formatCount(value.support),
        value.pct_top.toFixed(1),
        value.pct_all.toFixed(1),
        value.lift.toFixed(2),
        renderLiftScale(value.lift, value.lift_low, value.lift_high),
        interval(value),
        `${formatQ(value.q)}${value.q < DISCOVERY ? "*" : " "}`,
        noteOn(value, pattern, style),
      ]),
    style,
  );
  return more > 0 ? `${table}\n${style.dim(`and ${countOf(more, "more value")}`)}` : table;
}

function interval({ lift_low, lift_high }: Pick<PatternValue, "lift_low" | "lift_high">): string {
  return lift_low === null || lift_high === null ? "–" : `${lift_low.toFixed(2)} – ${lift_high.toFixed(2)}`;
}

/** Small rates as a bound, which reads better than their digits. */
function formatQ(q: number): string {
  return q < 0.001 ? "<0.001" : q.toFixed(3);
}

function noteOn(value: PatternValue, pattern: Pattern, style: Style): string {
  const few = value.small_support ? style.dim(" (few)") : "";
  if (pattern.primary.includes(value.value)) return style.good("primary") + few;
  if (pattern.secondary.includes(value.value)) return style.good("secondary") + few;
  if (pattern.negative.includes(value.value)) return style.bad("negative") + few;
  return value.count === 0 ? style.dim("absent") + few : few.trim();
}

function renderTiers({ tiers, unsupported, evidence }: IcpResult, style: Style): string {
  const criteria = Object.entries(tiers.tier_1.criteria);
  const against = Object.entries(tiers.tier_4.anti_patterns).filter(([, values]) => values.length > 0);
  const atLeast = (matches: number): string =>
    criteria.length === 1
      ? "the criterion"
      : `${matches === criteria.length ? `all ${matches}` : `${matches} or more`} of the criteria`;
  const rows = (["tier_1", "tier_2", "tier_3"] as const)
    .filter((name, index, names) => index === 0 || tiers[name].matches < tiers[names[index - 1] as "tier_1"].matches)
    .map((name) => [name, tiers[name].priority, `matches ${atLeast(tiers[name].matches)}`]);
  return [
    renderTable(
      [{ heading: "Tier" }, { heading: "Priority" }, { heading: "A prospect that" }],
      [...rows, ["tier_4", tiers.tier_4.priority, "matches none"]],
      style,
    ),
    "",
    ...criteria.map(([criterion, values]) => `${style.bold(criterion)}: ${listOf(values)}`),
    ...(against.length === 0
      ? []
      : [
          `${style.bold("against")}: ${against.map(([criterion, values]) => `${criterion} ${listOf(values)}`).join("; ")}`,
        ]),
    ...(unsupported.length === 0 ? [] : [style.dim(unsupportedText(unsupported, evidence))]),
  ].join("\n");
}

/** What the lift alone would make a criterion, and what it lacks. */
function unsupportedText(unsupported: readonly UnsupportedValue[], evidence: IcpResult["evidence"]): string {
  const named = unsupported
    .slice(0, SHOWN)
    .map(({ dimension, value, kind, lacks }) => `${dimension} ${value} (${kind}; ${lacks.join(", ")})`);
  const more = unsupported.length > SHOWN ? `; and ${countOf(unsupported.length - SHOWN, "more value")}` : "";
  const counted = evidence === "none" ? "Counted, though not supported" : "Not counted, since not supported";
  return `${counted}: ${named.join("; ")}${more}`;
}

/** Supported values whose lift is not there among customers who are alike in another attribute. */
function renderAdjusted(adjusted: readonly AdjustedValue[], style: Style): string[] {
  const told = adjusted.filter(({ finding }) => finding !== "stands");
  if (told.length === 0) return [];
  const more = told.length - SHOWN;
  const table = renderTable(
    [
      { heading: "Supported value" },
      { heading: "Within" },
      { heading: "Lift", align: "right" },
      { heading: "Adjusted", align: "right" },
      { heading: "95% interval", align: "right" },
      { heading: "" },
    ],
    told
      .slice(0, SHOWN)
      .map(({ dimension, value, within, lift, adjusted_lift, adjusted_low, adjusted_high, finding }) => [
        `${dimension} ${value}`,
        within,
        lift.toFixed(2),
        adjusted_lift.toFixed(2),
        interval({ lift_low: adjusted_low, lift_high: adjusted_high }),
        finding === "too few to tell" ? style.dim(finding) : style.bad(finding),
      ]),
    style,
  );
  return ["", table, ...(more > 0 ? [style.dim(`and ${countOf(more, "more pair")}`)] : [])];
}

function listOf(values: readonly string[]): string {
  return values.length === 0 ? "–" : values.join(", ");
}

function renderHoldout(holdout: HoldoutResult, style: Style): string {
  const heading = `${style.bold("Found as of")} ${holdout.as_of}, and checked on the sales after it: of the ${countOf(holdout.customers, "customer")} of then ${formatCount(holdout.bought_later)} bought again, ${formatCount(holdout.became_top)} of them as top performers`;
  if (holdout.values.length === 0)
    return `${heading}. No value had a q below ${DISCOVERY}, so there is nothing to check.`;
  const rows = holdout.values.map(({ dimension: attribute, value, found, lift, later, status }) => [
    attribute,
    value,
    found,
    lift.toFixed(2),
    later === null ? "–" : later.lift.toFixed(2),
    later === null ? "" : renderLiftScale(later.lift, later.lift_low, later.lift_high),
    later === null ? "–" : interval(later),
    status === "holds" ? style.good(status) : status === "reversed" ? style.bad(status) : style.dim(status),
  ]);
  return [
    heading,
    "",
    renderTable(
      [
        { heading: "" },
        { heading: "Value" },
        { heading: "Found" },
        { heading: "Lift then", align: "right" },
        { heading: "Lift later", align: "right" },
        { heading: "" },
        { heading: "95% interval", align: "right" },
        { heading: "" },
      ],
      rows,
      style,
    ),
  ].join("\n");
}
