import { CustomChart, SankeyChart, TreemapChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([CustomChart, SankeyChart, TreemapChart, GridComponent, CanvasRenderer]);

/** An empty chart that fills an element. Loaded with the library, when the first chart is shown. */
export function openChart(frame: HTMLElement): EChartsType {
  return init(frame, null, { renderer: "canvas" });
}
