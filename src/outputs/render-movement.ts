import { flowInWords, REASON_WORDS } from "../display/flow-in-words.js";
import type { Movement } from "../results/movement.js";
import { COUNTS, countOf, formatAmount, formatCount, formatMean } from "./format.js";
import type { Style } from "./style.js";
import { renderTable } from "./table.js";

/** Further flows are in the matrix, and in the answer as JSON. */
const MOST_SENTENCES = 12;

/** Renders the largest flows as sentences, what became of each segment, and the matrix of all customers. */
export function renderMovement(movement: Movement, style: Style): string {
  const { flows, from, to, moments, matrix, model } = movement;
  const [before, after] = moments.slice(-2);
  const rest = flows.length - MOST_SENTENCES;
  return [
    style.bold(`Movement from ${from} to ${to}`),
    `${countOf(before?.customers ?? 0, "customer")} before, ${formatCount(after?.customers ?? 0)} after; model ${model}`,
    "",
    ...(flows.length === 0
      ? ["Nobody moved."]
      : flows.slice(0, MOST_SENTENCES).map((flow) => flowInWords(flow, COUNTS))),
    ...(rest > 0 ? [style.dim(`and ${countOf(rest, "smaller flow")}`)] : []),
    "",
    renderSegments(movement, style),
    "",
    `${style.bold("Customers")} by segment before (rows) and after (columns)`,
    renderMatrix(matrix, style),
    ...renderSeries(movement, style),
    ...renderListed(movement, style),
    ...(movement.kept === null
      ? []
      : ["", style.dim(`Kept in customer_movement and rfm_movement of ${movement.kept}`)]),
  ].join("\n");
}

function renderListed({ listed }: Movement, style: Style): string[] {
  if (listed === undefined) return [];
  const flow = `${countOf(listed.customers, "customer")} of ${listed.from_segment ?? "new"} > ${listed.to_segment}`;
  if (listed.rows === undefined) return ["", `${flow} written to ${listed.file}`];
  const isAll = listed.rows.length === listed.customers;
  const title = isAll ? flow : `${flow}, the ${listed.rows.length} who have brought most`;
  const right = "right" as const;
  const columns = [
    { heading: "Customer" },
    { heading: "Before", align: right },
    { heading: "After", align: right },
    { heading: "Why" },
    { heading: "Between", align: right },
    { heading: "Monetary", align: right },
  ];
  const rows = listed.rows.map((each) => [
    each.customer_id,
    each.R_before === null ? "new" : `${each.R_before}${each.F_before}${each.M_before}`,
    `${each.R_after}${each.F_after}${each.M_after}`,
    each.reason === null ? "" : REASON_WORDS[each.reason],
    formatAmount(each.revenue),
    formatAmount(each.monetary),
  ]);
  return ["", style.bold(title), renderTable(columns, rows, style)];
}

function renderSegments({ segments }: Movement, style: Style): string {
  const columns = [
    { heading: "Segment" },
    ...["Before", "Stayed", "Left", "Entered", "of them new", "After", "Revenue"].map((heading) => ({
      heading,
      align: "right" as const,
    })),
  ];
  const rows = segments.map((each) => [
    each.segment,
    ...[each.before, each.stayed, each.left, each.entered, each.new, each.after].map(formatCount),
    formatAmount(each.revenue.stayed + each.revenue.entered),
  ]);
  return renderTable(columns, rows, style);
}

/** Sizes at each moment under the numbers of the segments, and after how many periods half of a segment has left. */
function renderSeries({ series, moments }: Movement, style: Style): string[] {
  if (series === undefined) return [];
  const columns = [
    { heading: "" },
    ...series.segments.map((_, index) => ({ heading: String(index + 1), align: "right" as const })),
  ];
  const sizes = moments.map(({ snapshot }, moment) => [
    snapshot,
    ...series.segments.map(({ customers }) => formatCount(customers[moment] ?? 0)),
  ]);
  const halfLives = ["half-life", ...series.segments.map(({ half_life: half }) => formatMean(half))];
  return [
    "",
    `${style.bold("Sizes")} of the segments at each moment, and the periods after which half of a segment has left`,
    renderTable(columns, [...sizes, halfLives], style),
  ];
}

/** Columns are numbered as rows are, so that eleven segments fit. Absent customers have a row and a column only where there are some. */
function renderMatrix({ segments, customers, before, after }: Movement["matrix"], style: Style): string {
  const isShown = (index: number): boolean => segments[index] !== null;
  const rowsShown = segments.map((_, index) => index).filter((index) => isShown(index) || before[index] !== 0);
  const columnsShown = segments.map((_, index) => index).filter((index) => isShown(index) || after[index] !== 0);
  const nameOf = (index: number): string => segments[index] ?? "(absent)";
  const right = "right" as const;
  const columns = [
    { heading: "" },
    ...columnsShown.map((index) => ({ heading: isShown(index) ? String(index + 1) : "(absent)", align: right })),
  ];
  const rows = rowsShown.map((row) => [
    isShown(row) ? `${row + 1} ${nameOf(row)}` : nameOf(row),
    ...columnsShown.map((column) => {
      const count = customers[row]?.[column] ?? 0;
      return count === 0 ? "–" : formatCount(count);
    }),
  ]);
  return renderTable(columns, rows, style);
}
