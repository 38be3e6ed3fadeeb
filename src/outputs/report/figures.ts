import { headlineFigures } from "../../model/headline-figures.js";
import type { DisplayFormat } from "../display-format.js";
import { html, type Html } from "./html.js";
import type { ReportData } from "./report-data.js";

/** The few figures that stand above everything else. */
export function renderFigures(data: ReportData, format: DisplayFormat): Html {
  const figures = headlineFigures(data.model, data.cube);
  const { top, at_risk: atRisk } = figures;
  const tiles = [
    tile("Customers", format.count(figures.customers), `${format.counted(data.run.sales, "sale")} used`),
    tile("Revenue", format.shortAmount(figures.revenue), format.amount(figures.revenue)),
    tile(
      "Average order value",
      format.amount(figures.average_order_value),
      format.counted(figures.purchases, "purchase"),
    ),
    tile(
      "Per customer",
      format.amount(figures.average_monetary),
      figures.average_frequency === null ? "" : `${format.mean(figures.average_frequency)} purchases on average`,
    ),
    ...(top === null
      ? []
      : [
          tile(
            "Top segments",
            share(top.share_revenue, "of revenue", format),
            `from ${share(top.share_customers, "of customers", format)}`,
          ),
        ]),
    ...(atRisk === null
      ? []
      : [
          tile(
            "At risk",
            share(atRisk.share_customers, "of customers", format),
            share(atRisk.share_revenue, "of revenue", format),
          ),
        ]),
  ];
  return html`<dl class="figures">${tiles}</dl>`;
}

function tile(name: string, value: string, beside: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd class="value">${value}</dd>
    <dd class="beside">${beside}</dd>
  </div>`;
}

function share(value: number | null, of: string, format: DisplayFormat): string {
  return value === null ? "no share of a revenue below zero" : `${format.share(value)} ${of}`;
}
