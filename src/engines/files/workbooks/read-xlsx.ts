import type { ZipArchive, ZipMember } from "../containers/zip-archive.js";
import { type DateSystem, dateCell, isDateFormat, isoDateCell } from "./date-cells.js";
import { exactNumber } from "./exact-number.js";
import { TextTable } from "./text-table.js";
import { MergedDown } from "./merged-down.js";
import type { Cell, Sheet, SheetRow, Workbook } from "./workbook.js";
import { badWorkbook, readXml, type XmlAttributes, type XmlListener } from "./xml-events.js";

/** Columns that a sheet can have. */
const MOST_COLUMNS = 16_384;
/** Rows that a sheet can have. */
const MOST_ROWS = 1_048_576;
/** Bytes of the texts that cells share. */
const MOST_SHARED = 400 << 20;

/** What all sheets of a workbook share. */
interface Shared {
  readonly texts: TextTable;
  /** By number of the cell's style: whether it shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly system: DateSystem;
}

/** Opens an .xlsx workbook; rows are read as they are asked for. Raises `BAD_FILE`. */
export async function openXlsx(archive: ZipArchive, shown: string): Promise<Workbook> {
  const parts = new XlsxParts(archive, shown);
  const main = (await parts.related("", "officeDocument")) ?? "xl/workbook.xml";
  if (main.endsWith(".bin")) throw badWorkbook(shown, "is a binary workbook (.xlsb), which is not read");
  const { sheets, system } = await readMain(parts, main);
  let shared: Promise<Shared> | undefined;
  const sharedOnce = (): Promise<Shared> => (shared ??= readShared(parts, main, system));
  const found: Sheet[] = [];
  for (const { name, id, isHidden } of sheets) {
    const path = await parts.target(main, id, "worksheet");
    if (path !== undefined) found.push({ name, isHidden, rows: () => readRows(parts, path, sharedOnce) });
  }
  if (found.length === 0) throw badWorkbook(shown, "has no sheet with cells");
  return { sheets: found, close: () => archive.close() };
}

/** The parts of a workbook and what leads from one to another. */
class XlsxParts {
  readonly #archive: ZipArchive;
  readonly shown: string;
  readonly #relations = new Map<string, Promise<readonly XmlAttributes[]>>();

  constructor(archive: ZipArchive, shown: string) {
    this.#archive = archive;
    this.shown = shown;
  }

  /** Reads a part, or nothing where there is none. */
  async *read(path: string, listener: XmlListener): AsyncGenerator<void, void, undefined> {
    if (this.#member(path) !== undefined) yield* readXml(this.bytes(path), listener, this.shown);
  }

  /** The bytes of a part; none where there is no such part. */
  async *bytes(path: string): AsyncGenerator<Buffer, void, undefined> {
    const member = this.#member(path);
    if (member !== undefined) yield* member.read();
  }

  #member(path: string): ZipMember | undefined {
    return this.#archive.members.find(({ name }) => name.toLowerCase() === path.toLowerCase());
  }

  async readAll(path: string, listener: XmlListener): Promise<void> {
    for await (const _ of this.read(path, listener));
  }

