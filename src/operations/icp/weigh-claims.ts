import type { Engine } from "../../engines/engine.js";
import {
  type Evidence,
  type IsCircular,
  supportedBy,
  supportedValues,
  unsupportedValues,
} from "../../model/icp/evidence.js";
import type { IcpPatterns } from "../../model/icp/patterns.js";
import { tierRecommendations } from "../../model/icp/tiers.js";
import type { IcpResult } from "../../results/icp.js";
import { adjustLifts } from "./adjust-lifts.js";
import type { Counted } from "./counted.js";
import { findFlags } from "./find-flags.js";
import type { AttributedCustomers } from "./read-attributes.js";
import { comparedAttribute } from "./several-values.js";

/** What a person says about what may be claimed. */
export interface GivenClaims {
  readonly evidence: Evidence;
  /** Attributes that follow from what customers bought, and attributes that do not. */
  readonly circular: readonly string[];
  readonly notCircular: readonly string[];
}

/** What may be claimed, and what could not be looked into, in sentences. */
interface WeighedClaims {
  readonly claims: Pick<IcpResult, "evidence" | "tiers" | "unsupported" | "adjusted" | "flags">;
  readonly warnings: readonly string[];
}

/** Says which patterns the figures carry: what restates the scores, what another attribute explains, and the tiers of the rest. */
export async function weighClaims(
  engine: Engine,
  joined: AttributedCustomers,
  counted: Counted,
  patterns: IcpPatterns,
  given: GivenClaims,
): Promise<WeighedClaims> {
  const attributes = Object.keys(patterns);
  const flags = await findFlags(engine, joined, counted, {
    supported: supportedValues(patterns, () => false),
    circular: given.circular.map((name) => comparedAttribute(name, attributes, "circular")),
    notCircular: given.notCircular.map((name) => comparedAttribute(name, attributes, "notCircular")),
  });
  const isCircular: IsCircular = (attribute, value) =>
    flags.circular.some((each) => each.dimension === attribute && (each.value === null || each.value === value));
  const adjusts = attributes.filter((attribute) => !flags.circular.some(({ dimension }) => dimension === attribute));
  const mayCount = given.evidence === "none" ? undefined : supportedBy(patterns, isCircular);
  const { adjusted, warnings } = await adjustLifts(
    engine,
    joined.candidates,
    counted,
    supportedValues(patterns, isCircular),
    adjusts,
  );
  const claims = {
    evidence: given.evidence,
    tiers: tierRecommendations(patterns, mayCount),
    unsupported: unsupportedValues(patterns, isCircular),
    adjusted,
    flags,
  };
  return { claims, warnings };
}
