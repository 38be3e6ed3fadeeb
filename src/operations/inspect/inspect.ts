import type { BoundSales } from "../../analysis/sales/bound-sales.js";
import { firstRows } from "../../analysis/sales/first-rows.js";
import type { Source } from "../../engines/engine.js";
import { QuintileError } from "../../errors.js";
import { firstDateRule } from "../../intake/readings/date-rules.js";
import type { Doubt, Inspection } from "../../results/inspection.js";
import { bindSales, type GivenColumns } from "../../scoring/bind-sales.js";
import { columnsOf, dateFormatOf } from "../../scoring/reading-of.js";
import { saleColumn } from "../../scoring/sale-column.js";
import { sourceOf } from "../inputs/source-of.js";
import type { Context, ValuesOf } from "../operation.js";
import { shownColumns } from "../run/shown-columns.js";
import type { inspectInputs } from "./operation.js";

/** Rows that are shown on a terminal where nobody says how many. */
const USUAL_ROWS = 5;

const NO_ROLES: Inspection["roles"] = { customer: null, date: null, revenue: null, order: null };

/** Looks at a source. Raises what opening it does; what a run would ask or refuse is a part of the answer. */
export async function inspectSource(
  { source: at, table, encoding, sheet, rows, dateFormat, ...given }: ValuesOf<typeof inspectInputs>,
  context: Context,
): Promise<Inspection> {
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const shown = rows ?? (context.showsValues === true ? USUAL_ROWS : 0);
  const note = (message: string): void => context.progress?.note(message);
  const sought = sourceOf({ source: at, table, encoding, sheet }, note, context.input);
  return withPlaces(openPlaces({ source: sought, signal: context.signal }), async ({ source }) => {
    source.notes.forEach(note);
    return {
      source: source.label,
      rows: source.estimatedRows ?? null,
      columns: source.relation.columns.map(({ name, kind, type }) => ({ name, kind, type })),
      ...(await lookAtSales(source, given, dateFormat)),
      first_rows: shown === 0 ? null : await readFirst(source, shown),
    };
  });
}

/** What a run would find out first; it stops at the first doubt, as a run does. */
async function lookAtSales(
  source: Source,
  given: GivenColumns,
  dateFormat: string | undefined,
): Promise<Pick<Inspection, "roles" | "date_format" | "doubts">> {
  let bound: BoundSales<Source> | undefined;
  try {
    bound = await bindSales(source, given);
    const date_format = await dateFormatIn(bound, dateFormat);
    return { roles: shownColumns(columnsOf(bound.mapping)), date_format, doubts: [] };
  } catch (error) {
    if (!(error instanceof QuintileError) || error.code === "CANCELLED" || error.code === "INTERNAL") throw error;
    const roles = bound === undefined ? NO_ROLES : shownColumns(columnsOf(bound.mapping));
    return { roles, date_format: null, doubts: [doubtOf(error)] };
  }
}

async function dateFormatIn(bound: BoundSales<Source>, given: string | undefined): Promise<string | null> {
  if (bound.kinds.date !== "text") return null;
  return dateFormatOf(bound.kinds.date, await firstDateRule(saleColumn(bound, "date"), given));
}

function doubtOf({ code, message, hint, tries }: QuintileError): Doubt {
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(tries.length === 0 ? {} : { try: tries }),
  };
}

async function readFirst(source: Source, count: number): Promise<(string | null)[][]> {
  const { columns } = source.relation;
  const rows = await source.query(firstRows(source.start, columns, count));
  return rows.map((row) =>
    columns.map((_, index) => {
      const value = row[`column ${index}`] ?? null;
      return value === null ? null : String(value);
    }),
  );
}
