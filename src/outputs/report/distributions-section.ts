import type { Bin } from "../../model/bins.js";
import { customersWithScore } from "../../model/cube.js";
import { type Dimension, DIMENSIONS, type Score, SCORES } from "../../model/score.js";
import { histogramOfMetric } from "../../display/charts/histogram-of-metric.js";
import { cutpointPosition, hasOpenEnd, hasOpenStart, metricHistogram } from "../../display/charts/metric-histogram.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { METRICS } from "../../display/metric-names.js";
import { scoreRange } from "../../display/score-ranges.js";
import { writeCutpoint } from "../../display/write-cutpoint.js";
import { CSS_THEME } from "./css-theme.js";
import { renderDataTable } from "./data-table.js";
import { type Html, markup } from "./html.js";
import { renderChart } from "./render-chart.js";
import type { ReportData } from "./report-data.js";

/** How the customers spread over the three metrics, with the cutpoints, and what each score means. */
export function renderDistributions(data: ReportData, format: DisplayFormat): Html {
  return markup`<section id="distributions">
    <h2>Distributions and cutpoints</h2>
    <p>
      How many customers have which value. The dashed lines are the cutpoints between the scores, which stand above
      their stretches: 5 is always best. A wider range at an end is one bar.
    </p>
    <div class="charts three">${DIMENSIONS.map((dimension) => renderDistribution(dimension, data, format))}</div>
    ${renderDataTable({
      caption: "What each score means, and how many customers have it",
      columns: [
        { heading: "Score", cell: (score) => String(score), isHeading: true },
        ...DIMENSIONS.flatMap((dimension) => [
          {
            heading: METRICS[dimension].name,
            cell: (score: Score) =>
              scoreRange(dimension, score, data.run.cutpoints[dimension], data.run.scoring, format) ?? "unused",
          },
          {
            heading: "Customers",
            isNumber: true,
            cell: (score: Score) => format.count(customersWithScore(data.cube, dimension, score)),
          },
        ]),
      ],
      rows: SCORES.toReversed(),
    })}
  </section>`;
}

function renderDistribution(dimension: Dimension, data: ReportData, format: DisplayFormat): Html {
  const { title, name } = METRICS[dimension];
  const histogram = histogramOfMetric(dimension, data, format);
  const hidden = histogram.cutpoints.filter((cutpoint) => cutpointPosition(histogram, cutpoint) === undefined);
  const cutpointText = (cutpoint: number): string => writeCutpoint(dimension, cutpoint, format);
  const write = dimension === "monetary" ? format.amount : format.count;
  return markup`<figure>
    <figcaption><h3>${title}</h3></figcaption>
    ${renderChart({
      name: dimension,
      option: metricHistogram(histogram, CSS_THEME, format),
      width: 330,
      height: 250,
      alternative: `Histogram of customers by ${name.toLowerCase()}, with cutpoints at ${histogram.cutpoints.map(cutpointText).join(", ")}. The table below says what each score means.`,
    })}
    <p class="note">
      ${tails(histogram.bins, write)}${hidden.length === 0 ? null : ` Beyond the picture: ${[...new Set(hidden)].map(cutpointText).join(", ")}.`}
    </p>
  </figure>`;
}

/** Says what the bars at the open ends hold. */
function tails(bins: readonly Bin[], write: (value: number) => string): string {
  const [first, last] = [bins[0], bins.at(-1)];
  const start =
    first !== undefined && hasOpenStart(bins) ? `First bar: ${write(first.from)} to ${write(first.to)}.` : "";
  const end = last !== undefined && hasOpenEnd(bins) ? `Last bar: ${write(last.from)} to ${write(last.to)}.` : "";
  return [start, end].filter(Boolean).join(" ");
}
