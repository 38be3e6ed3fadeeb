import type { Qualification, UNKNOWN_TIER } from "../model/icp/qualify.js";
import type { TierName } from "../model/icp/tiers.js";

/** What became of a list of prospects. */
export interface QualifyResult {
  /** The run whose top performers the tiers were drawn from. */
  readonly run: number;
  readonly prospects: number;
  /** Prospects per tier; `unknown` are those of whom nothing is known that tiers rest on. */
  readonly tiers: Readonly<Record<TierName | typeof UNKNOWN_TIER, number>>;
  /** Criteria that the prospects have no column for, so that no prospect matches them. */
  readonly missing: readonly string[];
  /** What else is worth knowing of the list and the tiers, in sentences. */
  readonly notes: readonly string[];
  /** The file that was written; null where none was asked for. */
  readonly file: string | null;
  /** The prospects in their order; none where they were written to a file. */
  readonly results: readonly QualifiedProspect[];
}

/** One prospect as it came, and where it belongs. */
export interface QualifiedProspect extends Qualification {
  readonly prospect: Readonly<Record<string, unknown>>;
}
