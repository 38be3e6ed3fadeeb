import { inputName, QuintileError } from "../../errors.js";
import type { Reading } from "../../results/reading.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import { columnsOf, readingOf } from "../../scoring/reading-of.js";
import type { GivenReading } from "../../scoring/understanding.js";
import type { ReadingListener } from "../../scoring/score-sales.js";
import { findColumn } from "../../sql/find-column.js";
import type { Column } from "../../sql/relation.js";
import { shellWord } from "../../shell-word.js";
import {
  describeDifference,
  differences,
  knownColumns,
  knownReading,
  knownReadingOf,
  type KnownReading,
  type ReadingDifference,
  type ReadingFact,
} from "./known-reading.js";

/** What is known of a reading before any row is read. */
type GivenRules = Pick<GivenReading, "refunds" | "timezone">;

/** Runs that a new one is held against. */
export interface EarlierRuns {
  /** The last one of the store. */
  readonly last: StoredRun | undefined;
  /** The one whose cutpoints are used. */
  readonly cutpointsOf: StoredRun | undefined;
}

/**
 * Tells where the sales are read otherwise than by earlier runs. Raises `USAGE`, before any row is read, where cutpoints belong
 * to sales that were read otherwise: other purchases and amounts have other cutpoints.
 */
export function comparingReadings(
  { last, cutpointsOf }: EarlierRuns,
  given: GivenRules,
  note: (message: string) => void,
): ReadingListener {
  return {
    bound: ({ mapping, source }) => {
      if (cutpointsOf === undefined) return;
      const { order, status: _, refunded: __, ...columns } = knownColumns(columnsOf(mapping));
      const isKnown = mapping.order?.guessed !== true;
      const { refunds, timezone = "UTC" } = given;
      const now = { ...columns, ...(isKnown ? { order } : {}), where: mapping.where ?? null, timezone, refunds };
      requireLikeReading(cutpointsOf, now, source.relation.columns);
    },
    read: (read) => {
      const now = knownReading(readingOf(read));
      const { columns } = read.bound.source.relation;
      if (cutpointsOf !== undefined) requireLikeReading(cutpointsOf, decidedFacts(now), columns);
      const others = cutpointsOf?.run === last?.run ? [last] : [last, cutpointsOf];
      for (const run of others) {
        const found = run === undefined ? [] : differences(knownReadingOf(run), now);
        if (found.length > 0) note(`Unlike run ${run?.run}: ${found.map(describeDifference).join("; ")}`);
      }
    },
  };
}

/** What is known only once all rows are read, and makes other purchases and amounts. */
function decidedFacts({ order, status, refunded, currency, rates, amount_of }: KnownReading): KnownReading {
  return definedOnly({ order, status, refunded, currency, rates, amount_of });
}

function definedOnly(facts: { readonly [Fact in ReadingFact]?: string | null | undefined }): KnownReading {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}

function requireLikeReading(run: StoredRun, now: KnownReading, columns: readonly Column[]): void {
  const found = differences(knownReadingOf(run), now).filter(
    ({ fact, now: to }) => to === null || !isElsewhere(run, fact, columns),
  );
  if (found.length === 0) return;
  throw new QuintileError(
    "USAGE",
    `The cutpoints of run ${run.run} belong to sales that were read otherwise: ${found.map(describeDifference).join("; ")}.`,
    {
      hint: `Read them as that run did: ${found.map(remedy).join(", ")}. Or leave out ${inputName("cutpoints")}, so that new ones are fitted.`,
    },
  );
}

/** True for a column that these sales do not have: there, another one may hold the same. */
function isElsewhere({ reading }: StoredRun, fact: ReadingFact, columns: readonly Column[]): boolean {
  const part = Object.hasOwn(reading?.columns ?? {}, fact) ? reading?.columns[fact as keyof Reading["columns"]] : null;
  return part?.kind === "column" && findColumn(columns, part.from) === undefined;
}

/** Facts that are found out unless an option says that there are none. */
const CAN_BE_NONE: ReadonlySet<ReadingFact> = new Set(["order", "status", "refunded"]);

/** What makes a fact the same as before. */
function remedy({ fact, was }: ReadingDifference): string {
  if (fact === "amount_of") return `${inputName("amountOf")} ${was ?? "line"}`;
  if (was === null && CAN_BE_NONE.has(fact)) return `${inputName(fact)} none`;
  return was === null ? `leave out ${inputName(fact)}` : `${inputName(fact)} ${shellWord(was)}`;
}
