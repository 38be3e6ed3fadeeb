import { sourceOf } from "../inputs/source-of.js";
import { writeText } from "../../engines/files/write-text.js";
import type { Context } from "../operation.js";
import { bindSales } from "../../scoring/bind-sales.js";
import { chooseModel } from "../run/choose-model.js";
import { chooseScoring } from "../run/choose-scoring.js";
import { describeColumns } from "../run/shown-columns.js";
import { noteOnTies, parseTies } from "../run/parse-ties.js";
import { requireDistinctFiles } from "../run/written-files.js";
import type { SqlValues } from "./inputs.js";
import { print } from "./print.js";
import type { SqlResult } from "../../results/sql.js";

/** Prints the whole way from sales to segments as SQL that needs no Quintile. */
export async function printSql(options: SqlValues, { progress, signal }: Context): Promise<SqlResult> {
  const ties = parseTies(options.ties);
  const model = await chooseModel(options.model);
  const scoring = await chooseScoring(options.scoring);
  const note = noteOnTies(options.ties, scoring, ties);
  if (note !== undefined) progress?.note(note);
  const { openPlaces, withPlaces } = await import("../../engines/open-places.js");
  const { withoutPassword } = await import("../../engines/location.js");
  const opening = openPlaces({
    source: sourceOf(options),
    signal,
  });
  const printed = await withPlaces(opening, async ({ engine, source }) => {
    for (const each of source.notes) progress?.note(each);
    if (options.to !== undefined) requireDistinctFiles({ ...options, to: [options.to] }, source.files, source.label);
    progress?.stage("sales");
    const bound = await bindSales(source, options);
    progress?.note(`Columns: ${describeColumns(bound.mapping)}`);
    return print(engine, bound, options, { scoring, ties, model }, withoutPassword(options.source), (message) =>
      progress?.note(message),
    );
  });
  if (options.to === undefined) return printed;
  await writeText(options.to, `${printed.sql}\n`);
  return { ...printed, file: options.to };
}
