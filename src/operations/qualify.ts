import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findColumn } from "../analysis/find-column.js";
import {
  combinations,
  isReplaced,
  ownName,
  type ProspectAttribute,
  prospectRows,
  prospectsByCombination,
  qualifiedProspects,
} from "../analysis/prospects.js";
import type { Engine, Row } from "../engines/engine.js";
import { QuintileError } from "../errors.js";
import { bandsOf } from "../model/icp/bands.js";
import { columnOfDimension, criteriaOf } from "../model/icp/dimensions.js";
import { type CriterionMatch, qualify, type Qualification } from "../model/icp/qualify.js";
import { TIER_NAMES, type TierName } from "../model/icp/tiers.js";
import { criterionWarnings } from "../model/icp/warnings.js";
import type { Sql } from "../sql/fragment.js";
import type { Column } from "../sql/relation.js";
import { lastResult } from "./icp/kept-result.js";
import type { IcpResult } from "./icp/result.js";
import { requirePublished, storeInputs, withStore } from "./open-store.js";
import { defineOperation, withEngine } from "./operation.js";
import { findRun } from "./stored-runs.js";

/** One prospect as it came, and where it belongs. */
export interface QualifiedProspect extends Qualification {
  readonly prospect: Readonly<Record<string, unknown>>;
}

/** What became of a list of prospects. */
export interface QualifyResult {
  /** The run whose top performers the tiers were drawn from. */
  readonly run: number;
  readonly prospects: number;
  /** Prospects per tier. */
  readonly tiers: Readonly<Record<TierName, number>>;
  /** Criteria that the prospects have no column for, so that nobody matches them. */
  readonly missing: readonly string[];
  /** The file that was written; null where none was asked for. */
  readonly file: string | null;
  /** The prospects in their order; none where they were written to a file. */
  readonly results: readonly QualifiedProspect[];
}

/** Says which prospects look like the top performers. */
export const qualifyOperation = defineOperation({
  name: "qualify",
  summary: "Say which prospects look like the best customers",
  description:
    "Holds each prospect of a list against the tiers that quintile icp found last: its tier, the criteria it matches and misses, its anti-patterns, and the reason in words. Values are compared exactly, but for case and blanks around them.",
  inputs: {
    prospects: {
      type: "text",
      placeholder: "PROSPECTS",
      positional: true,
      required: true,
      description:
        "Prospects: a CSV, Parquet or JSON lines file with the attributes as columns, or - for standard input",
    },
    to: {
      type: "text",
      placeholder: "FILE",
      description: "File to write the prospects to, with their tiers: .csv, .tsv, .parquet, .json or .jsonl",
    },
    ...storeInputs,
  },
  configured: ["store", "schema"],
  run: async ({ prospects, to, ...place }, context = {}): Promise<QualifyResult> => {
    const { openEngine, requireWritable } = await import("../engines/open-engine.js");
    if (to !== undefined) requireWritable(to);
    const icp = await withStore(place, context, async (store) => {
      await requirePublished(store);
      const { result } = await lastResult(store);
      const { run } = await findRun(store);
      if (run !== result.run) {
        context.progress?.note(
          `The tiers are those of run ${result.run}; the store holds run ${run} by now. quintile icp finds new ones.`,
        );
      }
      for (const warning of criterionWarnings(result.tiers)) context.progress?.note(warning);
      return result;
    });
    return withEngine(await openEngine({ signal: context.signal }), async (engine) => {
      const source = await engine.source(prospects, undefined);
      const { columns, from } = source.relation;
      const criteria = criteriaIn(icp, columns);
      const missing = criteria.filter(({ column }) => column === undefined).map(({ criterion }) => criterion);
      if (missing.length > 0) {
        context.progress?.note(`${source.label} has no column for ${missing.join(", ")}: no prospect matches there.`);
      }
      const rows = await engine.keep("prospects", prospectRows(from, columns, criteria, engine.dialect));
      const counted = await engine.query(combinations(rows, criteria.length));
      if (counted.length === 0) {
        throw new QuintileError("EMPTY_SOURCE", `${source.label} holds no prospects.`, {
          hint: "Expected a row for each.",
        });
      }
      const qualified = counted.map((row) => ({ row, ...qualifyRow(row, criteria, icp) }));
      const summary = {
        run: icp.run,
        prospects: sum(counted.map((row) => Number(row["prospects"]))),
        tiers: countTiers(qualified),
        missing,
      };
      return withCombinations(engine, qualified, criteria.length, async (table) => {
        if (to === undefined) {
          const found = await engine.query(prospectsByCombination(rows, table, columns, criteria.length));
          return { ...summary, file: null, results: found.map((row) => toResult(row, columns, qualified)) };
        }
        const replaced = columns.filter(isReplaced).map(({ name }) => name);
        if (replaced.length > 0) {
          context.progress?.note(
            `Columns of ${source.label} that are not written, since the qualification has their names: ${replaced.join(", ")}`,
          );
        }
        const pending = await engine.write(qualifiedProspects(rows, table, columns, criteria.length), to, (share) =>
          context.progress?.advance(share),
        );
        pending.complete();
        return { ...summary, file: to, results: [] };
      });
    });
  },
});

