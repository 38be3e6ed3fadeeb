import { writeFileSync } from "node:fs";
import { QuintileError } from "../../errors.js";
import { defineOperation, withEngine } from "../operation.js";
import { bindSales } from "../../scoring/bind-sales.js";
import { chooseModel, chooseScoring } from "../run/choose-scoring.js";
import { describeColumns } from "../run/shown-columns.js";
import { noteOnTies, parseTies } from "../run/parse-ties.js";
import { requireDistinctFiles } from "../run/written-files.js";
import { sharedInputs, sqlInputs } from "./inputs.js";
import { print } from "./print.js";
import type { PrintedSql, SqlResult } from "../../results/sql.js";

/** Prints the whole way from sales to segments as SQL that needs no Quintile. */
export const sqlOperation = defineOperation({
  name: "sql",
  summary: "Print a run as SQL for dbt or cron",
  description:
    "Prints what a run computes as one SELECT in named steps, which runs without Quintile and stays right when sales are added: for a dbt model, a view, or, with --into, a script for cron. Nothing is published.",
  inputs: sqlInputs,
  configured: Object.keys(sharedInputs) as (keyof typeof sharedInputs)[],
  run: async (options, { progress, signal } = {}): Promise<SqlResult> => {
    const ties = parseTies(options.ties);
    const model = await chooseModel(options.model);
    const scoring = await chooseScoring(options.scoring);
    const note = noteOnTies(options.ties, scoring, ties);
    if (note !== undefined) progress?.note(note);
    const { openEngine, withoutPassword } = await import("../../engines/open-engine.js");
    const engine = await openEngine({ source: options.source, signal });
    const printed = await withEngine(engine, async () => {
      const source = await engine.source(options.source, options.table);
      for (const each of source.notes) progress?.note(each);
      if (options.to !== undefined) requireDistinctFiles({ ...options, to: [options.to] }, source.files, source.label);
      progress?.stage("sales");
      const bound = await bindSales(source, options);
      progress?.note(`Columns: ${describeColumns(bound.mapping)}`);
      return print(engine, bound, options, { scoring, ties, model }, withoutPassword(options.source));
    });
    return write(printed, options.to);
  },
});

function write(printed: PrintedSql, file: string | undefined): SqlResult {
  if (file === undefined) return printed;
  const text = `${printed.sql}\n`;
  if (file === "-" || file === "/dev/stdout") process.stdout.write(text);
  else {
    try {
      writeFileSync(file, text);
    } catch (cause) {
      throw new QuintileError("NOT_WRITABLE", `${file} cannot be written.`, {
        hint: "Check that its folder exists and that you may write there.",
        cause,
      });
    }
  }
  return { ...printed, file };
}
