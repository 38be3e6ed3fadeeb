import { identifier, type Sql } from "../../sql/fragment.js";

/** The names of all steps, in order. */
export const STEPS = [
  "mapped",
  "sales",
  "sales_by_order",
  "sales_by_customer",
  "snapshot",
  "metrics",
  "measured",
  "buckets",
  "wanted",
  "positions",
  "cutpoints",
  "ranks",
  "scores",
  "cells",
] as const;

/** What stands after FROM to read a step. */
export function step(name: (typeof STEPS)[number]): Sql {
  return identifier(name);
}
