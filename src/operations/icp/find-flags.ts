import { binned, type ChosenBy, countBins, countPairs, sampleOf } from "../../analysis/icp/customer-sample.js";
import type { Engine } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { sameInformation } from "../../model/icp/associations.js";
import {
  type Bins,
  type CircularValue,
  circularValues,
  LEAST_PER_BIN,
  MOST_BINS,
  RESTATED,
} from "../../model/icp/circular-values.js";
import { delimiterOf, type Delimiters, valuesIn } from "../../model/icp/several-values.js";
import type { SupportedValue } from "../../model/icp/evidence.js";
import { attributeValue, UNKNOWN } from "../../model/icp/attribute-value.js";
import { type Sql, sql } from "../../sql/fragment.js";
import type { CountsByAttribute } from "./count-values.js";
import { rowsBy } from "./rows-by.js";
import type { Counted } from "./counted.js";
import type { AttributedCustomers } from "./read-attributes.js";
import type { IcpResult } from "../../results/icp.js";

/** In a base beyond this many customers, a sample tells how closely attributes go together. */
const LARGE = 200_000;

/** Pairs of attributes with more combinations of values than this are not held against each other. */
const MOST_COMBINATIONS = 10_000;

/** What is to be looked into, and what a person says about it. */
export interface FlagQuestions {
  /** The values that the figures would carry, were they not circular. */
  readonly supported: readonly SupportedValue[];
  /** Attributes that follow from what customers bought, as a person says, and attributes that do not. */
  readonly circular: readonly string[];
  readonly notCircular: readonly string[];
}

/** Which values restate what customers are scored by, and which attributes carry the same information as another one. */
export async function findFlags(
  engine: Engine,
  { scored, id, candidates, customers }: AttributedCustomers,
  { from, cells, multiple }: Counted,
  { supported, circular, notCircular }: FlagQuestions,
): Promise<IcpResult["flags"]> {
  const chosenBy = customers > LARGE ? id : "all";
  const sample = await engine.materialize("sample", sampleOf(from, candidates.length, chosenBy, engine.dialect));
  const attributes = candidates.map(({ attribute }) => attribute);
  const open = supported.filter(({ attribute }) => !circular.includes(attribute) && !notCircular.includes(attribute));
  return {
    circular: [
      ...circular.map((dimension) => ({ dimension, value: null, restates: null, association: null })),
      ...(open.length === 0
        ? []
        : await findCircular(engine, sample, scored, { id, chosenBy }, attributes, open, multiple)),
    ],
    same_information: await findSame(engine, sample, attributes, cells),
  };
}

async function findCircular(
  engine: Engine,
  sample: Sql,
  scored: Sql,
  chosen: { readonly id: "text" | "integer"; readonly chosenBy: ChosenBy },
  attributes: readonly string[],
  open: readonly SupportedValue[],
  multiple: Delimiters,
): Promise<CircularValue[]> {
  const [row] = await engine.query(sql`SELECT count(*) AS customers FROM ${sample}`);
  const customers = Number(row?.["customers"]);
  const bins = Math.min(MOST_BINS, Math.floor(customers / LEAST_PER_BIN));
  if (bins < 2) return [];
  const places = [...new Set(open.map(({ attribute }) => attributes.indexOf(attribute)))];
  const parted = await engine.materialize(
    "binned",
    binned(sample, scored, places, chosen, { customers, bins }, engine.dialect),
  );
  const counted = rowsBy(await engine.query(countBins(parted, places)), ({ attribute }) => Number(attribute));
  const values = places.flatMap((place) => {
    const attribute = attributes[place] as string;
    const cells = [...rowsBy(counted.get(place) ?? [], ({ value }) => attributeValue(value))].map(
      ([cell, rows]) => [valuesIn(cell, delimiterOf(multiple, attribute)), rows] as const,
    );
    const own = open.filter((each) => each.attribute === attribute);
    return own.map(({ value: { value } }) => {
      const rows = cells.flatMap(([held, found]) => (held.includes(value) ? found : []));
      return { attribute, value, bins: binsFrom(rows, bins) };
    });
  });
  return circularValues(values, binsFrom(counted.get(-1) ?? [], bins));
}

function binsFrom(rows: readonly Row[], bins: number): Bins {
  const counts = RESTATED.map(() => Array.from({ length: bins }, () => 0));
  for (const row of rows) {
    const metric = counts[Number(row["metric"])] as number[];
    const bin = Number(row["bin"]);
    metric[bin] = (metric[bin] as number) + Number(row["customers"]);
  }
  return Object.fromEntries(RESTATED.map((restated, index) => [restated, counts[index]])) as unknown as Bins;
}

async function findSame(
  engine: Engine,
  sample: Sql,
  attributes: readonly string[],
  counts: CountsByAttribute,
): Promise<IcpResult["flags"]["same_information"]> {
  const sizes = attributes.map((attribute) => counts[attribute]?.size ?? Infinity);
  const pairs = attributes.flatMap((_, one) =>
    attributes.flatMap((__, other): [number, number][] =>
      other > one && (sizes[one] as number) * (sizes[other] as number) <= MOST_COMBINATIONS ? [[one, other]] : [],
    ),
  );
  if (pairs.length === 0) return [];
  const rows = rowsBy(await engine.query(countPairs(sample, pairs)), (row) => Number(row["pair"]));
  return sameInformation(
    pairs.map(([one, other], pair) => ({
      dimensions: [attributes[one] as string, attributes[other] as string],
      table: crossTable(rows.get(pair) ?? []),
    })),
  );
}

function crossTable(rows: readonly Row[]): number[][] {
  const known = rows.filter(({ one, other }) => [one, other].every((value) => attributeValue(value) !== UNKNOWN));
  const columns = new Map([...new Set(known.map(({ other }) => other))].map((value, index) => [value, index]));
  const lines = new Map<unknown, number[]>();
  for (const { one, other, customers } of known) {
    const line = lines.get(one) ?? Array.from(columns, () => 0);
    line[columns.get(other) as number] = Number(customers);
    lines.set(one, line);
  }
  return [...lines.values()];
}
