import type { ZipArchive } from "../containers/zip-archive.js";
import { isoDateCell } from "./date-cells.js";
import { exactNumber } from "./exact-number.js";
import { MergedDown } from "./merged-down.js";
import type { Cell, Sheet, SheetRow, Workbook } from "./workbook.js";
import { badWorkbook, readXml, type XmlAttributes, type XmlListener } from "./xml-events.js";

/** Columns and rows that are looked at; a sheet ends with repeated blanks up to its full size. */
const [MOST_COLUMNS, MOST_ROWS] = [16_384, 1_048_576];

/** Opens an .ods workbook; rows are read as they are asked for. Raises `BAD_FILE`. */
export async function openOds(archive: ZipArchive, shown: string): Promise<Workbook> {
  const content = archive.members.find(({ name }) => name === "content.xml");
  if (content === undefined) throw badWorkbook(shown, "has no content");
  const names: string[] = [];
  const listener: XmlListener = {
    open: (name, attributes) => name === "table" && names.push(attributes["table:name"] ?? `Sheet${names.length + 1}`),
    text: () => {},
    close: () => {},
  };
  for await (const _ of readXml(content.read(), listener, shown));
  if (names.length === 0) throw badWorkbook(shown, "has no sheet with cells");
  const sheets = names.map((name, index): Sheet => ({
    name,
    isHidden: false,
    async *rows() {
      const reader = new OdsReader(index, shown);
      for await (const _ of readXml(content.read(), reader, shown)) {
        const rows = reader.take();
        if (rows.length > 0) yield rows;
      }
    },
  }));
  return { sheets, close: () => archive.close() };
}

/** Rows of one sheet of the content. Blank rows are held back until one with cells follows. */
class OdsReader implements XmlListener {
  readonly #wanted: number;
  readonly #shown: string;
  readonly #merged = new MergedDown();
  #table = -1;
  #rows: SheetRow[] = [];
  #count = 0;
  #blank = 0;
  #row: (Cell | undefined)[] = [];
  #column = 0;
  #rowTimes = 1;
  #cell: XmlAttributes | undefined;
  #text = "";
  #paragraphs = 0;
  #notes = 0;

  constructor(wanted: number, shown: string) {
    this.#wanted = wanted;
    this.#shown = shown;
  }

  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (name === "table") this.#table += 1;
    if (this.#table !== this.#wanted) return;
    if (name === "table-row") {
      this.#row = [];
      this.#column = 0;
      this.#rowTimes = timesOf(attributes["table:number-rows-repeated"]);
    } else if (name === "table-cell" || name === "covered-table-cell") {
      this.#cell = attributes;
      this.#text = "";
      this.#paragraphs = 0;
    } else if (name === "annotation") this.#notes += 1;
    else if (name === "p" && this.#notes === 0) {
      if (this.#paragraphs > 0) this.#text += "\n";
      this.#paragraphs += 1;
    } else if (name === "s") this.#text += " ".repeat(Math.min(1000, timesOf(attributes["text:c"])));
    else if (name === "tab") this.#text += "\t";
    else if (name === "line-break") this.#text += "\n";
  }

  text(text: string): void {
    if (this.#cell !== undefined && this.#paragraphs > 0 && this.#notes === 0) this.#text += text;
  }

  close(name: string): void {
    if (this.#table !== this.#wanted) return;
    if (name === "annotation") this.#notes -= 1;
    else if (name === "table-cell" || name === "covered-table-cell") this.#closeCell();
    else if (name === "table-row") this.#closeRow();
  }

  #closeCell(): void {
    const attributes = this.#cell ?? {};
    const times = timesOf(attributes["table:number-columns-repeated"]);
    const cell = cellOf(attributes, this.#text);
    if (cell !== undefined) {
      if (this.#column + times > MOST_COLUMNS) throw badWorkbook(this.#shown, "has more columns than a sheet can have");
      for (let column = this.#column; column < this.#column + times; column += 1) this.#row[column] = cell;
      const first = this.#count + this.#blank + 1;
      this.#merged.add(this.#column, first, first + timesOf(attributes["table:number-rows-spanned"]) - 1);
    }
    this.#column += times;
    this.#cell = undefined;
  }

  #closeRow(): void {
    const probe = [...this.#row];
    this.#merged.fill(this.#count + this.#blank + 1, probe);
    if (probe.length === 0) {
      this.#blank += this.#rowTimes;
      return;
    }
    if (this.#count + this.#blank + this.#rowTimes > MOST_ROWS)
      throw badWorkbook(this.#shown, "has more rows than a sheet can have");
    for (; this.#blank > 0; this.#blank -= 1) this.#push([]);
    for (let time = 0; time < this.#rowTimes; time += 1) this.#push(probe);
  }

  #push(row: SheetRow): void {
    this.#rows.push(row);
    this.#count += 1;
  }
}

function timesOf(text: string | undefined): number {
  const times = Number(text ?? "1");
  return Number.isInteger(times) && times > 0 ? times : 1;
}

/** A formula's error is stored as text without a type that says so. */
const ERROR = /^(#[A-Z/0]+[!?]?|#N\/A|Err:\d+)$/;

function cellOf(attributes: XmlAttributes, shown: string): Cell | undefined {
  switch (attributes["office:value-type"]) {
    case "float":
    case "currency":
    case "percentage": {
      const number = exactNumber(attributes["office:value"] ?? "");
      return number === undefined ? { kind: "error", text: shown } : { kind: "number", text: number };
    }
    case "date":
      return isoDateCell(attributes["office:date-value"] ?? "");
    case "boolean":
      return { kind: "boolean", text: attributes["office:boolean-value"] === "true" ? "true" : "false" };
    default: {
      const text = attributes["office:string-value"] ?? shown;
      if (text.trim() === "") return undefined;
      return { kind: ERROR.test(text) ? "error" : "text", text };
    }
  }
}
