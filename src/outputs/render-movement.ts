import type { Flow } from "../model/movement/movement-flows.js";
import type { Movement } from "../results/movement.js";
import { countOf, formatAmount, formatCount, formatMean } from "./format.js";
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
    ...(flows.length === 0 ? ["Nobody moved."] : flows.slice(0, MOST_SENTENCES).map(sentenceOf)),
    ...(rest > 0 ? [style.dim(`and ${countOf(rest, "smaller flow")}`)] : []),
    "",
    renderSegments(movement, style),
    "",
    `${style.bold("Customers")} by segment before (rows) and after (columns)`,
    renderMatrix(matrix, style),
    ...renderSeries(movement, style),
    ...listedLine(movement),
  ].join("\n");
}

function listedLine({ listed }: Movement): string[] {
  if (listed === undefined) return [];
  const flow = `${listed.from_segment ?? "new"} > ${listed.to_segment}`;
  return ["", `${countOf(listed.customers, "customer")} of ${flow} written to ${listed.file}`];
}

/** The largest flows of customers who had bought before, as sentences. */
export function movesInWords({ flows }: Movement, most: number): string[] {
  return flows
    .filter(({ from_segment }) => from_segment !== null)
    .slice(0, most)
    .map(sentenceOf);
}

/** `61 customers left Champions for At Risk: 58 did not buy, 3 by the yardstick`. */
function sentenceOf(flow: Flow): string {
  const { from_segment, to_segment, customers } = flow;
  if (from_segment === null) return `${countOf(customers, "new customer")} entered ${to_segment}`;
  const left = `${countOf(customers, "customer")} left ${from_segment}`;
  const reasons = [
    [flow.behaviour, "bought or gave back"],
    [flow.silence, "did not buy"],
    [flow.yardstick, "by the yardstick"],
  ] as const;
  const told = reasons.flatMap(([count, words]) => (count === 0 ? [] : [`${formatCount(count)} ${words}`]));
  return `${left} for ${to_segment ?? "nowhere"}: ${told.join(", ")}`;
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
