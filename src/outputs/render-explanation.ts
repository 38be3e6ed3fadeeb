import { wayInWords } from "../display/way-in-words.js";
import type { Dimension } from "../model/score.js";
import type { Explanation, ScoreEdge } from "../results/explanation.js";
import { countOf, formatAmount, formatCount } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

const UNITS = { recency: "day", frequency: "sale" } as const;

/** Renders why a customer is in their segment. */
export function renderExplanation(shown: Explanation, style: Style): string {
  const rule = shown.rule.number === null ? "the fallback" : `rule ${shown.rule.number}`;
  const way = wayInWords(shown);
  const parts = [
    `Customer ${style.bold(shown.customer_id)} is in ${style.bold(shown.segment)} (run ${shown.run}, as of ${shown.snapshot})`,
    style.dim([shown.description, shown.action].filter(Boolean).join(" — ")),
    "",
    renderTable(
      [
        { heading: "" },
        { heading: "Value", align: "right" },
        { heading: "Score", align: "right" },
        { heading: "This score" },
        { heading: "Cutpoints" },
      ],
      shown.scores.map(({ dimension, value, score, from, to, cutpoints }) => [
        dimension,
        dimension === "monetary" ? formatAmount(value) : countOf(Number(value), UNITS[dimension]),
        String(score),
        renderRange(dimension, from, to),
        style.dim(cutpoints.map((cutpoint) => formatValue(dimension, cutpoint)).join("  ")),
      ]),
      style,
    ),
    "",
    ...(way === undefined ? [] : [`Way: ${way}`]),
    `Matched ${rule}: ${shown.rule.condition}`,
    ...(shown.ties_broken
      ? [style.dim("Ties were broken by customer id: a customer with the same value may have another score.")]
      : []),
  ];
  const reachable = shown.paths.filter(({ ways }) => ways.length > 0);
  const others = shown.paths.filter(({ ways }) => ways.length === 0).map(({ segment }) => segment);
  if (reachable.length > 0) {
    parts.push(
      "",
      renderTable(
        [{ heading: "Way to" }, { heading: "At today's cutpoints" }],
        reachable.map(({ segment, text }) => [segment, text]),
        style,
      ),
    );
  }
  if (others.length > 0) parts.push("", style.dim(`Not by buying more alone: ${others.join(", ")}`));
  return parts.join("\n");
}

function renderRange(dimension: Dimension, from: ScoreEdge | null, to: ScoreEdge | null): string {
  const edges = [
    from && `${from.included ? "from" : "above"} ${formatValue(dimension, from.cutpoint)}`,
    to && `${to.included ? "up to" : "below"} ${formatValue(dimension, to.cutpoint)}`,
  ];
  return edges.filter(Boolean).join(", ");
}

function formatValue(dimension: Dimension, value: number | string): string {
  return dimension === "monetary" ? formatAmount(value) : formatCount(Number(value));
}
