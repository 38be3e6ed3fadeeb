import type { IcpResult } from "../../results/icp.js";
import type { Overview } from "../../results/overview.js";
import type { ReportedMovement } from "./movement-section.js";

/** What a report shows. It holds no customer. */
export interface ReportData extends Overview {
  /** Stands above everything. Default: "Customer segments". */
  readonly title?: string | undefined;
  /** Who moved in the months before; undefined where that was not asked for. */
  readonly movement?: ReportedMovement | undefined;
  /** What sets the top performers apart, where the store knows. */
  readonly icp?: IcpResult | undefined;
}
