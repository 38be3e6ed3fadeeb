import { inputName, QuintileError } from "../../../errors.js";
import type { FindTable, Workspace } from "../../engine.js";
import { distinctNames } from "../text-file.js";
import { type ColumnType, ColumnTypes } from "./column-types.js";
import { groupedReport } from "../regions/grouped-report.js";
import { seenRow } from "../regions/seen-row.js";
import type { Sheet, SheetRow } from "./workbook.js";

/** Rows of the start and of the end that are looked at for what is no row. */
const LOOKED_AT = 200;

/** A table that was read from sheets: rows in a file of CSV without a header, and what they are. */
export interface SheetTable {
  readonly path: string;
  /** The columns of the file, in order. */
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly isBlank: boolean }[];
  readonly rows: number;
  /** Rows with text that are none of the table, above the header and below the last row; and blank ones within. */
  readonly above: number;
  readonly below: number;
  readonly blank: number;
  /** Cells that hold an error, such as #N/A. */
  readonly errors: number;
}

/** The start of a sheet: where its table begins, and the names of its columns. */
export interface SheetStart {
  readonly sheet: Sheet;
  readonly above: number;
  /** Undefined where the sheet holds no table. */
  readonly names: readonly string[] | undefined;
  readonly first: readonly SheetRow[];
}

/** Looks at the first rows of a sheet. */
export async function lookAtSheet(sheet: Sheet, find: FindTable | undefined): Promise<SheetStart> {
  const first: SheetRow[] = [];
  for await (const rows of sheet.rows()) {
    first.push(...rows.slice(0, LOOKED_AT - first.length));
    if (first.length === LOOKED_AT) break;
  }
  const above = find?.above(first.map(seenRow)) ?? 0;
  const width = Math.max(0, ...first.slice(above).map((row) => row.length));
  const header = first[above];
  if (header === undefined || header.filter((cell) => cell !== undefined).length < 2)
    return { sheet, above, names: undefined, first };
  const names = distinctNames(Array.from({ length: width }, (_, index) => header[index]?.text ?? ""));
  return { sheet, above, names, first };
}

/** Reads sheets that have the same columns, in any order, into one table. Raises `BAD_FILE`. */
export async function readSheets(
  starts: readonly SheetStart[],
  find: FindTable | undefined,
  workspace: Workspace,
  shown: string,
): Promise<SheetTable> {
  const names = starts[0]?.names ?? [];
  const types = names.map(() => new ColumnTypes());
  const account = { rows: 0, above: 0, below: 0, blank: 0 };
  async function* lines(): AsyncGenerator<string> {
    for (const start of starts) yield* linesOf(start, names, types, find, shown, account);
  }
  const path = await workspace.write(lines());
  const errors = types.reduce((sum, each) => sum + each.errors, 0);
  const header = starts[0]?.first[starts[0].above];
  const columns = names.map((name, index) => {
    const type = types[index] as ColumnTypes;
    return { name, type: type.type(), isBlank: type.isBlank && header?.[index] === undefined };
  });
  return { path, columns, errors, ...account };
}

async function* linesOf(
  { sheet, above, first, names: own = [] }: SheetStart,
  names: readonly string[],
  types: readonly ColumnTypes[],
  find: FindTable | undefined,
  shown: string,
  account: { rows: number; above: number; below: number; blank: number },
): AsyncGenerator<string> {
  const places = names.map((name) => own.indexOf(name));
  const line = (row: SheetRow): string => {
    account.rows += 1;
    return `${places.map((place, index) => fieldOf(row, place, types[index] as ColumnTypes)).join(",")}\n`;
  };
  let number = 0;
  let held: SheetRow[] = [];
  const release = (rows: readonly SheetRow[]): string => {
    let text = "";
    for (const row of rows) {
      if (isBlank(row)) account.blank += 1;
      else text += line(row);
    }
    return text;
  };
  const groups = find?.groups(own.length);
  for await (const rows of sheet.rows()) {
    for (const row of rows) {
      number += 1;
      if (number <= above + 1) continue;
      const wide = row.findLastIndex((cell) => cell !== undefined);
      if (wide >= own.length) {
        throw new QuintileError(
          "BAD_FILE",
          `Row ${number} of sheet ${sheet.name} in ${shown} has more values than its header.`,
          {
            hint: "Give every column a name in the header, or clear the cells beside the table.",
          },
        );
      }
      held.push(row);
      groups?.see(seenRow(row));
    }
    if (groups?.isFound() === true) throw groupedReport(`Sheet ${sheet.name} of ${shown}`);
    if (held.length < 3 * LOOKED_AT) continue;
    yield release(held.slice(0, -LOOKED_AT));
    held = held.slice(-LOOKED_AT);
  }
  const below = find?.below(held.map(seenRow), own.length) ?? 0;
  yield release(held.slice(0, held.length - below));
  const [over, under] = [first.slice(0, above), held.slice(held.length - below)];
  account.above += over.filter((row) => !isBlank(row)).length;
  account.below += under.filter((row) => !isBlank(row)).length;
}

