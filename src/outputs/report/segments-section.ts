import { averageOrderValue } from "../../model/summarize-segments.js";
import type { SegmentGroup } from "../../model/segment-model.js";
import { segmentInfo } from "../../model/segment-info.js";
import type { SegmentSummary } from "../../model/summarize-segments.js";
import {
  drawnSegments,
  segmentTreemap,
  type TreemapMeasure,
  type TreemapSegment,
} from "../../display/charts/segment-treemap.js";
import { GROUP_NAMES } from "../../display/charts/theme.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { CSS_THEME } from "./css-theme.js";
import { type Html, markup } from "./html.js";
import { renderChart } from "./render-chart.js";
import { type PageColumn, renderDataTable } from "./data-table.js";
import type { ReportData } from "./report-data.js";

type Tile = SegmentSummary & TreemapSegment;

/** Treemaps of the segments by customers and by revenue, and their table. */
export function renderSegmentsSection(data: ReportData, format: DisplayFormat): Html {
  const tiles = data.segments.map((summary): Tile => {
    return { ...summary, group: segmentInfo(data.model, summary.segment)?.group ?? "none" };
  });
  return markup`<section id="segments">
    <h2>Segments</h2>
    <p class="legend">${legend(tiles)}</p>
    <div class="charts two">${treemap(tiles, "customers", format)}${treemap(tiles, "revenue", format)}</div>
    ${renderDataTable({
      caption: "Segments, with what to do about each",
      columns: segmentColumns(format),
      rows: tiles,
    })}
  </section>`;
}

function legend(tiles: readonly Tile[]): Html[] {
  const groups = (Object.keys(GROUP_NAMES) as SegmentGroup[]).filter((group) =>
    tiles.some((tile) => tile.group === group),
  );
  return groups.map(
    (group) => markup`<span class="key"><i class="swatch fill-${group}"></i>${GROUP_NAMES[group]}</span>`,
  );
}

function treemap(tiles: readonly Tile[], measure: TreemapMeasure, format: DisplayFormat): Html {
  const drawn = drawnSegments(tiles, measure);
  const left = tiles.filter((tile) => tile.customers > 0 && !drawn.includes(tile));
  const shares = drawn.map((tile) => `${tile.segment} ${format.share(shareOf(tile, measure))}`);
  const note =
    left.length === 0
      ? null
      : markup` Without area, since they add up to no revenue: ${left.map(({ segment }) => segment).join(", ")}.`;
  const chart =
    drawn.length === 0
      ? markup`<p class="none">No segment has ${measure} above zero.</p>`
      : renderChart({
          name: `treemap-${measure}`,
          option: segmentTreemap(tiles, measure, CSS_THEME, format),
          width: 480,
          height: 330,
          alternative: `Treemap of segments by ${measure}: ${shares.join(", ")}.`,
        });
  return markup`<figure>
    <figcaption>
      <h3>By ${measure}</h3>
      ${note}
    </figcaption>
    ${chart}
  </figure>`;
}

function shareOf(tile: Tile, measure: TreemapMeasure): number {
  return measure === "customers" ? tile.share_customers : tile.share_revenue;
}

function segmentColumns(format: DisplayFormat): PageColumn<Tile>[] {
  return [
    {
      heading: "Segment",
      cell: ({ segment, group }) => markup`<i class="swatch fill-${group}"></i>${segment}`,
      isHeading: true,
    },
    { heading: "Customers", cell: ({ customers }) => format.count(customers), isNumber: true },
    { heading: "Of customers", cell: ({ share_customers }) => format.share(share_customers), isNumber: true },
    { heading: "Revenue", cell: ({ revenue }) => format.amount(revenue), isNumber: true },
    { heading: "Of revenue", cell: ({ share_revenue }) => format.share(share_revenue), isNumber: true },
    { heading: "Days since last", cell: ({ avg_recency }) => format.mean(avg_recency), isNumber: true },
    { heading: "Purchases", cell: ({ avg_frequency }) => format.mean(avg_frequency), isNumber: true },
    { heading: "Per customer", cell: ({ avg_monetary }) => format.amount(avg_monetary), isNumber: true },
    { heading: "Per order", cell: (tile) => format.amount(averageOrderValue(tile)), isNumber: true },
    { heading: "What to do", cell: ({ action }) => action },
  ];
}