  /** The part of a kind that belongs to another part. */
  async related(from: string, kind: string): Promise<string | undefined> {
    const relation = (await this.#relationsOf(from)).find(({ Type }) => Type?.endsWith(`/${kind}`));
    return relation?.["Target"] === undefined ? undefined : resolvePart(from, relation["Target"]);
  }

  /** The part that another one names by an id, if it is of a kind. */
  async target(from: string, id: string, kind: string): Promise<string | undefined> {
    const relation = (await this.#relationsOf(from)).find(({ Id }) => Id === id);
    const isKind = relation?.["Type"]?.endsWith(`/${kind}`) === true;
    return isKind && relation?.["Target"] !== undefined ? resolvePart(from, relation["Target"]) : undefined;
  }

  #relationsOf(from: string): Promise<readonly XmlAttributes[]> {
    let found = this.#relations.get(from);
    if (found === undefined) {
      found = this.#readRelations(from);
      this.#relations.set(from, found);
    }
    return found;
  }

  async #readRelations(from: string): Promise<readonly XmlAttributes[]> {
    const slash = from.lastIndexOf("/") + 1;
    const relations: XmlAttributes[] = [];
    await this.readAll(`${from.slice(0, slash)}_rels/${from.slice(slash)}.rels`, {
      open: (name, attributes) => name === "Relationship" && relations.push(attributes),
      text: () => {},
      close: () => {},
    });
    return relations;
  }
}

function resolvePart(from: string, target: string): string {
  return decodeURIComponent(new URL(target, `zip://workbook/${from}`).pathname.slice(1));
}

interface NamedSheet {
  readonly name: string;
  readonly id: string;
  readonly isHidden: boolean;
}

async function readMain(
  parts: XlsxParts,
  path: string,
): Promise<{ sheets: readonly NamedSheet[]; system: DateSystem }> {
  const sheets: NamedSheet[] = [];
  let system: DateSystem = 1900;
  await parts.readAll(path, {
    open: (name, attributes) => {
      if (name === "workbookPr" && isTrue(attributes["date1904"])) system = 1904;
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key) && key !== "sheetId")?.[1] ?? "";
      const isHidden = /hidden/i.test(attributes["state"] ?? "");
      sheets.push({ name: attributes["name"] ?? `Sheet${sheets.length + 1}`, id, isHidden });
    },
    text: () => {},
    close: () => {},
  });
  return { sheets, system };
}

function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true" || text === "on";
}

async function readShared(parts: XlsxParts, main: string, system: DateSystem): Promise<Shared> {
  const textsPath = await parts.related(main, "sharedStrings");
  const stylesPath = await parts.related(main, "styles");
  const texts = new TextTable();
  if (textsPath !== undefined) await parts.readAll(textsPath, sharedTexts(texts, parts.shown));
  return { texts, dateStyles: stylesPath === undefined ? [] : await readDateStyles(parts, stylesPath), system };
}

/** Runs of a rich text are joined; how a Japanese word is pronounced is no part of it. */
function sharedTexts(texts: TextTable, shown: string): XmlListener {
  let text = "";
  let isText = false;
  let isHint = false;
  return {
    open: (name) => {
      if (name === "si") text = "";
      else if (name === "rPh") isHint = true;
      isText = name === "t" && !isHint;
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      isText = false;
      if (name === "rPh") isHint = false;
      if (name !== "si") return;
      texts.add(unescaped(text));
      if (texts.bytes > MOST_SHARED) throw badWorkbook(shown, "holds more text than can be read as a workbook");
    },
  };
}

async function readDateStyles(parts: XlsxParts, path: string): Promise<readonly boolean[]> {
  const codes = new Map<string, string>();
  const styles: boolean[] = [];
  let areCellStyles = false;
  await parts.readAll(path, {
    open: (name, attributes) => {
      if (name === "numFmt") codes.set(attributes["numFmtId"] ?? "", attributes["formatCode"] ?? "");
      else if (name === "cellXfs") areCellStyles = true;
      else if (name === "xf" && areCellStyles) {
        const id = attributes["numFmtId"] ?? "0";
        styles.push(isDateFormat(Number(id), codes.get(id)));
      }
    },
    text: () => {},
    close: (name) => {
      if (name === "cellXfs") areCellStyles = false;
    },
  });
  return styles;
}

/** Characters that XML cannot hold stand there as `_x000D_`. */
function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * The rows of a sheet. Which cells are merged stands behind the cells, so a sheet that merges some of them down is read once more.
 */
