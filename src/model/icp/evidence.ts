import { UNKNOWN } from "./attribute-value.js";
import { criteriaOf } from "./attributes.js";
import type { IcpPatterns, PatternValue } from "./patterns.js";
import { bareCriteria, type CriterionKind, type MayCount } from "./tiers.js";

/** What a value needs to become a criterion: to be `supported` by the figures, or nothing but the lift of the bare rule. */
export const EVIDENCE = ["supported", "none"] as const;

/** One of {@link EVIDENCE}. */
export type Evidence = (typeof EVIDENCE)[number];

/** A value is a discovery below this rate of false ones. */
export const DISCOVERY = 0.05;

/** What the figures lack for a claim. */
export type Lack =
  /** The false discovery rate is 5 % or more. */
  | "not significant"
  /** Fewer than five customers, both on top and expected there. */
  | "few customers"
  /** The value follows from what customers bought. */
  | "circular";

/** A value that the bare rule makes a criterion or an anti-pattern, and the figures do not. */
export interface UnsupportedValue {
  /** The name of the attribute. */
  readonly dimension: string;
  readonly value: string;
  readonly kind: CriterionKind;
  readonly lacks: readonly Lack[];
}

/** Whether a value of an attribute follows from what customers bought. */
export type IsCircular = (attribute: string, value: string) => boolean;

/**
 * What a value lacks to be supported: q < 0.05 (Y. Benjamini and Y. Hochberg 1995), at least five customers on top or
 * expected there (W. G. Cochran, "Some methods for strengthening the common χ² tests", Biometrics 10 (1954)), and not circular.
 */
export function lacksOf(attribute: string, value: PatternValue, isCircular: IsCircular): Lack[] {
  return [
    ...(value.q < DISCOVERY ? [] : ["not significant" as const]),
    ...(value.small_support ? ["few customers" as const] : []),
    ...(isCircular(attribute, value.value) ? ["circular" as const] : []),
  ];
}

/** A value whose lift the figures carry. */
export interface SupportedValue {
  /** The name of the attribute. */
  readonly attribute: string;
  readonly value: PatternValue;
}

/** All supported values that some top performer has, whatever their lift; what is not known is none. */
export function supportedValues(patterns: IcpPatterns, isCircular: IsCircular): SupportedValue[] {
  return Object.entries(patterns).flatMap(([attribute, { distribution }]) =>
    distribution
      .filter((value) => value.value !== UNKNOWN && lacksOf(attribute, value, isCircular).length === 0)
      .map((value) => ({ attribute, value })),
  );
}

/** Whether the figures carry a value, so that it may become a criterion or an anti-pattern. */
export function supportedBy(patterns: IcpPatterns, isCircular: IsCircular): MayCount {
  const supported = supportedValues(patterns, isCircular);
  return (attribute, name) => supported.some((each) => each.attribute === attribute && each.value.value === name);
}

/** What the bare rule would add to criteria and anti-patterns that are supported. */
export function unsupportedValues(patterns: IcpPatterns, isCircular: IsCircular): UnsupportedValue[] {
  return Object.values(criteriaOf(Object.keys(patterns))).flatMap((attribute) =>
    (["primary", "negative"] as const).flatMap((kind) =>
      bareCriteria(patterns[attribute], kind).flatMap((name): UnsupportedValue[] => {
        const value = patterns[attribute]?.distribution.find((each) => each.value === name);
        const lacks = value === undefined ? [] : lacksOf(attribute, value, isCircular);
        return lacks.length === 0 ? [] : [{ dimension: attribute, value: name, kind, lacks }];
      }),
    ),
  );
}
