import type { EChartsCoreOption } from "echarts/core";
import type { MovementMatrix } from "../../model/movement/movement-matrix.js";
import { segmentInfo } from "../../model/segment-info.js";
import type { SegmentModel } from "../../model/segment-model.js";
import type { ChartTheme } from "./theme.js";

/** Below so many pixels a name and its number stand on a line each. */
const ROOM_FOR_ONE_LINE = 140;

/** A way between two moments, as its band in the chart knows it; null is absent. */
export interface SankeyWay {
  readonly from_segment: string | null;
  readonly to_segment: string | null;
}

/** How customers without a purchase are called: on the left they are new at the second moment, on the right they have none any more. */
const ABSENT = { before: "New", after: "No purchase" } as const;

/**
 * A Sankey chart of all customers of two moments: segments before on the left, after on the right, both in the listing order of the
 * model, and bands as wide as the customers who went that way. Who stayed is paler than who moved. The data of each band has a
 * {@link SankeyWay} as `way`.
 *
 * @param space pixels beside the chart for the names of the segments; longer names are cut.
 */
export function movementSankey(
  model: SegmentModel,
  { segments, customers, before, after }: MovementMatrix,
  theme: ChartTheme,
  format: { count(value: number): string },
  space: number,
): EChartsCoreOption {
  const nodesOf = (side: "before" | "after", sizes: readonly number[]): object[] =>
    segments.flatMap((segment, index) => {
      const size = sizes[index] ?? 0;
      if (size === 0) return [];
      return {
        id: `${side} ${index}`,
        name: segment ?? ABSENT[side],
        value: size,
        depth: side === "before" ? 0 : 1,
        itemStyle: { color: colourOf(model, segment, theme) },
        label: { position: side === "before" ? "left" : "right" },
      };
    });
  const links = customers.flatMap((row, from) =>
    row.flatMap((count, to) =>
      count === 0
        ? []
        : {
            source: `before ${from}`,
            target: `after ${to}`,
            value: count,
            way: { from_segment: segments[from] ?? null, to_segment: segments[to] ?? null } satisfies SankeyWay,
            lineStyle: { opacity: from === to ? 0.18 : 0.5, color: colourOf(model, segments[from] ?? null, theme) },
          },
    ),
  );
  return {
    animation: false,
    series: [
      {
        type: "sankey",
        left: space,
        right: space,
        top: 8,
        bottom: 8,
        nodeWidth: 14,
        nodeGap: 10,
        layoutIterations: 0, // keeps the order of the model
        draggable: false,
        emphasis: { focus: "none", lineStyle: { opacity: 0.75 } },
        itemStyle: { borderWidth: 0 },
        lineStyle: { curveness: 0.5 },
        label: {
          color: theme.ink,
          fontFamily: theme.font,
          fontSize: 12,
          width: space - 12,
          overflow: "truncate",
          formatter: ({ name, value }: { name: string; value: number }) =>
            `${name}${space < ROOM_FOR_ONE_LINE ? "\n" : "  "}${format.count(value)}`,
        },
        data: [...nodesOf("before", before), ...nodesOf("after", after)],
        links,
      },
    ],
  };
}

function colourOf(model: SegmentModel, segment: string | null, theme: ChartTheme): string {
  if (segment === null) return theme.line;
  return theme.groups[segmentInfo(model, segment)?.group ?? "none"].fill;
}
