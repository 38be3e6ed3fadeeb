import type { FindTable, InputFile, SeenRow, Workspace } from "../../engine.js";
import { inputFile } from "../input-file.js";
import { DELIMITERS, HEAD_BYTES } from "../text-file.js";
import { groupedReport } from "./grouped-report.js";
import { fromAligned, splitsAlike } from "./aligned-columns.js";
import { hasBlankRecords, withoutBlankRecords } from "./blank-records.js";
import { lacksHeader, withHeader } from "./missing-header.js";
import { noteOnRegion } from "./note-on-region.js";
import { fromRuled, isRuled } from "./ruled-columns.js";
import { type SeenRecord, seenRecords } from "./seen-records.js";

/** Records of the start that are looked at. */
const MOST_RECORDS = 300;
/** Bytes of the end that are looked at. */
const TAIL_BYTES = 1 << 16;
/** Bytes of the end that show where most tables end. */
const FEW_BYTES = 1 << 12;
const MARK = [0xef, 0xbb, 0xbf];

/** Where the table of a file lies. */
interface Region {
  readonly delimiter: string;
  readonly columns: number;
  /** The header, and what stands above it. */
  readonly header: SeenRecord;
  /** Where the bytes of the table begin. */
  readonly from: number;
  readonly above: readonly SeenRecord[];
  readonly body: readonly SeenRecord[];
  /** True where most rows below the header have as many values as it. */
  readonly partsRows: boolean;
  /** True where the header is a row like those below it. */
  readonly lacksHeader: boolean;
}

/**
 * The table of a delimited text: the file itself where it holds nothing else, or a copy without titles above it, totals and notes
 * below it, and rows of blanks. Columns that blanks align are separated. Line numbers stay those of the file. Raises `BAD_FILE` for a report with groups.
 *
 * @param note told what was left out.
 * @param onRegion told how many lines with text stand above and below the table.
 */
export async function tableOf(
  file: InputFile,
  find: FindTable | undefined,
  workspace: Workspace,
  note: (message: string) => void,
  onRegion: (lines: { readonly above: number; readonly below: number }) => void,
): Promise<InputFile> {
  if (find === undefined || file.size === 0) return file;
  const head = await file.head(HEAD_BYTES);
  if (isRuled(head)) {
    note(`${file.name} has columns that bars separate, and rules.`);
    const ruled = inputFile(await workspace.write(fromRuled(file)), { ...file, isConverted: true });
    return tableOf(ruled, find, workspace, note, onRegion);
  }
  const region = regionOf(head, head.length === file.size, find);
  if (region === undefined) return file;
  const { delimiter, columns, header, from, above, body } = region;
  if (columns === 1 && splitsAlike(head, head.length === file.size)) {
    const path = await workspace.write(fromAligned(file));
    note(`${file.name} has columns that blanks separate.`);
    return headed(inputFile(path, { ...file, isConverted: true }), find, workspace, note);
  }
  if (columns === 1) return file;
  if (above.length === 0 && region.lacksHeader) return headed(file, find, workspace, note);
  const groups = find.groups(columns);
  for (const { row } of body) groups.see(row);
  if (groups.isFound()) throw groupedReport(file.name);
  const { end, below, hasBlanks } = await endOf(file, region, find);
  const titles = above.filter(({ width }) => width > 0).length;
  const isBlankInside = hasBlanks || hasBlankRecords(head.subarray(header.start), delimiter);
  if (titles === 0 && end === file.size && !isBlankInside) return file;
  onRegion({ above: titles, below });
  const counter = { blank: 0 };
  const path = await workspace.write(withoutBlankRecords(file.chunks(from), end - from, delimiter, counter));
  if (titles + below > 0) note(noteOnRegion(file.name, titles, below));
  if (counter.blank > 0)
    note(`${file.name}: ${counter.blank} ${counter.blank === 1 ? "row holds" : "rows hold"} nothing but blanks.`);
  return inputFile(path, { ...file, isConverted: true, firstLine: file.firstLine + header.line - 1 });
}

/** The file, below a header that numbers its columns where it has none of its own: the line of each row stays. */
async function headed(
  file: InputFile,
  find: FindTable,
  workspace: Workspace,
  note: (message: string) => void,
): Promise<InputFile> {
  const head = await file.head(HEAD_BYTES);
  const region = regionOf(head, head.length === file.size, find);
  if (region === undefined || !region.lacksHeader) return file;
  const { columns, delimiter, header } = region;
  const path = await workspace.write(withHeader(columns, delimiter, file.chunks(header.start)));
  note(`${file.name} has no header: its columns are called column1 to column${columns}.`);
  return inputFile(path, { ...file, isConverted: true, firstLine: file.firstLine + header.line - 2 });
}

