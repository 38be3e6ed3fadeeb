import { firstRows } from "../../analysis/sales/first-rows.js";
import type { Engine, Source } from "../../engines/engine.js";
import type { Inspection } from "../../results/inspection.js";
import { Stages } from "../../scoring/stages.js";
import type { ValuesOf } from "../inputs/input.js";
import { withSource } from "../inputs/with-source.js";
import type { Context } from "../operation.js";
import type { inspectInputs } from "./operation.js";
import { proveSales } from "./prove-sales.js";

/** Rows that are shown on a terminal where no number is given. */
const USUAL_ROWS = 5;

/**
 * Looks at a source, and reads all of its sales as a run would, without scoring them. Raises what opening it does; what a run
 * would ask or refuse is a part of the answer.
 */
export async function inspectSource(
  { rows, ...options }: ValuesOf<typeof inspectInputs>,
  context: Context,
): Promise<Inspection> {
  const shown = rows ?? (context.showsValues === true ? USUAL_ROWS : 0);
  const stages = new Stages(context.progress);
  return withSource(options, context, stages, async ({ engine, source }) => ({
    source: source.label,
    rows: source.estimatedRows ?? null,
    ...(await provenSales(engine, source, options, stages, context)),
    first_rows: shown === 0 ? null : await readFirst(source, shown),
  }));
}

/** What the rows show. The sentences about the file itself come first. */
async function provenSales(
  engine: Engine,
  source: Source,
  options: ValuesOf<typeof inspectInputs>,
  stages: Stages,
  { spelling, showsValues = false }: Context,
): Promise<Omit<Inspection, "source" | "rows" | "first_rows">> {
  const proven = await stages.run(
    "sales",
    (listener) => proveSales({ engine, source, options, listener, spelling, showsValues }),
    source.estimatedRows,
  );
  return { ...proven, findings: [...source.notes, ...proven.findings] };
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
