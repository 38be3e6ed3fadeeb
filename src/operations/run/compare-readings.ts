import type { BoundSales } from "../../analysis/sales/bound-sales.js";
import { inputName, QuintileError } from "../../errors.js";
import type { Reading } from "../../results/reading.js";
import type { StoredRun } from "../../results/stored/stored-run.js";
import { columnsOf, readingOf } from "../../scoring/reading-of.js";
import type { GivenReading } from "../../scoring/read-sales.js";
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
    bound: (bound) => {
      if (cutpointsOf !== undefined) requireLikeReading(cutpointsOf, bound, given);
    },
    read: (read) => {
      const now = knownReading(readingOf(read));
      const others = cutpointsOf?.run === last?.run ? [last] : [last, cutpointsOf];
      for (const run of others) {
        const found = run === undefined ? [] : differences(knownReadingOf(run), now);
        if (found.length > 0) note(`Unlike run ${run?.run}: ${found.map(describeDifference).join("; ")}`);
      }
    },
  };
}

function requireLikeReading(run: StoredRun, { mapping, source }: BoundSales, given: GivenRules): void {
  const { refunds, timezone = "UTC" } = given;
  const now = { ...knownColumns(columnsOf(mapping)), where: mapping.where ?? null, timezone, refunds };
  const found = differences(knownReadingOf(run), now).filter(
    ({ fact, now: to }) => to === null || !isElsewhere(run, fact, source.relation.columns),
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

/** What makes a fact the same as before. */
function remedy({ fact, was }: ReadingDifference): string {
  return was === null ? `leave out ${inputName(fact)}` : `${inputName(fact)} ${shellWord(was)}`;
}
