import type { Dimension } from "../model/score.js";

/** How equal values are scored, per dimension: they share a score, or are ranked by customer id. */
export type TieRules = Readonly<Record<Dimension, "share" | "first">>;
