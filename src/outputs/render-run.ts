import type { DisplayFormat } from "../display/display-format.js";
import { DIMENSIONS, type Dimension } from "../model/score.js";
import type { SegmentSummary } from "../model/summarize-segments.js";
import type { RunResult } from "../results/run.js";
import { countOf, formatAmount, formatCount, formatMean, formatShare } from "./format.js";
import type { Style } from "./style.js";
import { renderBar } from "./text-charts.js";
import { renderTable } from "./table.js";

const MEANINGS: Readonly<Record<string, string>> = {
  left_out: "not meeting --where",
  unknown_where: "--where cannot tell",
  missing_customer: "without a customer",
  other_currency: "in another currency",
  not_sold: "not sold",
  order_line: "further lines of an order, which count with it",
  bad_date: "rejected: no readable date",
  bad_revenue: "rejected: no readable amount",
  bad_frequency: "rejected: no count of purchases",
  after_snapshot: "after the snapshot",
  before_window: "before the window",
  ignored_refund: "refunds, ignored",
};

/** Renders a run as a table of its segments, with what it rests on. */
export function renderRun(run: RunResult, style: Style): string {
  const parts = [
    `${style.bold(countOf(run.customers, "customer"))} ${purchasesOf(run)} ${run.source}, as of ${run.snapshot}`,
    "",
    renderSegments(run.segments, style),
    "",
    renderCutpoints(run, style),
    ...notes(run).map((note) => style.dim(note)),
    "",
    `Run ${run.run} is published in ${[run.store, ...run.files.map((file) => (file === "-" ? "standard output" : file))].join(", ")}`,
  ];
  return parts.join("\n");
}

/** Numbers without a currency, in the usual locale; a display format does it in others. */
const PLAIN: Pick<DisplayFormat, "count" | "amount" | "share" | "mean"> = {
  count: formatCount,
  amount: (value) => (value === null ? "–" : formatAmount(value)),
  share: (value) => (value === null ? "–" : formatShare(value)),
  mean: formatMean,
};

/** Rows are purchases, but for refunds and further lines of an order. */
function purchasesOf({ purchases, sales }: RunResult): string {
  if (purchases === sales) return `from ${countOf(sales, "sale")} in`;
  return `with ${countOf(purchases, "purchase")}, from ${countOf(sales, "row")} of`;
}

/** The segments of a run: how many customers, what they bring in, and what they are like on average. Bars stand where they have room. */
export function renderSegments(segments: readonly SegmentSummary[], style: Style, numbers = PLAIN): string {
  const { width = Number.POSITIVE_INFINITY } = style;
  const withBars = segmentTable(segments, style, numbers, true);
  const [, , ...rows] = withBars.split("\n");
  const table = rows.some((row) => [...row].length > width) ? segmentTable(segments, style, numbers, false) : withBars;
  return `${table}\n${style.dim("Days since the last sale, sales and amount: the average of a customer.")}`;
}

function segmentTable(
  segments: readonly SegmentSummary[],
  style: Style,
  numbers: typeof PLAIN,
  hasBars: boolean,
): string {
  const largest = Math.max(...segments.map(({ share_customers }) => share_customers), Number.MIN_VALUE);
  return renderTable(
    [
      { heading: "Segment" },
      { heading: "Customers", align: "right" },
      { heading: "Share", align: "right" },
      ...(hasBars ? [{ heading: "" }] : []),
      { heading: "Revenue", align: "right" },
      { heading: "Share", align: "right" },
      { heading: "Days", align: "right" },
      { heading: "Sales", align: "right" },
      { heading: "Amount", align: "right" },
    ],
    segments.map((segment) => [
      segment.segment,
      numbers.count(segment.customers),
      numbers.share(segment.share_customers),
      ...(hasBars ? [renderBar(segment.share_customers / largest, 12)] : []),
      numbers.amount(segment.revenue),
      numbers.share(segment.share_revenue),
      numbers.mean(segment.avg_recency),
      numbers.mean(segment.avg_frequency),
      numbers.amount(segment.avg_monetary),
    ]),
    style,
  );
}

function renderCutpoints(run: RunResult, style: Style): string {
  const shown = (dimension: Dimension): string =>
    run.cutpoints[dimension]
      .map((value) => (dimension === "monetary" ? formatAmount(value) : formatCount(value)))
      .join("  ");
  return renderTable(
    [
      { heading: "Cutpoints" },
      { heading: run.cutpoints_of === null ? run.scoring : `${run.scoring}, of run ${run.cutpoints_of}` },
    ],
    DIMENSIONS.map((dimension) => [dimension, shown(dimension)]),
    style,
  );
}

function notes(run: RunResult): string[] {
  const left = Object.entries(run.rejected).filter(([reason, count]) => count > 0 && reason in MEANINGS);
  const rows = left.map(([reason, count]) => `${formatCount(count)} ${MEANINGS[reason]}`);
  const unpurchased = run.rejected.no_purchase;
  const collapsed = DIMENSIONS.filter((dimension) => run.collapsed[dimension]);
  const split = DIMENSIONS.filter((dimension) => run.split[dimension] > 0);
  return [
    ...(rows.length === 0 ? [] : [`Of ${countOf(run.rows, "row")}, left out: ${rows.join("; ")}.`]),
    ...(unpurchased === 0
      ? []
      : [`${countOf(unpurchased, "customer")} without any purchase ${unpurchased === 1 ? "is" : "are"} not scored.`]),
    ...(collapsed.length === 0
      ? []
      : [
          `Many customers have the same ${collapsed.join(", ").replace(/, ([^,]*)$/, " and $1")}, so they get the same score, and some scores are not used.`,
        ]),
    ...split.map(
      (dimension) =>
        `${countOf(run.split[dimension], "customer")} with the same ${dimension} got different scores, since ties are broken by customer id.`,
    ),
  ];
}
