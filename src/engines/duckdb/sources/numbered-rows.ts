import { join, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { InputFile, Workspace } from "../../engine.js";
import { lineShifts } from "../../files/line-shifts.js";

/**
 * The rows of each file with its name and the line on which each begins.
 *
 * @param read what stands after FROM to read one file.
 * @param delimiter undefined for JSON lines.
 */
export async function numberedRows(
  files: readonly InputFile[],
  read: (file: InputFile) => Sql,
  delimiter: string | undefined,
  workspace: Workspace,
): Promise<Sql> {
  const numbered: Sql[] = [];
  for (const file of files) {
    const shifts = await workspace.write(lineShifts(file, delimiter));
    const lines = sql`read_csv(${literal(shifts)}, auto_detect = false, header = false, columns = {'record': 'BIGINT', 'shift': 'BIGINT'})`;
    numbered.push(sql`SELECT ${literal(file.name)} AS quintile_file, records.record + shifts.shift AS quintile_line, records.quintile_row
      FROM (SELECT row_number() OVER () AS record, quintile_row FROM ${read(file)} AS quintile_row) AS records
      ASOF JOIN ${lines} AS shifts ON records.record >= shifts.record`);
  }
  return sql`(${join(numbered, " UNION ALL ")})`;
}

/** The shape of {@link numberedRows}, without a look at the lines. */
export function noNumberedRows(from: Sql): Sql {
  return sql`(SELECT '' AS quintile_file, 0 AS quintile_line, quintile_row FROM ${from} AS quintile_row LIMIT 0)`;
}
