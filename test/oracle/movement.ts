import { writeAmount } from "./amounts.js";
import { PRESETS } from "./presets.js";
import { customersOfUsedRows, type OracleOptions, type RawSale, scoreSales } from "./score-sales.js";
import { scoreAgainst } from "./scores.js";
import { elevenSegment, fiveSegment } from "./segments.js";

/** What became of one customer between two moments. */
export interface OracleMove {
  readonly from: string | null;
  readonly to: string;
  /** Undefined for a customer who stayed. */
  readonly reason: "behaviour" | "silence" | "yardstick" | undefined;
  /** In ten-thousandths. */
  readonly revenue: bigint;
}

/** A flow as the product tells it. */
export interface OracleFlow {
  readonly from_segment: string | null;
  readonly to_segment: string;
  readonly customers: number;
  readonly revenue: number;
  readonly behaviour: number;
  readonly silence: number;
  readonly yardstick: number;
}

interface Scored {
  readonly values: readonly [recency: bigint, frequency: bigint, monetary: bigint];
  readonly segment: string;
}

/**
 * The way of each customer between two moments, each of which is scored by itself. Undefined where nobody had bought at the second.
 */
export function moves(
  rows: readonly RawSale[],
  options: OracleOptions,
  [from, to]: readonly [string, string],
): Map<string, OracleMove> | undefined {
  const [before, after] = [from, to].map((asOf) => scoredAt(rows, { ...options, asOf }));
  if (before === undefined || after === undefined || after.size === 0) return undefined;
  const [rowsBefore, rowsAfter] = [from, to].map((asOf) => customersOfUsedRows(rows, { ...options, asOf }));
  const methods = PRESETS[options.scoring ?? "quintiles"];
  const earlier = [...before.values()].map(({ values }) => values);
  const valuesOf = (index: 0 | 1 | 2): bigint[] => earlier.map((values) => values[index]);
  const segmentOf = options.model === "eleven-segment" ? elevenSegment : fiveSegment;
  const frozen = ([recency, frequency, monetary]: Scored["values"]): string => {
    return segmentOf(
      scoreAgainst(recency, valuesOf(0), "low", methods.recency),
      scoreAgainst(frequency, valuesOf(1), "high", methods.frequency),
      scoreAgainst(monetary, valuesOf(2), "high", methods.monetary),
    );
  };
  return new Map(
    [...after].map(([id, now]) => {
      const then = before.get(id);
      const rowsOf = (list: readonly string[] = []): number => list.filter((each) => each === id).length;
      const hasNewRows = rowsOf(rowsAfter) > rowsOf(rowsBefore);
      const reason =
        then !== undefined && frozen(now.values) === then.segment ? "yardstick" : hasNewRows ? "behaviour" : "silence";
      return [
        id,
        {
          from: then?.segment ?? null,
          to: now.segment,
          reason: then?.segment === now.segment ? undefined : reason,
          revenue: now.values[2] - (then?.values[2] ?? 0n),
        },
      ];
    }),
  );
}

/** Moves between different segments, added up. */
export function flowsOf(all: ReadonlyMap<string, OracleMove>): OracleFlow[] {
  const flows = new Map<string, OracleFlow & { readonly units: bigint }>();
  for (const { from, to, reason, revenue } of all.values()) {
    if (reason === undefined) continue;
    const key = `${from} > ${to}`;
    const none = { customers: 0, revenue: 0, units: 0n, behaviour: 0, silence: 0, yardstick: 0 };
    const flow = flows.get(key) ?? { from_segment: from, to_segment: to, ...none };
    const units = flow.units + revenue;
    flows.set(key, {
      ...flow,
      customers: flow.customers + 1,
      units,
      [reason]: flow[reason] + 1,
    });
  }
  return [...flows.values()].map(({ units, ...flow }) => ({ ...flow, revenue: Number(writeAmount(units)) }));
}

/** Scored customers by id; none where nobody had bought. The last seven columns of a line hold no `|`; the id may. */
function scoredAt(rows: readonly RawSale[], options: OracleOptions): Map<string, Scored> {
  const lines = scoreSales(rows, options)?.customers ?? [];
  return new Map(
    lines.map((line) => {
      const parts = line.split("|");
      const [recency, frequency, monetary, , , , segment] = parts.slice(-7) as [
        string,
        string,
        string,
        string,
        string,
        string,
        string,
      ];
      const values = [recency, frequency, monetary.replace(".", "")].map(BigInt) as [bigint, bigint, bigint];
      return [parts.slice(0, -7).join("|"), { values, segment }];
    }),
  );
}
