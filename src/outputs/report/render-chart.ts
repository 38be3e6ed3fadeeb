import { CustomChart, SankeyChart, TreemapChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type Html, trusted, markup } from "./html.js";

use([TreemapChart, CustomChart, SankeyChart, GridComponent, SVGRenderer]);

/** A chart as part of a page. */
export interface PlacedChart {
  /** Distinguishes the chart from the others of the page. */
  readonly name: string;
  readonly option: EChartsCoreOption;
  /** In pixels; the page scales it. */
  readonly width: number;
  readonly height: number;
  /** The picture in words, for readers who cannot see it. */
  readonly alternative: string;
}

/** Draws a chart as SVG that stands in a page by itself: no script, no style of its own, the same text every time. */
export function renderChart({ name, option, width, height, alternative }: PlacedChart): Html {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    const drawn = trusted(innerSvg(chart.renderToSVGString(), name));
    return markup`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${alternative}">
      ${drawn}
    </svg>`;
  } finally {
    chart.dispose();
  }
}

/** Without the outer element and the library's marks; what is counted over all charts of a process gets the chart's name. */
function innerSvg(svg: string, name: string): string {
  return svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replaceAll(/<style[\s\S]*?<\/style>/g, "")
    .replaceAll(/<[^>]*>/g, (tag) => plainTag(tag, name))
    .replaceAll(/>\s+</g, "><")
    .trim();
}

function plainTag(tag: string, name: string): string {
  return tag
    .replaceAll(/ (?:ecmeta_[a-z_]+|class|xml:space|data-z-ignore)="[^"]*"/g, "")
    .replaceAll(/\bzr\d+-/g, `${name}-`)
    .replaceAll(/ style="([^"]*)"/g, (_, style: string) => attributesOf(style))
    .replaceAll(/-?\d+\.\d{3,}(?:e-\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100));
}

/** A strict policy allows no styles on elements, but SVG has attributes of the same names. */
function attributesOf(style: string): string {
  const shorthand = /^\s*font:\s*(?:normal\s+)*(?:(\d+)\s+)?([\d.]+px)\s+(.*?);?\s*$/.exec(style);
  const parts =
    shorthand === null
      ? style.split(";").filter((part) => part.includes(":"))
      : [`font-weight:${shorthand[1] ?? "400"}`, `font-size:${shorthand[2]}`];
  return parts
    .map((part) => part.split(":") as [string, string])
    .filter(([property]) => property.trim() !== "font-family") // the page's own
    .map(([property, value]) => ` ${property.trim()}="${value.trim()}"`)
    .join("");
}
