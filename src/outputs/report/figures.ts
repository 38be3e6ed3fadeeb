import { type GroupShare, headlineFigures } from "../../model/headline-figures.js";
import type { DisplayFormat } from "../../display/display-format.js";
import { type Html, markup } from "./html.js";
import type { ReportData } from "./report-data.js";

/** The few figures that stand above everything else. */
export function renderFigures(data: ReportData, format: DisplayFormat): Html {
  const figures = headlineFigures(data.model, data.cube);
  const { top, at_risk: atRisk } = figures;
  const tiles = [
    tile("Customers", format.count(figures.customers), `from ${format.counted(data.run.sales, "sale")}`),
    tile("Revenue", format.shortAmount(figures.revenue), format.amount(figures.revenue)),
    tile(
      "Average order value",
      format.amount(figures.average_order_value),
      `over ${format.counted(figures.purchases, "purchase")}`,
    ),
    tile(
      "Per customer",
      format.amount(figures.average_monetary),
      figures.average_frequency === null ? "" : `${format.mean(figures.average_frequency)} purchases each`,
    ),
    ...(top === null ? [] : [groupTile("Top segments", top, format)]),
    ...(atRisk === null ? [] : [groupTile("At risk", atRisk, format)]),
  ];
  return markup`<dl class="figures">${tiles}</dl>`;
}

function tile(name: string, value: string, beside: string): Html {
  return markup`<div>
    <dt>${name}</dt>
    <dd class="value">${value}</dd>
    <dd class="beside">${beside}</dd>
  </div>`;
}

/** What a group brings in, or where a share of revenue would mean nothing, how many it is. */
function groupTile(name: string, { share_customers, share_revenue }: GroupShare, format: DisplayFormat): Html {
  return share_revenue === null
    ? tile(name, format.share(share_customers), "of customers")
    : tile(name, format.share(share_revenue), `of revenue, from ${format.share(share_customers)} of customers`);
}