/** Text is always quoted, so that nothing in it has a meaning. An error counts as blank. */
function fieldOf(row: SheetRow, place: number, types: ColumnTypes): string {
  const cell = row[place];
  if (cell === undefined) return "";
  types.see(cell);
  if (cell.kind === "error") return "";
  return cell.kind === "text" ? `"${cell.text.replaceAll('"', '""')}"` : cell.text;
}

/** Chooses the sheets that are read. Raises `AMBIGUOUS_SHEET` and `NO_SUCH_TABLE`. */
export async function chooseSheets(
  sheets: readonly Sheet[],
  wanted: string | undefined,
  find: FindTable | undefined,
  shown: string,
): Promise<readonly SheetStart[]> {
  if (wanted !== undefined && wanted !== "*") return [await lookAtSheet(namedSheet(sheets, wanted, shown), find)];
  const starts: SheetStart[] = [];
  for (const sheet of sheets) if (!sheet.isHidden) starts.push(await lookAtSheet(sheet, find));
  const tables = starts.filter(({ names, first, above }) => names !== undefined && first.length > above + 1);
  const sales = tables.filter(couldBeSales);
  const named = sales.filter(({ names }) => find?.hasSales(names ?? []) === true);
  const found = named.length === 1 ? named : sales.length > 0 ? sales : tables;
  const [first, ...others] = found;
  if (first === undefined) {
    throw new QuintileError("EMPTY_SOURCE", `${shown} has no sheet with a header and rows.`, {
      hint: "Expected one sale per row below a header.",
    });
  }
  if (wanted === "*") return found.filter((each) => haveSameNames(each, first));
  if (others.length > 0) throw severalSheets(found, shown);
  return [first];
}

function namedSheet(sheets: readonly Sheet[], wanted: string, shown: string): Sheet {
  const found =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new QuintileError("NO_SUCH_TABLE", `${shown} has no sheet "${wanted}".`, {
    hint: `Its sheets: ${sheets.map(({ name }) => name).join(", ")}.`,
  });
}

function haveSameNames(one: SheetStart, other: SheetStart): boolean {
  const [names, others] = [one, other].map((each) =>
    [...(each.names ?? [])]
      .map((name) => name.toLowerCase())
      .toSorted()
      .join("\n"),
  );
  return names === others;
}

/** Sales have a column of dates and one of numbers, at least. */
function couldBeSales({ first, above, names }: SheetStart): boolean {
  const rows = first.slice(above + 1);
  const columns = (names ?? []).map((_, index) => rows.flatMap((row) => row[index] ?? []));
  const hasDates = columns.some((cells) =>
    cells.some(
      ({ kind, text }) => kind === "date" || kind === "timestamp" || /^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text),
    ),
  );
  const hasNumbers = columns.some((cells) =>
    cells.some(({ kind, text }) => kind === "number" || /^\W*\d[\d.,]*\W*$/.test(text)),
  );
  return hasDates && hasNumbers;
}

function severalSheets(found: readonly SheetStart[], shown: string): QuintileError {
  const names = found.map(({ sheet }) => sheet.name);
  const [first] = found;
  const alike = found.filter((each) => haveSameNames(each, first as SheetStart)).length > 1;
  // The last of several is the latest, as a rule, and all of them are what somebody means who keeps one per year.
  const proposed = names.toReversed().slice(0, alike ? 2 : 3);
  return new QuintileError("AMBIGUOUS_SHEET", `${shown} has several sheets that could be sales: ${names.join(", ")}.`, {
    hint: `Name one with ${inputName("sheet")}${alike ? ", or read all that have the same header with *" : ""}.`,
    tries: [
      ...proposed.map((name) => ({ inputs: { sheet: name }, means: `sheet ${name}` })),
      ...(alike ? [{ inputs: { sheet: "*" }, means: "all sheets with the same header" }] : []),
    ],
  });
}

function isBlank(row: SheetRow): boolean {
  return row.every((cell) => cell === undefined);
}
