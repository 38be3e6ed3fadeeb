import { fromUnits, toUnits } from "../decimal.js";
import type { SegmentModel } from "../segment-model.js";
import type { MovementCount } from "./movement-count.js";
import { movementMatrix } from "./movement-matrix.js";
import { segmentOfState } from "./segment-of-state.js";

/** The counts of each period of a series, in order: where one ends, the next begins. */
export type MovementPeriods = readonly (readonly MovementCount[])[];

/** How a segment went on over several moments. */
export interface SegmentSeries {
  readonly segment: string;
  /** Customers at each moment. */
  readonly customers: readonly number[];
  /** What the customers of its end brought in during each period, so one less than moments; the nearest numbers to exact decimals. */
  readonly revenue: readonly number[];
  /** Customers at the beginnings of all periods, added up. */
  readonly present: number;
  /** Those of them who were still there at the end of the period. */
  readonly stayed: number;
  /**
   * After how many periods half of its customers have left, if as many go on leaving: ln ½ ÷ ln (stayed ÷ present). Null where nobody
   * was seen to leave, or nobody was there.
   */
  readonly half_life: number | null;
}

/** The series of each segment of a model, in its listing order. */
export function segmentSeries(model: SegmentModel, periods: MovementPeriods): SegmentSeries[] {
  const matrices = periods.map((counts) => movementMatrix(model, counts));
  return model.segments.map(({ name }, index) => {
    const present = sumOf(matrices.map(({ before }) => before[index] as number));
    const stayed = sumOf(matrices.map(({ customers }) => customers[index]?.[index] as number));
    return {
      segment: name,
      customers: [matrices[0]?.before[index] ?? 0, ...matrices.map(({ after }) => after[index] as number)],
      revenue: periods.map((counts) => revenueOf(model, counts, name)),
      present,
      stayed,
      half_life: halfLife(stayed, present),
    };
  });
}

/** Shares of customers by where they were at the beginning of a period and at its end, over all periods of a series. */
export interface PooledTransitions {
  /** The segments of rows and columns, in the listing order of the model; a further column stands for absent customers (null). */
  readonly segments: readonly (string | null)[];
  /** Customers at the beginning of a period, by segment; nobody is absent then, since new customers are no row. */
  readonly support: readonly number[];
  /** A row for each segment; null where nobody was there. */
  readonly shares: readonly (readonly number[] | null)[];
}

/** The transition matrix of all periods together. */
export function pooledTransitions(model: SegmentModel, periods: MovementPeriods): PooledTransitions {
  const { segments, customers, before } = movementMatrix(model, periods.flat());
  const rows = model.segments.map((_, index) => index);
  return {
    segments,
    support: rows.map((row) => before[row] as number),
    shares: rows.map((row) => {
      const support = before[row] as number;
      return support === 0 ? null : (customers[row] as readonly number[]).map((count) => count / support);
    }),
  };
}

function halfLife(stayed: number, present: number): number | null {
  if (present === 0 || stayed === present) return null;
  return stayed === 0 ? 0 : Math.log(0.5) / Math.log(stayed / present);
}

function revenueOf(model: SegmentModel, counts: readonly MovementCount[], segment: string): number {
  const own = counts.filter(({ after }) => segmentOfState(model, after) === segment);
  return Number(fromUnits(own.reduce((sum, { revenue }) => sum + toUnits(revenue), 0n)));
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