async function* readRows(
  parts: XlsxParts,
  path: string,
  sharedOnce: () => Promise<Shared>,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const shared = await sharedOnce();
  const merged = await findMerged(parts, path);
  const reader = new RowReader(shared, merged, parts.shown);
  for await (const _ of parts.read(path, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

/** The cells of a row while it is read: blanks where others are merged into it from above. */
class RowReader implements XmlListener {
  readonly #shared: Shared;
  readonly #merged: MergedDown;
  readonly #shown: string;
  #rows: SheetRow[] = [];
  #count = 0;
  #row: (Cell | undefined)[] = [];
  #column = 0;
  #type = "n";
  #isDate = false;
  #value = "";
  #collects = false;
  #isHint = false;

  constructor(shared: Shared, merged: MergedDown, shown: string) {
    this.#shared = shared;
    this.#merged = merged;
    this.#shown = shown;
  }

  /** The rows that are whole, each given once. */
  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === "c") this.#openCell(attributes);
    else if (name === "v" || name === "t") this.#collects = !this.#isHint;
    else if (name === "rPh") this.#isHint = true;
    else if (name === "row") this.#openRow(attributes["r"]);
  }

  text(text: string): void {
    if (this.#collects) this.#value += text;
  }

  close(name: string): void {
    if (name === "c") {
      if (this.#value !== "" || this.#type === "s") this.#row[this.#column] = this.#cell();
      this.#column += 1;
    } else if (name === "row") {
      this.#merged.fill(this.#count + 1, this.#row);
      this.#rows.push(this.#row);
      this.#count += 1;
    } else if (name === "rPh") this.#isHint = false;
    this.#collects = false;
  }

  /** Rows that are left out are blank. */
  #openRow(number: string | undefined): void {
    const row = number === undefined ? this.#count + 1 : Number(number);
    if (!(row > this.#count && row <= MOST_ROWS)) throw badWorkbook(this.#shown, "has rows out of order");
    for (; this.#count + 1 < row; this.#count += 1) {
      const blank: (Cell | undefined)[] = [];
      this.#merged.fill(this.#count + 1, blank);
      this.#rows.push(blank);
    }
    this.#row = [];
    this.#column = 0;
  }

  #openCell(attributes: XmlAttributes): void {
    const place = attributes["r"];
    if (place !== undefined) this.#column = columnOf(place);
    if (!(this.#column >= 0 && this.#column < MOST_COLUMNS))
      throw badWorkbook(this.#shown, "has more columns than a sheet can have");
    this.#type = attributes["t"] ?? "n";
    this.#isDate = this.#shared.dateStyles[Number(attributes["s"] ?? "0")] === true;
    this.#value = "";
  }

  #cell(): Cell | undefined {
    const value = this.#value;
    switch (this.#type) {
      case "s": {
        const text = this.#shared.texts.at(value === "" ? -1 : Number(value));
        if (text === undefined) throw badWorkbook(this.#shown, "is damaged: a cell points at a text that is not there");
        return textCell(text);
      }
      case "str":
      case "inlineStr":
        return textCell(unescaped(value));
      case "b":
        return { kind: "boolean", text: value === "1" || value === "true" ? "true" : "false" };
      case "e":
        return { kind: "error", text: value };
      case "d":
        return isoDateCell(value);
      default:
        return this.#numberCell(value);
    }
  }

  #numberCell(value: string): Cell {
    const number = exactNumber(value);
    if (number === undefined) throw badWorkbook(this.#shown, "is damaged: a cell of a number holds none");
    return this.#isDate ? dateCell(number, this.#shared.system) : { kind: "number", text: number };
  }
}

function textCell(text: string): Cell | undefined {
  return text.trim() === "" ? undefined : { kind: "text", text };
}

/** The column of a place such as `C12`, from 0; -1 where it is none. */
function columnOf(place: string): number {
  let column = 0;
  for (let index = 0; index < place.length; index += 1) {
    const letter = place.charCodeAt(index) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** Looks for the list of merged cells without reading the XML before it, which takes a tenth of the time. */
async function findMerged(parts: XlsxParts, path: string): Promise<MergedDown> {
  let list = "";
  let rest = "";
  for await (const chunk of parts.bytes(path)) {
    if (list !== "" && list.length < LONGEST_LIST) list += chunk.toString("latin1");
    else if (list === "" && (chunk.includes("mergeCell") || rest !== "")) {
      const text = rest + chunk.toString("latin1");
      const start = text.search(/<(?:\w+:)?mergeCell\b/);
      if (start >= 0) list = text.slice(start);
    }
    // The name may be cut in two between chunks.
    rest = list === "" && chunk.subarray(-16).includes("<") ? chunk.toString("latin1").slice(-16) : "";
  }
  const merged = new MergedDown();
  for (const [, from = "", first, to = "", last] of list.matchAll(
    /<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g,
  ))
    if (to !== "") merged.add(columnOf(from), Number(first), Number(last));
  return merged;
}

/** Characters of XML that say which cells are merged. */
const LONGEST_LIST = 32 << 20;
