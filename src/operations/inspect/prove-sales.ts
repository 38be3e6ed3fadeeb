import type { BoundSales } from "../../analysis/sales/bound-sales.js";
import type { Engine, Source } from "../../engines/engine.js";
import type { ProgressListener } from "../../sql/database.js";
import { QuintileError, spell, type Spelling } from "../../errors.js";
import type { Doubt, InspectedRows, Inspection } from "../../results/inspection.js";
import { bindSales } from "../../scoring/bind-sales.js";
import { readSales, type SalesRead } from "../../scoring/read-sales.js";
import { columnsOf, readingOf } from "../../scoring/reading-of.js";
import { idNotes } from "../run/id-notes.js";
import { type SalesOptions, salesPlanOf } from "../run/plan.js";
import { readingNotes } from "../run/reading-notes.js";
import { shownColumns } from "../run/shown-columns.js";

/** What reading the sales shows. */
type Proven = Pick<Inspection, "roles" | "date_format" | "reading" | "account" | "findings" | "doubts">;

interface Sales {
  readonly engine: Engine;
  readonly source: Source;
  readonly options: SalesOptions;
  readonly listener: ProgressListener;
  readonly spelling: Spelling | undefined;
}

const NO_ROLES: Inspection["roles"] = { customer: null, date: null, revenue: null, order: null };

/** Reads the sales as a run does. What a run would ask or refuse is a doubt; it stops at the first, as a run does. */
export async function proveSales({ engine, source, options, listener, spelling }: Sales): Promise<Proven> {
  const findings: string[] = [];
  const note = (message: string): void => void findings.push(spell(message, spelling));
  const listeners = [readingNotes(note), idNotes(engine, note)];
  const plan = await salesPlanOf(engine, options);
  let bound: BoundSales<Source> | undefined;
  try {
    bound = await bindSales(source, plan.columns);
    for (const each of listeners) each.bound?.(bound);
    const read = await readSales(engine, bound, plan.reading, listener);
    for (const each of listeners) await each.read(read);
    const reading = readingOf(read);
    return {
      roles: shownColumns(reading.columns),
      date_format: reading.date_format,
      reading,
      account: accountOf(read),
      findings,
      doubts: [],
    };
  } catch (error) {
    if (!(error instanceof QuintileError) || error.code === "CANCELLED" || error.code === "INTERNAL") throw error;
    const roles = bound === undefined ? NO_ROLES : shownColumns(columnsOf(bound.mapping));
    return {
      roles,
      date_format: null,
      reading: null,
      account: null,
      findings,
      doubts: [doubtOf(error.spelled(spelling ?? ((name) => name)))],
    };
  }
}

function accountOf({ rows, sales, customers, rejected }: SalesRead): InspectedRows {
  return { rows, sales, customers, rejected };
}

function doubtOf({ code, message, hint, tries }: QuintileError): Doubt {
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(tries.length === 0 ? {} : { try: tries }),
  };
}
