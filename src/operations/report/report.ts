import type { reportInputs } from "./operation.js";
import { checkDisplay } from "../inputs/display-inputs.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { keptIcpIfAny } from "../icp-show/icp-show.js";
import { withStore } from "../store/open-store.js";
import { readOverview } from "../overview/overview.js";
import { movementOperation } from "../movement/operation.js";
import { writeText } from "../../engines/files/write-text.js";
import type { ReportedMovement } from "../../outputs/report/movement-section.js";
import { QuintileError } from "../../errors.js";
import type { ReportResult } from "../../results/report.js";

/** Writes a store's last run as one page. */
export async function writeReport(
  { to: file, title, currency, locale, withoutMovement, ...place }: ValuesOf<typeof reportInputs>,
  context: Context,
): Promise<ReportResult> {
  const display = checkDisplay({ currency, locale });
  const { overview, icp } = await withStore(place, context, async (store) => ({
    overview: await readOverview(store, display),
    icp: await keptIcpIfAny(store),
  }));
  const movement = withoutMovement ? undefined : await movementOf(overview.run.run, place, context);
  const { renderReport } = await import("../../outputs/report/render-report.js");
  const page = renderReport({ ...overview, title, icp, movement });
  await writeText(file, page);
  const { run, customers } = overview.run;
  return { file, bytes: Buffer.byteLength(page), store: overview.store, run, customers };
}

/** The twelve months before the run's snapshot; where its sales cannot be read any more, the report does without and says so. */
async function movementOf(
  run: number,
  place: Pick<ValuesOf<typeof reportInputs>, "store" | "schema">,
  { signal, progress }: Context,
): Promise<ReportedMovement> {
  try {
    const found = await movementOperation.run(
      { ...place, every: "month", periods: 12, onlyShow: true },
      { signal, progress },
    );
    if (found.run === run) return found;
    return { unknown: "another run was published meanwhile." };
  } catch (error) {
    if (!(error instanceof QuintileError) || error.kind === "cancelled") throw error;
    progress?.note(`Without movement: ${error.message}`);
    return { unknown: error.message };
  }
}
