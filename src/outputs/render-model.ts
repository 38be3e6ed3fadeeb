import { renderCondition } from "../model/render-condition.js";
import type { KnownModels } from "../results/models.js";
import type { SegmentsCheckResult } from "../results/segments-check.js";
import type { SegmentsResult } from "../results/segments.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** Renders the models that there are: the segments of each. */
export function renderModels({ models }: KnownModels, style: Style): string {
  const rows = models.map(({ name, segments }) => [name, segments.map((segment) => segment.name).join(", ")]);
  return renderTable([{ heading: "Model" }, { heading: "Segments" }], rows, style);
}

/** Renders a model: its segments with meaning and action, and its rules in matching order. */
export function renderSegmentModel(shown: SegmentsResult, style: Style): string {
  const rules = shown.rules.map(({ segment, condition, fallback }, index) => [
    fallback ? "–" : String(index + 1),
    condition,
    segment,
  ]);
  return [
    style.bold(shown.model),
    "",
    renderTable(
      [{ heading: "Segment" }, { heading: "Description" }, { heading: "Action" }, { heading: "Group" }],
      shown.segments.map(({ name, description, action, group }) => [
        name,
        description,
        action,
        group === "none" ? "" : group,
      ]),
      style,
    ),
    "",
    renderTable(
      [{ heading: "#", align: "right" }, { heading: "Rule (the first match wins)" }, { heading: "Segment" }],
      rules,
      style,
    ),
    "",
    style.dim(`Models: ${shown.known.join(", ")}, or a file`),
  ].join("\n");
}

/** Renders what the check of a model found. */
export function renderCheck(shown: SegmentsCheckResult, style: Style): string {
  const finding = (found: readonly string[], fine: string, bad: string): string =>
    found.length === 0 ? `${style.good("✓")} ${fine}` : `${style.bad("!")} ${bad}: ${found.join("; ")}`;
  const never = shown.neverMatching.map(
    ({ rule, number, fallback }) =>
      `${fallback ? "fallback " : ""}rule ${number} (${renderCondition(rule.when)} → ${rule.segment})`,
  );
  const unreachableUnder = shown.scoring === null ? "from the 125 cells" : `with ${shown.scoring} scoring`;
  return [
    style.bold(shown.model),
    "",
    renderTable(
      [{ heading: "Segment" }, { heading: "Cells", align: "right" }],
      shown.cellsPerSegment.map(({ segment, cells }) => [segment, String(cells)]),
      style,
    ),
    "",
    finding(never, "Every rule wins at least one cell", "Rules that can never match"),
    finding(shown.segmentsWithoutRule, "Every segment has a rule", "Segments without a rule"),
    finding(
      shown.unreachableSegments,
      `Every segment can be reached ${unreachableUnder}`,
      `Segments that no customer can reach ${unreachableUnder}`,
    ),
    ...(shown.store === null
      ? []
      : [
          finding(
            shown.emptySegments,
            `Every segment has customers in ${shown.store}`,
            `Segments without customers in ${shown.store}`,
          ),
        ]),
    `  ${shown.fallbackCells.length} of the 125 cells are caught by the fallback alone${cellList(shown.fallbackCells)}`,
  ].join("\n");
}

function cellList(cells: SegmentsCheckResult["fallbackCells"]): string {
  return cells.length === 0 ? "" : `: ${cells.map(({ R, F, M }) => `${R}${F}${M}`).join(" ")}`;
}
