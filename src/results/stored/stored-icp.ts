import { QuintileError } from "../../errors.js";
import type { IcpResult } from "../icp.js";
import { isIcpResult } from "./icp-checks.js";
import { type RowOf, rowOf } from "./row-of.js";
import { StoredRow } from "./stored-row.js";

/** The patterns of a run's top performers as the store remembers them. */
export interface StoredIcp {
  /** The run whose customers were compared; each has one row, the latest. */
  readonly run: number;
  /** ISO 8601 in UTC: with T and Z when it is written, with a blank between date and time when it is read. */
  readonly created_at: string;
  /** The version of Quintile that found them. */
  readonly version: string;
  /** Where the attributes came from. */
  readonly attributes: string;
  /** What `quintile icp` was told, by input name, without the store; addresses are without passwords. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly result: IcpResult;
  /** Customers by attribute, value and cell code such as `555`, from which the patterns under any other model follow. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

/** The columns of `rfm_icp`: `patterns` is the result as `quintile icp --json` prints it. */
type IcpColumns = Omit<StoredIcp, "result"> & { readonly patterns: IcpResult };

/** A row of `rfm_icp`, where structures are JSON. */
export type IcpRow = RowOf<IcpColumns>;

/** Patterns as the row that a store keeps. */
export function writeIcp({ result, ...facts }: StoredIcp): IcpRow {
  return rowOf<IcpColumns>({ ...facts, patterns: result });
}

/**
 * The result that a row of `rfm_icp` holds; nothing reads the other columns but people and their tools.
 *
 * @param store the store as messages name it.
 * @throws QuintileError `BAD_FILE` where the column holds something else than {@link writeIcp} writes; `NO_SUCH_ICP` where an earlier
 *   version wrote it.
 */
export function readIcpResult(row: Readonly<Record<string, unknown>>, store: string): IcpResult {
  const command = "quintile icp --attributes FILE";
  const stored = new StoredRow(row, { store, table: "rfm_icp", key: "run", command });
  if (isOfEarlierVersion(stored.text("patterns"))) {
    throw new QuintileError(
      "NO_SUCH_ICP",
      `${store} holds patterns of an earlier version of Quintile, which did not say what the figures carry.`,
      { hint: `Find them anew: ${command}.` },
    );
  }
  return stored.json("patterns", isIcpResult, "patterns of top performers");
}

/** True of JSON with tiers, and without what they rest on. */
function isOfEarlierVersion(patterns: string): boolean {
  return /^\{.*"tiers":\{/s.test(patterns) && !patterns.includes('"unsupported":[');
}
