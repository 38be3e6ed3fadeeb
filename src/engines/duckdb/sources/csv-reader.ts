import { identifier, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { InputFile } from "../../engine.js";
import { EngineFailure, failureOf, type MalformedCsv } from "../../failures.js";
import { CsvScanner } from "../../files/csv-scanner.js";
import { findBadRecord } from "../../files/find-fault.js";
import { HEAD_BYTES } from "../../files/text-file.js";
import type { DuckdbSession } from "../session.js";

/** How the files of a source are written. */
interface CsvShape {
  readonly delimiter: string;
  /** How many columns they have. */
  readonly columns: number;
}

/** Files that the engine reads by one call of its reader. */
interface CsvGroup {
  readonly files: readonly InputFile[];
  /** The session's variable that makes the reader forgiving; it is one at first that is strict. */
  readonly variable: string;
}

/** How the engine is made to read delimited files, so that it reads all that follow the rules, and refuses all others. */
export interface CsvReader {
  /** Some of the files by groups, each with the options that go with it. */
  groups(files: readonly InputFile[]): readonly { readonly paths: readonly string[]; readonly forgiving: Sql }[];
}

let groupsOfAll = 0;

/**
 * The engine's reader does not see a quote that is still open at the end of a file when it reads more than two files for each
 * thread. So small files are looked at here, and large ones are read in groups of so few.
 *
 * It refuses some files that follow the rules: where rows of one file end in different ways, and where quoted text looks like
 * rows at a place where another thread begins. Such a file is proved to follow the rules (`findBadRecord`), and read again by a
 * reader that forgives, in one thread. Nothing else is ever read by that reader: it forgives what nobody should.
 */
export async function openCsvReader(
  session: DuckdbSession,
  files: readonly InputFile[],
  shape: CsvShape,
): Promise<CsvReader> {
  const [small, large] = [
    files.filter((file) => file.size <= HEAD_BYTES),
    files.filter((file) => file.size > HEAD_BYTES),
  ];
  for (const file of small) await requireClosedQuotes(file, shape);
  const size = large.length > 1 ? 2 * (await threadsOf(session)) : 1;
  const groups = [...(small.length > 0 ? [small] : []), ...slices(large, size)].map((each): CsvGroup => {
    groupsOfAll += 1;
    return { files: each, variable: `csv_reader_${groupsOfAll}` };
  });
  const forgiving = new Set<CsvGroup>();
  session.onRefusal(async (error, signal) => {
    const failure = failureOf(error, "malformed-csv");
    const group = groups.find((each) => each.files.some(({ path }) => path === failure?.path));
    if (failure === undefined || group === undefined) return false;
    for (const file of group.files) {
      const fault = await findBadRecord(file, shape.delimiter, shape.columns, signal);
      if (fault !== undefined) throw new EngineFailure({ ...failure, ...shape, path: file.path, place: fault }, error);
    }
    if (forgiving.has(group)) return false;
    forgiving.add(group);
    await session.query(sql`SET VARIABLE ${identifier(group.variable)} = false`);
    return true;
  });
  return {
    groups: (chosen) =>
      groups.flatMap(({ files: all, variable }) => {
        const paths = all.filter((file) => chosen.includes(file)).map(({ path }) => path);
        const isStrict = sql`coalesce(getvariable(${literal(variable)}), true)`;
        return paths.length === 0
          ? []
          : [{ paths, forgiving: sql`, parallel = ${isStrict}, strict_mode = ${isStrict}` }];
      }),
  };
}

async function requireClosedQuotes(file: InputFile, { delimiter, columns }: CsvShape): Promise<void> {
  const bytes = await file.head(HEAD_BYTES);
  if (!bytes.includes(0x22)) return;
  const scanner = new CsvScanner(delimiter, () => {}, { firstLine: file.firstLine });
  scanner.read(bytes);
  if (!scanner.isQuoted) return;
  const failure: MalformedCsv = { kind: "malformed-csv", path: file.path, fault: "quote", delimiter, columns };
  throw new EngineFailure({ ...failure, place: await findBadRecord(file, delimiter, columns) });
}

async function threadsOf(session: DuckdbSession): Promise<number> {
  const [row] = await session.query(sql`SELECT current_setting('threads') AS threads`);
  return Number(row?.["threads"]);
}

function slices<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
