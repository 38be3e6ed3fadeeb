import { type CountedAttribute } from "../../analysis/icp/counted-values.js";
import { countPairs, countTickets, sampleOf, tickets } from "../../analysis/icp/customer-sample.js";
import type { Engine } from "../../engines/engine.js";
import type { Row } from "../../sql/database.js";
import { circularAttributes, sameInformation } from "../../model/icp/associations.js";
import { attributeValue, UNKNOWN } from "../../model/icp/attribute-value.js";
import type { Bands } from "../../model/icp/bands.js";
import { type Sql, sql } from "../../sql/fragment.js";
import { fitQuintiles } from "../../scoring/fit-cutpoints.js";
import type { CountsByAttribute } from "./count-values.js";
import type { AttributedCustomers } from "./read-attributes.js";
import type { IcpResult } from "../../results/icp.js";

/** In a base beyond this many customers, a sample tells how closely attributes go together. */
const LARGE = 200_000;

/** Pairs of attributes with more combinations of values than this are not held against each other. */
const MOST_COMBINATIONS = 10_000;

/** Which attributes restate the scores, and which carry the same information as another one. */
export async function findFlags(
  engine: Engine,
  { from, id, candidates, customers }: AttributedCustomers,
  bands: readonly (Bands | undefined)[],
  counts: CountsByAttribute,
): Promise<IcpResult["flags"]> {
  const counted = candidates.map((_, position): CountedAttribute => ({ position, bands: bands[position] }));
  const sample = await engine.materialize(
    "sample",
    sampleOf(from, counted, customers > LARGE ? id : "all", engine.dialect),
  );
  const attributes = candidates.map(({ attribute }) => attribute);
  return {
    circular: await findCircular(engine, sample, attributes, counts),
    same_information: await findSame(engine, sample, attributes, counts),
  };
}

async function findCircular(
  engine: Engine,
  sample: Sql,
  attributes: readonly string[],
  counts: CountsByAttribute,
): Promise<IcpResult["flags"]["circular"]> {
  const cutpoints = await fitQuintiles(engine, sql`(${tickets(sample, "monetary")}) AS tickets`);
  const rows = await engine.query(countTickets(sample, attributes.length, cutpoints));
  const known = Object.entries(counts).map(([attribute, cells]) => {
    const position = attributes.indexOf(attribute);
    return [attribute, { cells, tickets: scoresOf(rows.filter((row) => Number(row["attribute"]) === position)) }];
  });
  return circularAttributes(Object.fromEntries(known));
}

function scoresOf(rows: readonly Row[]): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  for (const row of rows) {
    const value = attributeValue(row["value"]);
    const found = counts.get(value) ?? [0, 0, 0, 0, 0];
    const score = Number(row["ticket_score"]) - 1;
    found[score] = (found[score] as number) + Number(row["customers"]);
    counts.set(value, found);
  }
  return counts;
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
  const rows = await engine.query(countPairs(sample, pairs));
  return sameInformation(
    pairs.map(([one, other], pair) => ({
      dimensions: [attributes[one] as string, attributes[other] as string],
      table: crossTable(rows.filter((row) => Number(row["pair"]) === pair)),
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