interface Criterion extends ProspectAttribute {
  readonly criterion: string;
}

/** A combination of values with its qualification. */
type QualifiedRow = Qualification & { readonly row: Row };

/** The criteria of the tiers, with the column of the prospects that each is read from. */
function criteriaIn(icp: IcpResult, columns: readonly Column[]): Criterion[] {
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  return Object.entries(criteriaOf(Object.keys(icp.patterns))).map(([criterion, attribute]) => {
    const column = findColumn(columns, columnOfDimension(attribute, names)) ?? findColumn(columns, criterion);
    return { criterion, column, bands: bandsOf(icp.bands, attribute) };
  });
}

function qualifyRow(row: Row, criteria: readonly Criterion[], icp: IcpResult): Qualification {
  const prospect = Object.fromEntries(criteria.map(({ criterion }, index) => [criterion, row[`value_${index}`]]));
  return qualify(prospect, icp.tiers);
}

function countTiers(qualified: readonly QualifiedRow[]): Record<TierName, number> {
  const count = (tier: TierName): number =>
    sum(qualified.filter((each) => each.tier === tier).map(({ row }) => Number(row["prospects"])));
  return Object.fromEntries(TIER_NAMES.map((tier) => [tier, count(tier)])) as Record<TierName, number>;
}

/** Puts what was said of each combination of values before the engine, which joins it to the prospects. */
async function withCombinations<T>(
  engine: Engine,
  qualified: readonly QualifiedRow[],
  attributes: number,
  work: (table: Sql) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "quintile-qualify-"));
  try {
    const file = join(folder, "combinations.jsonl");
    writeFileSync(
      file,
      qualified.map((each, index) => `${JSON.stringify(combination(each, index, attributes))}\n`).join(""),
    );
    const { relation } = await engine.source(file, undefined);
    return await work(relation.from);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function combination(
  { row, tier, priority, matched, missed, anti_patterns, reason }: QualifiedRow,
  index: number,
  attributes: number,
): Record<string, unknown> {
  const values = Array.from({ length: attributes }, (_, position) => `value_${position}`);
  return {
    combination: String(index),
    ...Object.fromEntries(values.map((value) => [value, row[value]])),
    tier,
    priority,
    matched: list(matched),
    missed: list(missed),
    anti_patterns: list(anti_patterns),
    reason,
  };
}

function toResult(row: Row, columns: readonly Column[], qualified: readonly QualifiedRow[]): QualifiedProspect {
  const { row: _, ...qualification } = qualified[Number(row["combination"])] as QualifiedRow;
  const prospect = Object.fromEntries(columns.map(({ name }, index) => [name, row[ownName(index)]]));
  return { prospect, ...qualification };
}

function list(matches: readonly CriterionMatch[]): string {
  return matches.map(({ criterion }) => criterion).join("; ");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
