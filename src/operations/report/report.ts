import { checkDisplay, displayInputs } from "../inputs/display-inputs.js";
import { defineOperation } from "../operation.js";
import { keptIcpIfAny } from "../icp/icp-show.js";
import { storeInputs } from "../inputs/store-inputs.js";
import { withStore } from "../store/open-store.js";
import { readOverview } from "../overview/overview.js";
import { writeText } from "../../engines/files/write-text.js";
import type { ReportResult } from "../../results/report.js";

/** Writes a store's last run as one page. */
export const reportOperation = defineOperation({
  name: "report",
  summary: "Write the segments of a store as one HTML page to mail or print",
  description:
    "Writes what a store holds as one HTML page that needs no network: headline figures, treemaps of the segments, the grid of recency and frequency, distributions with their cutpoints, what to do, what sets top performers apart (where quintile icp was run), and how it was computed. It holds totals only, no customer.",
  inputs: {
    ...storeInputs,
    to: {
      type: "text",
      placeholder: "FILE",
      default: "report.html",
      holds: "path",
      description: "File to write; - is standard output",
    },
    title: { type: "text", placeholder: "TEXT", default: "Customer segments", description: "Title of the page" },
    ...displayInputs,
  },
  run: async ({ to: file, title, currency, locale, ...place }, context): Promise<ReportResult> => {
    const display = checkDisplay({ currency, locale });
    const { overview, icp } = await withStore(place, context, async (store) => ({
      overview: await readOverview(store, display),
      icp: await keptIcpIfAny(store),
    }));
    const { renderReport } = await import("../../outputs/report/render-report.js");
    const page = renderReport({ ...overview, title, icp });
    await writeText(file, page);
    const { run, customers } = overview.run;
    return { file, bytes: Buffer.byteLength(page), store: overview.store, run, customers };
  },
});
