import type { reportInputs } from "./operation.js";
import { checkDisplay } from "../inputs/display-inputs.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { keptIcpIfAny } from "../icp-show/icp-show.js";
import { withStore } from "../store/open-store.js";
import { readOverview } from "../overview/overview.js";
import { writeText } from "../../engines/files/write-text.js";
import type { ReportResult } from "../../results/report.js";

/** Writes a store's last run as one page. */
export async function writeReport(
  { to: file, title, currency, locale, ...place }: ValuesOf<typeof reportInputs>,
  context: Context,
): Promise<ReportResult> {
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
}