/** The headers of the table in the start of a delimited text; undefined where none is found. */
export function headerIn(head: Uint8Array, isWhole: boolean, find: FindTable): readonly string[] | undefined {
  return regionOf(head, isWhole, find)?.header.row.map(({ text }) => text.trim());
}

/**
 * The delimiter that gives the widest header, and where that header is; one that parts most rows below it alike goes before one that parts
 * the header alone, such as a mark within quoted names. Undefined where there is no record.
 */
function regionOf(head: Uint8Array, isWhole: boolean, find: FindTable): Region | undefined {
  let best: Region | undefined;
  const occur = DELIMITERS.filter((delimiter) => head.includes(delimiter.charCodeAt(0)));
  for (const delimiter of occur.length > 0 ? occur : DELIMITERS.slice(0, 1)) {
    const records = seenRecords(head, delimiter, isWhole, MOST_RECORDS);
    const least = best?.partsRows === true ? best.columns : 0;
    if (records.every(({ width }) => width <= least)) continue;
    const at = find.above(records.map(({ row }) => row));
    const header = records[at];
    if (header === undefined) continue;
    const body = records.slice(at + 1);
    const partsRows = header.width > 1 && areMostly(header.width, body);
    if (best !== undefined && (best.partsRows === partsRows ? header.width <= best.columns : best.partsRows)) continue;
    best = {
      delimiter,
      columns: header.width,
      header,
      from: header.start,
      above: records.slice(0, at),
      body,
      partsRows,
      lacksHeader:
        partsRows &&
        lacksHeader(
          header.row,
          body.map(({ row }) => row),
        ),
    };
  }
  // A mark stands before the first record and goes with the titles above the header.
  if (best !== undefined && best.above.length === 0 && MARK.every((byte, index) => head[index] === byte))
    return { ...best, from: 0 };
  return best;
}

/** True where at least half of the records that are not blank have so many values. */
function areMostly(width: number, records: readonly SeenRecord[]): boolean {
  const held = records.filter((record) => record.width > 0);
  const alike = held.filter((record) => record.width === width);
  return alike.length > 0 && alike.length * 2 >= held.length;
}

/** Where the table ends: before rows that are none, if the last bytes are whole records of the table otherwise. */
async function endOf(
  file: InputFile,
  region: Region,
  find: FindTable,
): Promise<{ readonly end: number; readonly below: number; readonly hasBlanks: boolean }> {
  const tail = await file.tail(Math.min(TAIL_BYTES, file.size - region.from));
  // The last few show where most tables end; where they do not, all are looked at.
  const few = tail.subarray(-FEW_BYTES);
  const block = blockBelow(few, region, find) ?? blockBelow(tail, region, find) ?? [];
  const below = block.filter(hasText).length;
  const [first] = block;
  // Blank lines at the end are nothing to leave out.
  const isNone = first === undefined || (below === 0 && !block.some(isBlankRecord));
  return {
    end: isNone ? file.size : file.size - first.left,
    below,
    hasBlanks: hasBlankRecords(tail, region.delimiter),
  };
}

/** The records below a table within its last bytes; undefined where these do not show where it ends. */
function blockBelow(
  bytes: Uint8Array,
  { delimiter, columns }: Region,
  find: FindTable,
): readonly SeenRecord[] | undefined {
  // The first one may be cut off, or is the header.
  const records = seenRecords(bytes, delimiter, true).slice(1);
  const held = records.filter(({ width }) => width > 0);
  if (held.filter(({ width }) => width === columns).length * 2 < held.length) return undefined;
  const count = find.below(
    records.map(({ row }) => row),
    columns,
  );
  return count === 0 && !records.some(hasText) ? undefined : records.slice(records.length - count);
}

function hasText({ row }: SeenRecord): boolean {
  return !isBlank(row);
}

/** A row of delimiters; a blank line has no values at all. */
function isBlankRecord({ row }: SeenRecord): boolean {
  return row.length > 1 && isBlank(row);
}

function isBlank(row: SeenRow): boolean {
  return row.every(({ text }) => text.trim() === "");
}
