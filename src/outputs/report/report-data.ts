import type { IcpResult } from "../../results/icp.js";
import type { Overview } from "../../results/overview.js";

/** What a report shows. It holds no customer. */
export interface ReportData extends Overview {
  /** Stands above everything. Default: "Customer segments". */
  readonly title?: string | undefined;
  /** What sets the top performers apart, where the store knows. */
  readonly icp?: IcpResult | undefined;
}
