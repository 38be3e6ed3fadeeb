import type { EChartsCoreOption } from "echarts/core";
import type { DisplayFormat } from "../display-format.js";
import type { ChartTheme } from "./theme.js";

/** A value and how many times as common it is among the top performers; the interval is null where there is none. */
export interface Lift {
  readonly value: string;
  readonly lift: number;
  readonly lift_low: number | null;
  readonly lift_high: number | null;
}

/** What the chart library hands to a function that draws. */
interface Drawing {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

/** Lifts as dots with their intervals, first on top, beside a line at 1: as common as everywhere. */
export function liftChart(values: readonly Lift[], theme: ChartTheme, format: DisplayFormat): EChartsCoreOption {
  const largest = Math.max(2, ...values.map(({ lift }) => lift)) * 1.5;
  const within = (lift: number): number => Math.min(largest, Math.max(0, lift));
  const text = { fontFamily: theme.font, fontSize: 12 };
  const custom = { type: "custom", silent: true, animation: false, encode: { x: [0, 1, 2], y: 3 } };
  return {
    animation: false,
    grid: { left: 150, right: 14, top: 6, bottom: 40 },
    xAxis: {
      type: "value",
      min: 0,
      max: largest,
      name: "Lift",
      nameLocation: "middle",
      nameGap: 24,
      nameTextStyle: { ...text, color: theme.muted },
      axisLabel: { ...text, fontSize: 11, color: theme.muted, showMaxLabel: false, formatter: format.mean },
      axisLine: { show: true, lineStyle: { color: theme.line } },
      splitLine: { lineStyle: { color: theme.line, width: 0.5 } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: values.map(({ value }) => value),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, color: theme.ink, interval: 0, width: 136, overflow: "truncate" },
    },
    series: [
      {
        ...custom,
        data: [[1, 1, 1, 0]],
        renderItem: (_: unknown, api: Drawing) => {
          const [x, top] = api.coord([1, -0.5]);
          const [, bottom] = api.coord([1, values.length - 0.5]);
          return line([x, Math.min(top, bottom) - 13, x, Math.max(top, bottom) + 13], theme.muted, [4, 3]);
        },
      },
      {
        ...custom,
        data: values.map(({ lift, lift_low, lift_high }, index) => [
          within(lift_low ?? lift),
          within(lift),
          within(lift_high ?? lift),
          index,
        ]),
        renderItem: (_: unknown, api: Drawing) => {
          const at = (dimension: number): [number, number] => api.coord([api.value(dimension), api.value(3)]);
          const [[low, y], [middle], [high]] = [at(0), at(1), at(2)];
          return {
            type: "group",
            children: [
              line([low, y, high, y], theme.accent),
              { type: "circle", shape: { cx: middle, cy: y, r: 4 }, style: { fill: theme.accent } },
            ],
          };
        },
      },
    ],
  };
}

function line(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  stroke: string,
  lineDash?: number[],
): object {
  return {
    type: "line",
    shape: { x1, y1, x2, y2 },
    style: { stroke, lineWidth: 2, ...(lineDash && { lineDash, lineWidth: 1 }) },
  };
}
