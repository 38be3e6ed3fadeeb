import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { inputName, QuintileError } from "../../../errors.js";

/** A column of a sheet that is written. */
export interface WrittenColumn {
  readonly name: string;
  /** How its values become cells; dates and timestamps come as ISO text without a zone. */
  readonly kind: "number" | "date" | "timestamp" | "boolean" | "text";
}

/** Null is a blank cell. Numbers may come as exact text. */
export type WrittenValue = string | number | boolean | null;

/** Rows that a sheet can have beside its header. */
const MOST_ROWS = 1_048_575;
/** Characters that a cell can have. */
const LONGEST_TEXT = 32_767;
/** Rows that are looked at for the widths of columns. */
const LOOKED_AT = 200;
const [NARROWEST, WIDEST] = [8, 60];
const [STYLE_HEADER, STYLE_DATE, STYLE_TIMESTAMP] = [1, 2, 3];
const DAY = 86_400_000;
const DAY_0 = Date.UTC(1899, 11, 30);
/** Before this day, programs count by a calendar with a 29 February 1900. */
const FIRST_SAFE_DAY = 61;
/** Digits beyond which a spreadsheet program loses some. */
const EXACT_DIGITS = 15;

/**
 * Writes an .xlsx workbook with one sheet: typed cells, a header that stays in view, columns as wide as their first values.
 * Rows are written as they come. No text becomes a formula. Raises `USAGE` where they are more than a sheet can hold.
 */
export async function writeXlsx(
  file: string,
  sheet: string,
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly (readonly WrittenValue[])[]>,
  signal?: AbortSignal,
): Promise<void> {
  const zip = new ZipFile();
  for (const [name, text] of fixedParts(sheet)) zip.addBuffer(Buffer.from(text), name);
  const body = Readable.from(inLargePieces(sheetXml(columns, rows)));
  body.on("error", (error) => (zip.outputStream as Readable).destroy(error));
  zip.addReadStream(body, "xl/worksheets/sheet1.xml");
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file), signal === undefined ? {} : { signal });
}

async function* sheetXml(
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly (readonly WrittenValue[])[]>,
): AsyncGenerator<string> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  const start = first.done === true ? [] : first.value;
  const widths = columns.map((column, index) => widthOf(column, start, index));
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  yield `<cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols><sheetData>`;
  yield `<row r="1">${columns.map(({ name }) => textCell(name, STYLE_HEADER)).join("")}</row>`;
  let row = 1;
  for (let next = first; next.done !== true; next = await iterator.next()) {
    let text = "";
    for (const values of next.value) {
      row += 1;
      if (row > MOST_ROWS + 1) throw tooManyRows();
      text += `<row r="${row}">${columns.map(({ kind }, index) => cell(values[index] ?? null, kind)).join("")}</row>`;
    }
    yield text;
  }
  yield "</sheetData></worksheet>";
}

function tooManyRows(): QuintileError {
  return new QuintileError("USAGE", "An .xlsx sheet holds 1,048,575 rows beside its header, and there are more.", {
    hint: `Write a .csv or .parquet file instead: ${inputName("to")} customers.csv.`,
  });
}

/** Small pieces cost more on their way into the archive than they hold. */
async function* inLargePieces(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < 1 << 16) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

function widthOf({ name, kind }: WrittenColumn, rows: readonly (readonly WrittenValue[])[], index: number): number {
  const least = kind === "timestamp" ? 19 : 10;
  const lengths = rows.slice(0, LOOKED_AT).map((row) => String(row[index] ?? "").length);
  return Math.min(
    WIDEST,
    Math.max(
      NARROWEST,
      name.length + 2,
      ...(kind === "text" || kind === "number" ? lengths : [least]).map((length) => length + 1),
    ),
  );
}

function cell(value: WrittenValue, kind: WrittenColumn["kind"]): string {
  if (value === null) return "<c/>";
  switch (kind) {
    case "number":
      return numberCell(String(value));
    case "boolean":
      return `<c t="b"><v>${value === true || value === "true" ? 1 : 0}</v></c>`;
    case "date":
      return momentCell(String(value), STYLE_DATE);
    case "timestamp":
      return momentCell(String(value), STYLE_TIMESTAMP);
    default:
      return textCell(String(value), 0);
  }
}

/** Numbers of more digits than a spreadsheet keeps stay text, so that no id is changed. */
function numberCell(text: string): string {
  const digits = text.replaceAll(/\D/g, "").replace(/^0+/, "");
  const isPlain = /^-?\d+(\.\d+)?$/.test(text) && (text.includes(".") || digits.length <= EXACT_DIGITS);
  return isPlain ? `<c><v>${text}</v></c>` : textCell(text, 0);
}

function momentCell(text: string, style: number): string {
  const moment = Date.parse(`${text.replace(" ", "T")}${text.length > 10 ? "Z" : ""}`);
  const serial = (moment - DAY_0) / DAY;
  return serial >= FIRST_SAFE_DAY ? `<c s="${style}"><v>${serial}</v></c>` : textCell(text, 0);
}

function textCell(text: string, style: number): string {
  const cut = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  return `<c t="inlineStr"${style === 0 ? "" : ` s="${style}"`}><is><t xml:space="preserve">${escapeXml(cut)}</t></is></c>`;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML cannot hold, and halves of those that take two places. */
const NOT_IN_XML = new RegExp(
  String.raw`[\x00-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]`,
  "g",
);

/** What XML cannot hold is written as the format says, and so is text that only looks so. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replaceAll(/[&<>"]/g, (character) => ESCAPES[character] as string)
    .replaceAll(NOT_IN_XML, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The parts that are alike in every workbook. A name of a sheet has 31 characters at most and none of `[]:*?/\`. */
function fixedParts(sheet: string): readonly (readonly [string, string])[] {
  const name = escapeXml(sheet.replaceAll(/[[\]:*?/\\]/g, " ").slice(0, 31));
  return [
    [
      "[Content_Types].xml",
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      "xl/styles.xml",
      `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ],
  ];
}
