import { movementSankey } from "../../display/charts/movement-sankey.js";
import { trendPoints } from "../../display/charts/trend-points.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { flowInWords, movesInWords } from "../../display/flow-in-words.js";
import type { SegmentModel } from "../../model/segment-model.js";
import { segmentInfo } from "../../model/segment-info.js";
import type { SegmentSeries } from "../../model/movement/movement-series.js";
import type { Movement } from "../../results/movement.js";
import { CSS_THEME } from "./css-theme.js";
import { renderDataTable } from "./data-table.js";
import { type Html, markup } from "./html.js";
import { renderChart } from "./render-chart.js";

/** The movement of the months before the snapshot, or why it is not known. */
export type ReportedMovement = Movement | { readonly unknown: string };

/** How many flows are told in words. */
const MOST_SENTENCES = 6;

/** Pixels for the names of the segments beside the chart. */
const ROOM_FOR_NAMES = 190;

/** Who moved in the last month and why, and the sizes and revenue of the segments over twelve months. */
export function renderMovementSection(model: SegmentModel, movement: ReportedMovement, format: DisplayFormat): Html {
  if ("unknown" in movement) {
    return markup`<section id="movement">
      <h2>Who moved</h2>
      <p class="none">Not in this report: ${movement.unknown} <code>quintile movement SALES</code> tells it from the sales.</p>
    </section>`;
  }
  const { flows, from, to, matrix, series } = movement;
  const moves = movesInWords(flows, MOST_SENTENCES, format);
  const mostNew = flows.find(({ from_segment }) => from_segment === null);
  const sentences = [...moves, ...(mostNew === undefined ? [] : [flowInWords(mostNew, format)])];
  return markup`<section id="movement">
    <h2>Who moved</h2>
    <p>
      From ${from} to ${to}, each scored by the sales as of that day. “By the yardstick” are customers who did what they
      did before, while the cutpoints moved with all others.
    </p>
    ${
      sentences.length === 0
        ? markup`<p class="none">Nobody moved to another segment.</p>`
        : markup`<ul class="sentences">
            ${sentences.map((each) => markup`<li>${each}</li>`)}
          </ul>`
    }
    <figure>
      <figcaption><h3>Customers by segment before and after</h3></figcaption>
      ${renderChart({
        name: "movement",
        option: movementSankey(model, matrix, CSS_THEME, format, ROOM_FOR_NAMES),
        width: 960,
        height: 400,
        alternative: `Customers by segment on ${from} and on ${to}. ${sentences.join(". ")}.`,
      })}
    </figure>
    ${series === undefined ? null : renderMonths(model, series.segments, format)}
  </section>`;
}

function renderMonths(model: SegmentModel, segments: readonly SegmentSeries[], format: DisplayFormat): Html {
  return renderDataTable({
    caption: "Segments over twelve months, each moment by its own sales and cutpoints",
    columns: [
      {
        heading: "Segment",
        cell: ({ segment }) =>
          markup`<i class="swatch fill-${segmentInfo(model, segment)?.group ?? "none"}"></i>${segment}`,
        isHeading: true,
      },
      { heading: "Customers", cell: ({ customers }) => trend(customers) },
      { heading: "At first", cell: ({ customers }) => format.count(customers[0] ?? 0), isNumber: true },
      { heading: "Now", cell: ({ customers }) => format.count(last(customers)), isNumber: true },
      { heading: "Revenue by month", cell: ({ revenue }) => trend(revenue) },
      { heading: "Last month", cell: ({ revenue }) => format.amount(last(revenue)), isNumber: true },
      {
        heading: "Half have left after",
        cell: ({ half_life: half }) => (half === null ? "–" : `${format.mean(half)} months`),
        isNumber: true,
      },
    ],
    rows: segments,
  });
}

function trend(values: readonly number[]): Html {
  const points = trendPoints(values, 120, 26);
  const [x, y] = (points.at(-1) ?? "0,0").split(",");
  return markup`<svg class="trend" viewBox="0 0 120 26" width="120" height="26" aria-hidden="true">
    <polyline points="${points.join(" ")}" />
    <circle cx="${x}" cy="${y}" r="2.5" />
  </svg>`;
}

function last(values: readonly number[]): number {
  return values.at(-1) ?? 0;
}
