import type { Dimension } from "../model/score.js";
import type { DisplayFormat } from "./display-format.js";

/** A cutpoint in words. Days and purchases have places only where a percentile lies between two of them. */
export function writeCutpoint(dimension: Dimension, cutpoint: string | number, format: DisplayFormat): string {
  if (dimension === "monetary") return format.amount(cutpoint);
  return Number.isInteger(Number(cutpoint)) ? format.count(Number(cutpoint)) : format.ratio(Number(cutpoint));
}
