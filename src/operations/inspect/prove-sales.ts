import type { BoundSales } from "../../analysis/sales/bound-sales.js";
import type { DateRule } from "../../analysis/sales/sales.js";
import type { Engine, Source } from "../../engines/engine.js";
import type { ProgressListener } from "../../sql/database.js";
import { QuintileError, spell, type Spelling } from "../../errors.js";
import type { Proposal } from "../../intake/roles/proposal.js";
import type { Doubt, InspectedIds, InspectedRows, Inspection } from "../../results/inspection.js";
import { look } from "../../scoring/look.js";
import { type IdFindings, lookAtIds } from "../../scoring/look-at-ids.js";
import { prove, type SalesRead } from "../../scoring/prove.js";
import { readingOf } from "../../scoring/reading-of.js";
import { notesOnIds } from "../run/id-notes.js";
import { type SalesOptions, salesPlanOf } from "../run/plan.js";
import { readingNotes } from "../run/reading-notes.js";
import { explainedRoles, NO_ROLES } from "./explained-roles.js";
import { writtenColumns } from "./written-columns.js";

/** What reading the sales shows. */
type Proven = Pick<
  Inspection,
  "columns" | "roles" | "date_format" | "reading" | "account" | "ids" | "findings" | "doubts"
>;

interface Sales {
  readonly engine: Engine;
  readonly source: Source;
  readonly options: SalesOptions;
  readonly listener: ProgressListener;
  readonly spelling: Spelling | undefined;
  /** True where values may be shown. */
  readonly showsValues: boolean;
}

/** As far as sales were understood before something was in doubt. */
interface PartlyUnderstood {
  bound?: BoundSales<Source>;
  proposal?: Proposal;
  date?: DateRule;
}

/** Reads the sales as a run does. What a run would ask or refuse is a doubt; it stops at the first, as a run does. */
export async function proveSales(sales: Sales): Promise<Proven> {
  const { source, options, spelling, showsValues } = sales;
  const known: PartlyUnderstood = {};
  const findings: string[] = [];
  const note = (message: string): void => void findings.push(spell(message, spelling));
  const { read, ids, doubts } = await readOrDoubt(sales, known, note);
  const { bound = known.bound, proposal = known.proposal } = read ?? {};
  const reading = read && readingOf(read);
  return {
    columns: await writtenColumns({ source, bound, date: read?.rules.date ?? known.date, given: options, showsValues }),
    roles: bound === undefined || proposal === undefined ? NO_ROLES : explainedRoles(bound.mapping, proposal),
    date_format: reading?.date_format ?? null,
    reading: reading ?? null,
    account: read === undefined ? null : accountOf(read),
    ids: read === undefined || ids === undefined ? null : shownIds(read, ids),
    findings,
    doubts,
  };
}

/** @param known told how far the understanding has come. */
async function readOrDoubt(
  { engine, source, options, listener, spelling }: Sales,
  known: PartlyUnderstood,
  note: (message: string) => void,
): Promise<{ read?: SalesRead; ids?: IdFindings; doubts: readonly Doubt[] }> {
  const notes = readingNotes(note);
  const plan = await salesPlanOf(engine, options);
  try {
    const understanding = await look(source, plan, (bound, proposal) => {
      Object.assign(known, { bound, proposal });
      notes.bound?.(bound);
    });
    known.date = understanding.rules.date;
    const read = await prove(engine, understanding, listener);
    await notes.read(read);
    const ids = await lookAtIds(engine, read);
    notesOnIds(ids, read.bound.mapping.customer).forEach(note);
    return { read, ids, doubts: [] };
  } catch (error) {
    if (!(error instanceof QuintileError) || error.code === "CANCELLED" || error.code === "INTERNAL") throw error;
    return { doubts: [doubtOf(error.spelled(spelling ?? ((name) => name)))] };
  }
}

function accountOf({ rows, sales, customers, rejected }: SalesRead): InspectedRows {
  return { rows, sales, customers, rejected };
}

function shownIds({ wholeNumbers, rules }: SalesRead, { twins, nobody }: IdFindings): InspectedIds {
  return { whole_numbers: wholeNumbers, without_point: rules.floatIds === true, twins, nobody };
}

function doubtOf({ code, message, hint, tries }: QuintileError): Doubt {
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(tries.length === 0 ? {} : { try: tries }),
  };
}
