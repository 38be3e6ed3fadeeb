import { readFileSync, statSync } from "node:fs";
import type { ZipArchive } from "../containers/zip-archive.js";
import type { Workbook } from "./workbook.js";
import { badWorkbook } from "./xml-events.js";

/** Bytes of an .xls file beyond which it is refused, since it is read whole. */
const LARGEST_XLS = 200 << 20;
const ODS = "application/vnd.oasis.opendocument.spreadsheet";

/** Which workbook an archive is; undefined where it is none. */
export async function workbookKind(archive: ZipArchive): Promise<"xlsx" | "ods" | undefined> {
  const names = new Set(archive.members.map(({ name }) => name.toLowerCase()));
  if (names.has("[content_types].xml") && [...names].some((name) => name.startsWith("xl/"))) return "xlsx";
  const type = archive.members.find(({ name }) => name === "mimetype");
  if (type === undefined || type.size > 200 || !names.has("content.xml")) return undefined;
  let text = "";
  for await (const chunk of type.read()) text += chunk.toString("latin1");
  return text.startsWith(ODS) ? "ods" : undefined;
}

/** Opens the workbook that an archive is. Raises `BAD_FILE`. */
export async function openZippedWorkbook(archive: ZipArchive, kind: "xlsx" | "ods", shown: string): Promise<Workbook> {
  if (kind === "xlsx") return (await import("./read-xlsx.js")).openXlsx(archive, shown);
  return (await import("./read-ods.js")).openOds(archive, shown);
}

/** Opens a workbook of the old kind. Raises `BAD_FILE`. */
export async function openOldWorkbook(file: string, shown: string): Promise<Workbook> {
  if (statSync(file).size > LARGEST_XLS) throw badWorkbook(shown, "is too large for a workbook of the old kind");
  return (await import("./read-xls.js")).openXls(readFileSync(file), shown);
}
