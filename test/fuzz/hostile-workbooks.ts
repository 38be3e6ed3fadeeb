import { deflateRawSync } from "node:zlib";
import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";

const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const ROWS = `<row r="1"><c r="A1" t="inlineStr"><is><t>customer_id</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>`;

/** Parts of an .xlsx workbook by their names. A part that is given stands in the place of the plain one. */
export function xlsx(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  return zipped({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "xl/workbook.xml": `<workbook xmlns="${SHEET}" xmlns:r="${RELATIONS}"><sheets><sheet name="Sales" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    "xl/sharedStrings.xml": `<sst xmlns="${SHEET}"><si><t>a</t></si></sst>`,
    "xl/worksheets/sheet1.xml": sheet(ROWS),
    ...parts,
  });
}

/** A sheet of an .xlsx workbook. */
export function sheet(rows: string): string {
  return `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData></worksheet>`;
}

/** An .ods workbook. */
export function ods(content: string): Promise<Buffer> {
  return zipped({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content });
}

/** The content of an .ods workbook with one table. */
export function odsContent(rows: string): string {
  const names = "office table text"
    .split(" ")
    .map((each) => `xmlns:${each}="urn:oasis:names:tc:opendocument:xmlns:${each}:1.0"`);
  return `<office:document-content ${names.join(" ")}><office:body><office:spreadsheet><table:table table:name="Sales">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`;
}

/** XML whose entities grow tenfold with each level: a billion laughs. */
export function laughing(root: string, inside: string): string {
  const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`);
  return `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY l0 "lol">${levels.join("")}]>${inside}`;
}

/** A zip archive with one file that says it is smaller than what comes out of it. */
export function lyingZip(name: string, megabytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(megabytes << 20, "a,b,c\n"));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(100, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(100, 24);
  central.writeUInt16LE(name.length, 28);
  const start = local.length + name.length + packed.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}

/** The files of a zip archive. */
export async function unzipped(archive: Buffer): Promise<Record<string, Buffer>> {
  const zip = await fromBufferPromise(archive);
  const files: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry));
  return files;
}

/** A zip archive of some files. */
export async function zipped(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content), name, { compress: content.length > 100 });
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
