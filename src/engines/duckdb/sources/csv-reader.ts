import { identifier, literal, type Sql, sql } from "../../../sql/fragment.js";
import type { FileOptions, InputFile, Workspace } from "../../engine.js";
import { EngineFailure, type MalformedCsv } from "../../failures.js";
import { type DuckdbFailure, failureOf } from "../failure.js";
import { CsvScanner } from "../../files/csv-scanner.js";
import { type Fault, findBadRecord } from "../../files/find-fault.js";
import { inputFile } from "../../files/input-file.js";
import { hasReturns, withPlainLineEnds } from "../../files/plain-line-ends.js";
import { HEAD_BYTES } from "../../files/text-file.js";
import type { DuckdbSession } from "../session.js";
import { listOf } from "./later-files.js";
import type { FilesToRead } from "./file-source.js";

/** How the files of a source are written. */
interface CsvShape {
  readonly delimiter: string;
  /** How many columns they have. */
  readonly columns: number;
}

/** What the reader of the engine is told: which files to read, and how. */
export interface CsvArguments {
  readonly paths: Sql;
  readonly options: Sql;
}

/** How the engine is made to read delimited files, so that it reads all that follow the rules, and refuses all others. */
export interface CsvReader {
  /** One call of the engine's reader each, which together read all files. */
  readonly all: readonly CsvArguments[];
  /** The call that reads one of the files. */
  one(file: InputFile): CsvArguments;
}

/**
 * Two things are left to repair in the engine's reader (DuckDB 1.5).
 *
 * It does not see a quote that is still open at the end of a file where it reads more than two files for each thread. So small
 * files are looked at here, and large ones are read in groups of so few.
 *
 * Rows that end before the last columns, or have delimiters too many behind it, are evened out in a copy, where that is how a file is written.
 *
 * It refuses some files that follow the rules: where the lines of one file end in different ways, and where quoted text looks
 * like rows at a place where another thread begins. Such a file is proved to follow the rules, and then read again: from a copy
 * whose lines all end alike, or else in one thread. (Its `strict_mode = false` reads such files too, and drops letters from them.)
 */
export async function openCsvReader(
  { session, workspace, options, onFile }: FilesToRead,
  files: readonly InputFile[],
  shape: CsvShape,
): Promise<CsvReader> {
  const [small, large] = [
    files.filter((file) => file.size <= HEAD_BYTES),
    files.filter((file) => file.size > HEAD_BYTES),
  ];
  for (const file of small) await requireClosedQuotes(file, shape);
  const size = large.length > 1 ? 2 * (await threadsOf(session)) : 1;
  const groups: CsvGroup[] = [];
  for (const each of [...(small.length > 0 ? [small] : []), ...slices(large, size)]) {
    groups.push(await CsvGroup.open(session, each, shape));
  }
  session.repairWith(async (error, signal) => {
    const foreign = failureOf(error, "bad-encoding");
    const undecoded = foreign && groups.find((each) => each.reads(foreign.path ?? ""));
    if (undecoded !== undefined) return undecoded.decode(foreign?.path ?? "", workspace, options, onFile);
    const failure = failureOf(error, "malformed-csv");
    const group = failure && groups.find((each) => each.reads(failure.path));
    if (failure === undefined || group === undefined) return false;
    const place = await group.findFault(signal);
    if (place?.values !== undefined && (await group.evenOut(workspace, options, onFile, signal))) return true;
    if (place !== undefined) group.raiseFault(failure, place);
    return group.readOtherwise(workspace, onFile);
  });
  return {
    all: groups.map((group) => group.all),
    one: (file) => (groups.find((group) => group.files.includes(file)) as CsvGroup).one(file),
  };
}

/** A fault, and the file that has it. */
interface FoundFault extends Fault {
  readonly path: string;
}

/** Files that the engine reads by one call of its reader. Variables of the session say from where, and whether in several threads. */
class CsvGroup {
  static #opened = 0;
  readonly files: readonly InputFile[];
  readonly #session: DuckdbSession;
  readonly #shape: CsvShape;
  readonly #paths: string;
  readonly #isParallel: string;
  /** What stands in for the files where it is not themselves. */
  #copies: readonly InputFile[];
  #attempts = 0;

