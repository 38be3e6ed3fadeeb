import { recencyFrequencyGrid } from "../../model/recency-frequency.js";
import { type Dimension, SCORES } from "../../model/score.js";
import { rampSteps, recencyFrequencyChart, type ScoreLabels } from "../../display/charts/recency-frequency-chart.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { scoreRange } from "../../display/score-ranges.js";
import { CSS_THEME } from "./css-theme.js";
import { renderDataTable } from "./data-table.js";
import { type Html, markup } from "./html.js";
import { renderChart } from "./render-chart.js";
import type { ReportData } from "./report-data.js";

/** The 5 × 5 grid of recency and frequency, coloured by mean monetary, and the same as a table. */
export function renderGrid(data: ReportData, format: DisplayFormat): Html {
  const cells = recencyFrequencyGrid(data.cube);
  const steps = rampSteps(cells);
  const best = cells.reduce((a, b) => ((b.mean ?? -Infinity) > (a.mean ?? -Infinity) ? b : a));
  const alternative = `Mean amount per customer by recency score and frequency score. It is highest, ${format.amount(best.mean)}, at recency ${best.R} and frequency ${best.F}. The table below has all 25 cells.`;
  const key = steps.map(({ step, from, to }) => {
    const range = from === to ? format.shortAmount(from) : `${format.shortAmount(from)} – ${format.shortAmount(to)}`;
    return markup`<span class="key"><i class="swatch ramp-${step}"></i>${range}</span>`;
  });
  return markup`<section id="grid">
    <h2>Recency and frequency</h2>
    <div class="aside">
      <div>
        <p>
          Each cell holds the customers with one recency score and one frequency score: how much they have spent on
          average, which is the colour, and how many they are. The best are at the top right.
        </p>
        <p class="legend">Mean amount per customer</p>
        <p class="legend column">${key}</p>
      </div>
      <figure>
        ${renderChart({
          name: "grid",
          option: recencyFrequencyChart(
            cells,
            { recency: labels("recency", data, format), frequency: labels("frequency", data, format) },
            CSS_THEME,
            format,
          ),
          width: 440,
          height: 350,
          alternative,
        })}
      </figure>
    </div>
    <details>
      <summary>The grid as a table</summary>
      ${renderDataTable({
        caption: "Customers and mean amount by recency and frequency score",
        columns: [
          { heading: "Recency score", cell: (R) => String(R), isHeading: true },
          ...SCORES.map((F) => ({
            heading: `Frequency ${F}`,
            isNumber: true,
            cell: (R: number) => {
              const cell = cells.find((each) => each.R === R && each.F === F);
              if (cell === undefined || cell.mean === null) return "–";
              return markup`${format.amount(cell.mean)}<br /><small>${format.count(cell.customers)}</small>`;
            },
          })),
        ],
        rows: SCORES.toReversed(),
      })}
    </details>
  </section>`;
}

/** In the few characters that an axis has room for. */
function labels(dimension: Dimension, { run }: ReportData, format: DisplayFormat): ScoreLabels {
  const label = (score: 1 | 2 | 3 | 4 | 5): string =>
    (scoreRange(dimension, score, run.cutpoints[dimension], run.scoring, format) ?? "unused")
      .replace(/^up to /, "≤ ")
      .replace(/^(.*) or more$/, "≥ $1");
  return { 1: label(1), 2: label(2), 3: label(3), 4: label(4), 5: label(5) };
}
