import type { Dimension } from "../model/score.js";

/** Four cutpoints per dimension, ascending, as exact decimal text: what a run stores and a later one can reuse. */
export interface ExactCutpoints extends Readonly<Record<Dimension, readonly [string, string, string, string]>> {}
