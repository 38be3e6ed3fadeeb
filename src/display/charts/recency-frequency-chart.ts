import type { EChartsCoreOption } from "echarts/core";
import type { GridCell } from "../../model/recency-frequency.js";
import { SCORES } from "../../model/score.js";
import type { DisplayFormat } from "../display-format.js";
import type { ChartTheme } from "./theme.js";

/** A step of the colour ramp: the cells whose mean amount lies from `from` to `to`, both included. */
export interface RampStep {
  /** 0 to 4. */
  readonly step: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Parts the cells that have customers into up to five steps of as many cells each, by mean amount ascending; equal means
 * share a step. Steps of equal width would give one cell the whole ramp, since amounts are skewed.
 */
export function rampSteps(cells: readonly GridCell[]): RampStep[] {
  const means = cells.flatMap(({ mean }) => (mean === null ? [] : [mean])).toSorted((a, b) => a - b);
  const stepOf = (mean: number): number => Math.floor((means.indexOf(mean) * 5) / means.length);
  return [0, 1, 2, 3, 4].flatMap((step) => {
    const some = means.filter((mean) => stepOf(mean) === step);
    const [from, to] = [some[0], some.at(-1)];
    return from === undefined || to === undefined ? [] : [{ step, from, to }];
  });
}

/** What stands beside the scores of an axis, such as the days a recency score spans. */
export type ScoreLabels = Readonly<Record<1 | 2 | 3 | 4 | 5, string>>;

/** Recency by frequency, 5 by 5: the colour is the mean amount, and each cell says it with its customers. */
export function recencyFrequencyChart(
  cells: readonly GridCell[],
  labels: { readonly recency: ScoreLabels; readonly frequency: ScoreLabels },
  theme: ChartTheme,
  format: DisplayFormat,
): EChartsCoreOption {
  const steps = rampSteps(cells);
  const axis = {
    type: "category",
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    nameTextStyle: { color: theme.muted, fontFamily: theme.font, fontSize: 12 },
    nameLocation: "middle",
  };
  const axisLabel = (texts: ScoreLabels): object => ({
    interval: 0,
    lineHeight: 15,
    formatter: (score: string) => `{score|${score}}\n{range|${texts[Number(score) as 1]}}`,
    rich: {
      score: { color: theme.ink, fontFamily: theme.font, fontSize: 13, fontWeight: 600 },
      range: { color: theme.muted, fontFamily: theme.font, fontSize: 11 },
    },
  });
  return {
    animation: false,
    grid: { left: 78, right: 2, top: 4, bottom: 58 },
    xAxis: {
      ...axis,
      data: SCORES.map(String),
      name: "Frequency score · purchases",
      nameGap: 40,
      axisLabel: axisLabel(labels.frequency),
    },
    yAxis: {
      ...axis,
      data: SCORES.map(String),
      name: "Recency score · days",
      nameGap: 62,
      axisLabel: { ...axisLabel(labels.recency), align: "right" },
    },
    series: [
      {
        type: "custom",
        silent: true,
        encode: { x: 0, y: 1 },
        data: cells.map((cell) => [cell.F - 1, cell.R - 1]),
        renderItem: ({ dataIndex }: { readonly dataIndex: number }, api: CellDrawing) => {
          const cell = cells[dataIndex] as GridCell;
          const [x, y] = api.coord([cell.F - 1, cell.R - 1]);
          const [width, height] = api.size([1, 1]);
          const { fill, ink } = fillOf(cell, steps, theme);
          const word = (text: string, above: number, font: string): object => ({
            type: "text",
            style: { text, x, y: y - above, align: "center", verticalAlign: "middle", fill: ink, font },
          });
          const tile = { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 3 };
          const words =
            cell.mean === null
              ? [word("–", 0, `13px ${theme.font}`)]
              : [
                  word(format.shortAmount(cell.mean), 8, `600 12px ${theme.font}`),
                  word(format.count(cell.customers), -9, `11px ${theme.font}`),
                ];
          return { type: "group", children: [{ type: "rect", shape: tile, style: { fill } }, ...words] };
        },
      },
    ],
  };
}

/** What the chart library hands to the function that draws a cell. */
interface CellDrawing {
  coord(point: readonly [number, number]): [number, number];
  size(extent: readonly [number, number]): [number, number];
}

function fillOf({ mean }: GridCell, steps: readonly RampStep[], theme: ChartTheme): { fill: string; ink: string } {
  const step = mean === null ? undefined : steps.find(({ from, to }) => mean >= from && mean <= to);
  return step === undefined ? theme.empty : (theme.ramp[step.step] ?? theme.empty);
}
