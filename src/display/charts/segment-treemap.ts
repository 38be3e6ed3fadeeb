import type { EChartsCoreOption } from "echarts/core";
import type { SegmentGroup } from "../../model/segment-model.js";
import type { DisplayFormat } from "../display-format.js";
import type { ChartTheme } from "./theme.js";

/** What a treemap of segments is about. */
export type TreemapMeasure = "customers" | "revenue";

/** A segment as a tile. */
export interface TreemapSegment {
  readonly segment: string;
  readonly group: SegmentGroup;
  readonly customers: number;
  readonly revenue: number;
}

/** The segments that have an area: neither empty nor at a loss. */
export function drawnSegments<T extends TreemapSegment>(segments: readonly T[], measure: TreemapMeasure): T[] {
  return segments.filter((segment) => segment[measure] > 0);
}

/** A treemap of segments, coloured by group; each tile says its name and its share of what is drawn. */
export function segmentTreemap(
  segments: readonly TreemapSegment[],
  measure: TreemapMeasure,
  theme: ChartTheme,
  format: DisplayFormat,
): EChartsCoreOption {
  const drawn = drawnSegments(segments, measure);
  const all = drawn.reduce((sum, segment) => sum + segment[measure], 0);
  return {
    animation: false,
    series: [
      {
        type: "treemap",
        silent: true,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        left: 0,
        top: 0,
        right: 0,
        bottom: 0,
        squareRatio: 1.2,
        itemStyle: { borderWidth: 0, gapWidth: 3, borderColor: theme.surface, color: theme.surface },
        label: { position: "insideTopLeft", padding: [8, 9], fontSize: 13, lineHeight: 18, fontFamily: theme.font },
        data: drawn.map((segment) => {
          const { fill, ink } = theme.groups[segment.group];
          return {
            name: segment.segment,
            value: segment[measure],
            itemStyle: { color: fill },
            label: { color: ink, ...tileLabel(segment, measure, segment[measure] / all, ink, theme, format) },
          };
        }),
      },
    ],
  };
}

function tileLabel(
  { segment, ...values }: TreemapSegment,
  measure: TreemapMeasure,
  share: number,
  ink: string,
  theme: ChartTheme,
  format: DisplayFormat,
): object {
  const value = measure === "customers" ? format.count(values.customers) : format.shortAmount(values.revenue);
  // A tile that is too small for a word would show a letter and dots.
  if (share < 0.02) return { show: false };
  return {
    overflow: "truncate",
    formatter:
      share < 0.05
        ? `{small|${plain(segment)}}`
        : `{name|${plain(segment)}}\n{value|${plain(share < 0.12 ? format.share(share) : `${format.share(share)} · ${value}`)}}`,
    rich: {
      name: { fontSize: 14, fontWeight: 600, color: ink, fontFamily: theme.font, lineHeight: 20 },
      value: { fontSize: 12, color: ink, fontFamily: theme.font, lineHeight: 18 },
      small: { fontSize: 12, color: ink, fontFamily: theme.font, lineHeight: 16 },
    },
  };
}

/** Without the marks of the label's own grammar. */
function plain(text: string): string {
  return text.replaceAll(/[{}|]/g, " ");
}
