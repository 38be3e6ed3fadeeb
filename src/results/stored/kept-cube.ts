import { rfmCode } from "../../model/cell.js";
import type { Cube } from "../../model/cube.js";
import type { Score } from "../../model/score.js";
import { type Check, isCount, isNumber, isObject } from "./checks.js";
import { isDecimal } from "./run-checks.js";

/** A cell's customers, and their sums of recency, frequency and monetary. */
type KeptCell = readonly [customers: number, recency: number, frequency: number, monetary: string];

/** A cube as a store keeps it: by the code of each cell that holds customers. */
export type KeptCube = Readonly<Record<string, KeptCell>>;

/** A cube as it is kept. */
export function keptCube(cube: Cube): KeptCube {
  return Object.fromEntries(
    cube.map(({ R, F, M, customers, recency, frequency, monetary }) => [
      rfmCode(R, F, M),
      [customers, recency, frequency, monetary],
    ]),
  );
}

/** The cube that was kept; its cells are in the order of their codes. */
export function cubeOf(kept: KeptCube): Cube {
  return Object.entries(kept).map(([code, [customers, recency, frequency, monetary]]) => {
    const [R, F, M] = [...code].map(Number) as [Score, Score, Score];
    return { R, F, M, customers, recency, frequency, monetary };
  });
}

const isKeptCell: Check<KeptCell> = (value): value is KeptCell => {
  if (!Array.isArray(value) || value.length !== 4) return false;
  const [customers, recency, frequency, monetary] = value as unknown[];
  return isCount(customers) && isNumber(recency) && isNumber(frequency) && isDecimal(monetary);
};

/** Codes of cells with their sums. */
export const isKeptCube: Check<KeptCube> = (value): value is KeptCube =>
  isObject(value) && Object.entries(value).every(([code, cell]) => /^[1-5]{3}$/.test(code) && isKeptCell(cell));
