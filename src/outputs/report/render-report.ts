import { createHash } from "node:crypto";
import { displayFormat } from "../../display/display-format.js";
import { renderDistributions } from "./distributions-section.js";
import { renderFigures } from "./figures.js";
import { renderGrid } from "./grid-section.js";
import { trusted, markup } from "./html.js";
import { renderIcpSection } from "./icp-section.js";
import { renderMethod } from "./method-section.js";
import { renderMovementSection } from "./movement-section.js";
import type { ReportData } from "./report-data.js";
import { renderSegmentsSection } from "./segments-section.js";
import { STYLES } from "./styles.js";

/**
 * A report as one HTML page that needs nothing else: no network, no script, and a policy that allows neither. The same data
 * give the same text, byte for byte.
 */
export function renderReport(data: ReportData): string {
  const format = displayFormat(data.currency, data.locale);
  const title = data.title ?? "Customer segments";
  const { run } = data;
  const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLES).digest("base64")}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trusted(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>${trusted(STYLES)}</style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p>
            As of ${run.snapshot} · ${format.counted(run.customers, "customer")} from
            ${format.counted(run.sales, "sale")} in ${run.source}
          </p>
        </header>
        <main>
          ${renderFigures(data, format)} ${renderSegmentsSection(data, format)} ${renderGrid(data, format)}
          ${data.movement === undefined ? null : renderMovementSection(data.model, data.movement, format)}
          ${renderDistributions(data, format)} ${data.icp === undefined ? null : renderIcpSection(data.icp, format)}
          ${renderMethod(data, format)}
        </main>
        <footer>
          <p>Run ${run.run} of ${data.store}, by Quintile ${run.version}. This page holds totals only, no customer.</p>
        </footer>
      </body>
    </html>
`.text;
}
