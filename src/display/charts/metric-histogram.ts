import type { EChartsCoreOption } from "echarts/core";
import type { Bin } from "../../model/bins.js";
import type { BoundsRule } from "../../model/cutpoints.js";
import type { DisplayFormat } from "../display-format.js";
import type { ChartTheme } from "./theme.js";

/** A metric's distribution with the cutpoints between its scores. */
export interface Histogram {
  readonly bins: readonly Bin[];
  /** Four, ascending. */
  readonly cutpoints: readonly number[];
  readonly rule: Required<BoundsRule>;
  /** Days and purchases: a whole number fills the stretch up to the next one. */
  readonly isWhole: boolean;
  /** What the values are, for the axis. */
  readonly name: string;
  /** Writes an edge of a bin. */
  readonly formatEdge: (edge: number) => string;
}

/** A stretch of the axis, in bins from its start, whose customers have one score. */
interface Band {
  readonly score: number;
  readonly from: number;
  readonly to: number;
}

/** What the chart library hands to a function that draws. */
interface Drawing {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

const LABELS = 5;

/** Bars of customers per bin, as wide as one another, over the bands of the five scores with a line at each cutpoint. */
export function metricHistogram(histogram: Histogram, theme: ChartTheme, format: DisplayFormat): EChartsCoreOption {
  const { bins, name } = histogram;
  const highest = Math.max(1, ...bins.map(({ customers }) => customers));
  const bands = scoreBands(histogram);
  const text = { fontFamily: theme.font, fontSize: 11 };
  const custom = { type: "custom", silent: true, animation: false, encode: { x: [0, 1], y: 2 } };
  return {
    animation: false,
    grid: { left: 46, right: 8, top: 22, bottom: 42 },
    xAxis: {
      type: "value",
      min: 0,
      max: Math.max(1, bins.length),
      name,
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: { ...text, fontSize: 12, color: theme.muted },
      axisLine: { show: true, lineStyle: { color: theme.line } },
      axisTick: { show: true, customValues: labelledEdges(bins), lineStyle: { color: theme.line } },
      splitLine: { show: false },
      axisLabel: {
        ...text,
        color: theme.muted,
        hideOverlap: true,
        customValues: labelledEdges(bins),
        formatter: (edge: number) => edgeLabel(histogram, edge),
      },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: highest,
      splitNumber: 3,
      minInterval: 1,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: theme.line, width: 0.5 } },
      axisLabel: {
        ...text,
        color: theme.muted,
        showMaxLabel: false,
        formatter: (count: number) => format.count(count),
      },
    },
    series: [
      {
        ...custom,
        z: 0,
        data: bands.map((band) => [band.from, band.to, highest, band.score]),
        renderItem: (_: unknown, api: Drawing) => drawBand(api, theme),
      },
      {
        ...custom,
        z: 2,
        data: bins.map(({ customers }, index) => [index, index + 1, customers]),
        renderItem: (_: unknown, api: Drawing) => {
          const { x, y, width, height } = stretch(api);
          const gap = Math.min(1, width / 6);
          return {
            type: "rect",
            shape: { x: x + gap / 2, y, width: width - gap, height },
            style: { fill: theme.accent },
          };
        },
      },
      {
        ...custom,
        z: 3,
        data: bands.slice(0, -1).map(({ to }) => [to, to, highest]),
        renderItem: (_: unknown, api: Drawing) => {
          const { x, y, height } = stretch(api);
          return {
            type: "line",
            shape: { x1: x, y1: y, x2: x, y2: y + height },
            style: { stroke: theme.ink, lineWidth: 1.25, lineDash: [4, 3] },
          };
        },
      },
    ],
  };
}

/** Where a cutpoint stands, in bins from the start; undefined where the bins do not reach it. */
export function cutpointPosition({ bins, rule, isWhole }: Histogram, cutpoint: number): number | undefined {
  // A whole number that is still below the cutpoint fills the stretch up to the next one.
  const value = !isWhole ? cutpoint : rule.bounds === "above" ? Math.floor(cutpoint) + 1 : Math.ceil(cutpoint);
  const index = bins.findIndex(({ from, to }) => value >= from && value < to);
  const bin = bins[index];
  if (bin !== undefined) return index + (value - bin.from) / (bin.to - bin.from);
  return value === bins.at(-1)?.to ? bins.length : undefined;
}

/** The scores that a customer can have and whose range is in the picture, from left to right. */
function scoreBands(histogram: Histogram): Band[] {
  const { bins, cutpoints, rule } = histogram;
  const first = bins[0]?.from ?? 0;
  const edges = cutpoints.map(
    (cutpoint) => cutpointPosition(histogram, cutpoint) ?? (cutpoint < first ? 0 : bins.length),
  );
  return [0, ...edges]
    .map((from, index) => ({
      score: rule.best === "low" ? 5 - index : index + 1,
      from,
      to: edges[index] ?? bins.length,
    }))
    .filter(({ from, to }) => to > from);
}

function stretch(api: Drawing): { x: number; y: number; width: number; height: number } {
  const [x, y] = api.coord([api.value(0), api.value(2)]);
  const [right, bottom] = api.coord([api.value(1), 0]);
  return { x, y, width: right - x, height: bottom - y };
}

function drawBand(api: Drawing, theme: ChartTheme): object {
  const { x, y, width, height } = stretch(api);
  const score = api.value(3);
  const shade = { type: "rect", shape: { x, y, width, height }, style: { fill: theme.band } };
  const label = {
    type: "text",
    style: {
      text: String(score),
      x: x + width / 2,
      y: y - 5,
      align: "center",
      verticalAlign: "bottom",
      fill: theme.ink,
      font: `600 11px ${theme.font}`,
    },
  };
  return { type: "group", children: [...(score % 2 === 1 ? [shade] : []), ...(width >= 6 ? [label] : [])] };
}

/** Edges with a label, in bins from the start: some between the open ends, evenly apart, and that of the open end. */
function labelledEdges(bins: readonly Bin[]): number[] {
  const step = Math.max(1, Math.ceil(bins.length / LABELS));
  const first = hasOpenStart(bins) ? 1 : 0;
  const last = hasOpenEnd(bins) ? bins.length - 1 : bins.length;
  const edges = [];
  for (let edge = first; edge <= last; edge += step) edges.push(edge);
  return edges;
}

function edgeLabel({ bins, formatEdge }: Histogram, edge: number): string {
  const bin = bins[edge];
  return formatEdge(bin === undefined ? (bins.at(-1)?.to ?? 0) : bin.from);
}

/** An end is open where its bin is wider than the others: it holds a whole tail. */
export function hasOpenEnd(bins: readonly Bin[]): boolean {
  return isWider(bins.at(-1), bins.at(-2));
}

/** See {@link hasOpenEnd}. */
export function hasOpenStart(bins: readonly Bin[]): boolean {
  return isWider(bins[0], bins[1]);
}

function isWider(bin: Bin | undefined, neighbour: Bin | undefined): boolean {
  if (bin === undefined || neighbour === undefined) return false;
  return bin.to - bin.from > (neighbour.to - neighbour.from) * 1.001;
}
