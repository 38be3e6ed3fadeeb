import { renderCondition } from "../../model/render-condition.js";
import { type Dimension, DIMENSIONS, SCORES } from "../../model/score.js";
import { type Described, describeOptions, describeScoring } from "../../display/describe-options.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { scoreRange } from "../../display/score-ranges.js";
import { writeCutpoint } from "../../display/write-cutpoint.js";
import type { Timings } from "../../results/stage.js";
import { renderDataTable } from "./data-table.js";
import { type Html, markup } from "./html.js";
import type { ReportData } from "./report-data.js";

const REASONS: readonly (readonly [string, string, string])[] = [
  ["left_out", "Not meeting the condition", "left out"],
  ["unknown_where", "Condition cannot tell", "left out"],
  ["missing_customer", "Without a customer", "left out"],
  ["other_currency", "In another currency", "left out"],
  ["not_sold", "Not sold", "left out"],
  ["order_line", "Further lines of an order", "count with it"],
  ["bad_date", "Without a readable date", "rejected"],
  ["bad_revenue", "Without a readable amount", "rejected"],
  ["bad_frequency", "Without a count of purchases", "rejected"],
  ["after_snapshot", "After the snapshot", "left out"],
  ["before_window", "Before the window", "left out"],
  ["ignored_refund", "Refunds, ignored", "left out"],
];

const STAGES: Readonly<Record<string, string>> = {
  open: "Opening source and store",
  sales: "Reading the sales",
  metrics: "Metrics per customer",
  fit: "Fitting cutpoints",
  score: "Scoring",
  cube: "Summing up cells",
  publish: "Publishing",
  total: "In all",
};

/** How it was computed: what the run was told, what became of every row, and what scores and segments mean. */
export function renderMethod(data: ReportData, format: DisplayFormat): Html {
  const { run, model } = data;
  return markup`<section id="method">
    <h2>How it was computed</h2>
    <div class="columns">
      <div>
        <h3>Run</h3>
        ${list([
          ["Source", run.source],
          ["Store", `${data.store}, run ${run.run}`],
          ["Finished", `${run.finished_at.slice(0, 19)} UTC`],
          ["Snapshot", run.snapshot],
          ["Scoring", run.scoring.name],
          ["Segment model", model.name],
          ["Quintile", run.version],
        ])}
      </div>
      <div>
        <h3>Sales</h3>
        ${list(describeOptions(run))}
      </div>
      <div>
        <h3>Scores, 1 to 5</h3>
        ${list([...describeScoring(run.scoring, format), ...unusedScores(data, format)])}
      </div>
    </div>
    ${renderRows(data, format)} ${renderCutpoints(data, format)}
    ${renderDataTable({
      caption: `Segments of ${model.name}: the first rule that matches decides`,
      columns: [
        { heading: "Segment", cell: ({ segment }) => segment, isHeading: true },
        { heading: "Rule", cell: ({ rule }) => rule },
      ],
      rows: [
        ...model.rules.map(({ segment, when }) => ({ segment, rule: renderCondition(when) })),
        ...model.fallback.map(({ segment, when }) => ({ segment, rule: `otherwise: ${renderCondition(when)}` })),
      ],
    })}
    <p class="note">Amounts were summed as exact decimals. Time taken: ${timings(run.timings, format)}.</p>
  </section>`;
}

/** Every row is used, or counted with its reason. */
function renderRows({ run }: ReportData, format: DisplayFormat): Html {
  const counts: Readonly<Record<string, number>> = { ...run.rejected };
  const count = (reason: string): number => counts[reason] ?? 0;
  const known = new Set([...REASONS.map(([reason]) => reason), "no_purchase"]);
  const unknown = Object.keys(counts).filter((reason) => !known.has(reason));
  const reasons = [
    ...REASONS.filter(([reason]) => reason in counts),
    ...unknown.map((reason) => [reason, reason, "left out"] as const),
  ];
  const rows = run.sales + reasons.reduce((sum, [reason]) => sum + count(reason), 0);
  return renderDataTable({
    caption: "What became of every row",
    columns: [
      { heading: "Rows", cell: ([name]) => name, isHeading: true },
      { heading: "What happened", cell: ([, what]) => what },
      { heading: "Count", cell: ([, , rowCount]) => format.count(rowCount), isNumber: true },
    ],
    rows: [
      ["Read", "", rows],
      ["Sales", "used", run.sales],
      ...reasons.map(([reason, name, what]) => [name, what, count(reason)] as const),
      ["Customers without any purchase", "not scored (customers, not rows)", count("no_purchase")],
    ] as (readonly [string, string, number])[],
  });
}

function renderCutpoints({ run }: ReportData, format: DisplayFormat): Html {
  return renderDataTable({
    caption: "Cutpoints, ascending",
    columns: [
      { heading: "Metric", cell: (dimension) => dimension, isHeading: true },
      ...[0, 1, 2, 3].map((index) => ({
        heading: `Cutpoint ${index + 1}`,
        isNumber: true,
        cell: (dimension: Dimension) => writeCutpoint(dimension, run.cutpoints[dimension][index] ?? "", format),
      })),
    ],
    rows: DIMENSIONS,
  });
}

/** Equal values can make two cutpoints equal, so that a score is unused: the report says so. */
function unusedScores({ run }: ReportData, format: DisplayFormat): Described {
  return DIMENSIONS.flatMap((dimension) => {
    const unused = SCORES.filter(
      (score) => scoreRange(dimension, score, run.cutpoints[dimension], run.scoring, format) === null,
    );
    if (unused.length === 0) return [];
    return [[`Unused in ${dimension}`, `${unused.join(", ")}, since many customers share the same value`] as const];
  });
}

function list(entries: Described): Html {
  return markup`<dl class="facts">
    ${entries.map(
      ([name, value]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function timings(stages: Timings, format: DisplayFormat): string {
  return Object.entries<number>({ ...stages })
    .map(([stage, time]) => `${(STAGES[stage] ?? stage).toLowerCase()} ${format.count(time)} ms`)
    .join(", ");
}