  private constructor(session: DuckdbSession, files: readonly InputFile[], shape: CsvShape) {
    [this.#session, this.files, this.#copies, this.#shape] = [session, files, files, shape];
    CsvGroup.#opened += 1;
    [this.#paths, this.#isParallel] = [`csv_files_${CsvGroup.#opened}`, `csv_parallel_${CsvGroup.#opened}`];
  }

  static async open(session: DuckdbSession, files: readonly InputFile[], shape: CsvShape): Promise<CsvGroup> {
    const group = new CsvGroup(session, files, shape);
    await group.#set(group.#isParallel, literal(true));
    await group.#setPaths();
    return group;
  }

  get all(): CsvArguments {
    return { paths: valueOf(this.#paths), options: this.#options };
  }

  one(file: InputFile): CsvArguments {
    const position = this.files.indexOf(file) + 1;
    return { paths: sql`[${valueOf(this.#paths)}[${literal(position)}]]`, options: this.#options };
  }

  reads(path: string): boolean {
    return this.#copies.some((copy) => copy.path === path);
  }

  /** The first fault of a file that breaks the rules; undefined where all of them keep the rules. */
  async findFault(signal: AbortSignal | undefined): Promise<FoundFault | undefined> {
    for (const file of this.#copies) {
      const place = await findBadRecord(file, this.#shape.delimiter, this.#shape.columns, signal);
      if (place !== undefined) return { ...place, path: file.path };
    }
    return undefined;
  }

  raiseFault(failure: MalformedCsv, { path, ...place }: FoundFault): never {
    throw new EngineFailure<DuckdbFailure>({ ...failure, ...this.#shape, path, place });
  }

  /** Reads copies whose rows are as long as the header, where files are written so that they need not be; false where they are not. */
  async evenOut(
    workspace: Workspace,
    { note }: FileOptions,
    onFile: (file: InputFile) => void,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { unevenRows, withEvenRows } = await import("../../files/even-rows.js");
    const { delimiter, columns } = this.#shape;
    const copies: InputFile[] = [];
    for (const file of this.#copies) {
      const uneven = await unevenRows(file, delimiter, columns, signal);
      if (uneven === undefined) return false;
      const { rows, short, long } = uneven;
      if (short > 0)
        note?.(`${short} of ${rows} rows of ${file.name} end before the last columns: what they lack is blank.`);
      if (long > 0)
        note?.(`${long} of ${rows} rows of ${file.name} have nothing but delimiters behind the last column.`);
      const isEven = short + long === 0;
      const copy = isEven ? file : inputFile(await workspace.write(withEvenRows(file, delimiter, columns)), file);
      if (copy !== file) onFile(copy);
      copies.push(copy);
    }
    this.#copies = copies;
    await this.#setPaths();
    return true;
  }

  /** Reads the files in another way, once they are proved; false where there is none left. */
  async readOtherwise(workspace: Workspace, onFile: (file: InputFile) => void): Promise<boolean> {
    this.#attempts += 1;
    if (this.#attempts === 1 && (await this.#copyReturns(workspace, onFile))) return true;
    if (this.#attempts > 2) return false;
    this.#attempts = 2;
    await this.#set(this.#isParallel, literal(false));
    return true;
  }

  /** Reads a file in the encoding that it turned out to have; false where no encoding reads it. */
  async decode(
    path: string,
    workspace: Workspace,
    options: FileOptions,
    onFile: (file: InputFile) => void,
  ): Promise<boolean> {
    const position = this.#copies.findIndex((copy) => copy.path === path);
    const file = this.#copies[position];
    if (file === undefined || file.isConverted || options.encoding !== undefined) return false;
    const { decodedFile } = await import("../../files/encodings/decoded-file.js");
    const decoded = await decodedFile(file, workspace, options.note ?? (() => {}));
    if (decoded === undefined) return false;
    onFile(decoded);
    this.#copies = this.#copies.with(position, decoded);
    await this.#setPaths();
    return true;
  }

  /** True where a file was to be copied. */
  async #copyReturns(workspace: Workspace, onFile: (file: InputFile) => void): Promise<boolean> {
    const { delimiter } = this.#shape;
    const copies: InputFile[] = [];
    for (const file of this.#copies) {
      const copy = (await hasReturns(file, delimiter))
        ? inputFile(await workspace.write(withPlainLineEnds(file, delimiter)), file)
        : file;
      if (copy !== file) onFile(copy);
      copies.push(copy);
    }
    const isCopied = copies.some((copy, index) => copy !== this.#copies[index]);
    this.#copies = copies;
    await this.#setPaths();
    return isCopied;
  }

  get #options(): Sql {
    return sql`, parallel = ${valueOf(this.#isParallel)}`;
  }

  #setPaths(): Promise<void> {
    return this.#set(this.#paths, listOf(this.#copies.map(({ path }) => path)));
  }

  async #set(variable: string, value: Sql): Promise<void> {
    await this.#session.query(sql`SET VARIABLE ${identifier(variable)} = ${value}`);
  }
}

function valueOf(variable: string): Sql {
  return sql`getvariable(${literal(variable)})`;
}

async function requireClosedQuotes(file: InputFile, { delimiter, columns }: CsvShape): Promise<void> {
  const bytes = await file.head(HEAD_BYTES);
  if (!bytes.includes(0x22)) return;
  const scanner = new CsvScanner(delimiter, () => {});
  scanner.read(bytes);
  if (!scanner.isQuoted) return;
  const failure: MalformedCsv = { kind: "malformed-csv", path: file.path, fault: "quote", delimiter, columns };
  throw new EngineFailure<DuckdbFailure>({ ...failure, place: await findBadRecord(file, delimiter, columns) });
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
