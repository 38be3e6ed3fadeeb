import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findColumn } from "../../sql/find-column.js";
import {
  combinations,
  ownName,
  type ProspectAttribute,
  prospectRows,
  prospectsByCombination,
  qualifiedProspects,
} from "../../analysis/icp/prospects.js";
import type { Engine, Source } from "../../engines/engine.js";
import type { ProgressListener, Row } from "../../sql/database.js";
import type { OpenedPlaces } from "../../engines/places.js";
import { QuintileError } from "../../errors.js";
import { bandsOf } from "../../model/icp/bands.js";
import { columnOfAttribute, criteriaOf } from "../../model/icp/attributes.js";
import { type CriterionMatch, qualify, type Qualification, UNKNOWN_TIER } from "../../model/icp/qualify.js";
import { delimiterOf, type Delimiters } from "../../model/icp/several-values.js";
import { TIER_NAMES } from "../../model/icp/tiers.js";
import type { Sql } from "../../sql/fragment.js";
import type { Column } from "../../sql/relation.js";
import type { IcpResult } from "../../results/icp.js";
import type { QualifiedProspect, QualifyResult } from "../../results/qualify.js";

/** The engine that has the prospects, and a way to open another file in it. */
type FilePlaces = Pick<OpenedPlaces, "engine" | "file">;

/** Prospects in the engine, and what was said of each combination of values that occurs among them. */
export interface JudgedProspects {
  readonly rows: Sql;
  readonly columns: readonly Column[];
  readonly qualified: readonly QualifiedRow[];
  readonly prospects: number;
  readonly tiers: QualifyResult["tiers"];
  /** Criteria that the prospects have no column for. */
  readonly missing: readonly string[];
  /** How many criteria there are. */
  readonly criteria: number;
}

/**
 * Holds prospects against tiers. Only the combinations of values that occur pass through here, each once; the prospects
 * themselves stay in the engine. Raises `EMPTY_SOURCE`.
 */
export async function judgeProspects(engine: Engine, source: Source, icp: IcpResult): Promise<JudgedProspects> {
  const { columns, from } = source.relation;
  const criteria = criteriaIn(icp, columns);
  const rows = await engine.materialize("prospects", prospectRows(from, columns, criteria, engine.dialect));
  const counted = await engine.query(combinations(rows, criteria.length));
  if (counted.length === 0) {
    throw new QuintileError("EMPTY_SOURCE", `${source.label} holds no prospects.`, {
      hint: "Expected a row for each.",
    });
  }
  const qualified = counted.map((row) => ({ row, ...qualifyRow(row, criteria, icp) }));
  return {
    rows,
    columns,
    qualified,
    prospects: countOf(qualified),
    tiers: countTiers(qualified),
    missing: criteria.filter(({ column }) => column === undefined).map(({ criterion }) => criterion),
    criteria: criteria.length,
  };
}

/** All prospects in their order, each with what was said of it. */
export function readProspects(places: FilePlaces, judged: JudgedProspects): Promise<QualifiedProspect[]> {
  const { rows, columns, qualified, criteria } = judged;
  return withCombinations(places, judged, async (table) => {
    const found = await places.engine.query(prospectsByCombination(rows, table, columns, criteria));
    return found.map((row) => toResult(row, columns, qualified));
  });
}

/** Streams the prospects into a file, in their order, with columns of what was said. */
export function writeProspects(
  places: FilePlaces,
  judged: JudgedProspects,
  file: string,
  listener: ProgressListener,
): Promise<void> {
  const { rows, columns, criteria } = judged;
  return withCombinations(places, judged, async (table) => {
    const pending = await places.engine.write(qualifiedProspects(rows, table, columns, criteria), file, listener);
    pending.complete();
  });
}

interface Criterion extends ProspectAttribute {
  readonly criterion: string;
  readonly attribute: string;
}

/** A combination of values with its qualification. */
type QualifiedRow = Qualification & { readonly row: Row };

/** The criteria of the tiers, with the column of the prospects that each is read from. */
function criteriaIn(icp: IcpResult, columns: readonly Column[]): Criterion[] {
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  return Object.entries(criteriaOf(Object.keys(icp.patterns))).map(([criterion, attribute]) => {
    const column = findColumn(columns, columnOfAttribute(attribute, names)) ?? findColumn(columns, criterion);
    return { criterion, attribute, column, bands: bandsOf(icp.bands, attribute) };
  });
}

function qualifyRow(row: Row, criteria: readonly Criterion[], icp: IcpResult): Qualification {
  const prospect = Object.fromEntries(criteria.map(({ criterion }, index) => [criterion, row[`value_${index}`]]));
  return qualify(prospect, icp.tiers, { multiple: byCriterion(icp, criteria) });
}

/** What parts several values, by criterion. */
function byCriterion({ multiple }: IcpResult, criteria: readonly Criterion[]): Delimiters {
  return Object.fromEntries(
    criteria.flatMap(({ criterion, attribute }) => {
      const delimiter = delimiterOf(multiple, attribute);
      return delimiter === undefined ? [] : [[criterion, delimiter]];
    }),
  );
}

function countTiers(qualified: readonly QualifiedRow[]): QualifyResult["tiers"] {
  const counts = [...TIER_NAMES, UNKNOWN_TIER].map((name) => [
    name,
    countOf(qualified.filter(({ tier }) => tier === name)),
  ]);
  return Object.fromEntries(counts) as unknown as QualifyResult["tiers"];
}

function countOf(qualified: readonly QualifiedRow[]): number {
  return qualified.reduce((total, { row }) => total + Number(row["prospects"]), 0);
}

/** Puts what was said of each combination of values before the engine, which joins it to the prospects. */
async function withCombinations<T>(
  places: FilePlaces,
  { qualified, criteria }: JudgedProspects,
  work: (table: Sql) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "quintile-qualify-"));
  try {
    const file = join(folder, "combinations.jsonl");
    writeFileSync(
      file,
      qualified.map((each, index) => `${JSON.stringify(combination(each, index, criteria))}\n`).join(""),
    );
    const { relation } = await places.file(file);
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
