import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { QuintileError } from "../../errors.js";
import type { listInputs } from "../inputs/list-inputs.js";
import type { OptionsOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { qualifyOperation } from "./operation.js";
import type { QualifyResult } from "../../results/qualify.js";

/** Prospects that came as the bytes of a file, and what became of them. */
export interface QualifiedBody {
  readonly result: QualifyResult;
  /** The prospects as they came, with their tiers, as CSV; only where asked for. */
  readonly csv: string | undefined;
}

/** What messages call the file. */
const NAME = "prospects";

/**
 * Qualifies prospects that are the bytes of a text file or a workbook, with the tiers of the store of the context. Raises what
 * `qualify` does, and `BAD_FILE` for other files: a few of their bytes may stand for more rows than a server has room for.
 */
export async function qualifyBody(
  body: Uint8Array,
  reading: OptionsOf<typeof listInputs>,
  isCsvWanted: boolean,
  context: Context,
): Promise<QualifiedBody> {
  const folder = mkdtempSync(join(tmpdir(), "quintile-prospects-"));
  try {
    const [prospects, to] = [join(folder, NAME), join(folder, "qualified.csv")];
    await writeFile(prospects, body);
    await requireTextOrWorkbook(body, prospects);
    const result = await qualifyOperation.run({ ...reading, prospects, to: isCsvWanted ? to : undefined }, context);
    const notes = result.notes.map((each) => each.replaceAll(folder + sep, ""));
    return { result: { ...result, notes, file: null }, csv: isCsvWanted ? await readFile(to, "utf8") : undefined };
  } catch (error) {
    throw withoutFolder(error, folder + sep);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function requireTextOrWorkbook(body: Uint8Array, path: string): Promise<void> {
  const start = Buffer.from(body.subarray(0, 12)).toString("latin1");
  const isPacked = start.startsWith("\u001F\u008B") || (start.startsWith("PK") && !(await isWorkbook(path)));
  if (!isPacked && !start.startsWith("PAR1") && start.slice(8) !== "DUCK") return;
  throw new QuintileError(
    "BAD_FILE",
    `${NAME} is ${isPacked ? "a packed file" : "a Parquet file or a database"}, not text or a workbook.`,
    {
      hint: isPacked
        ? "Unpack it, and send the file that comes out."
        : "Send CSV, JSON or a workbook; quintile qualify reads other files.",
    },
  );
}

async function isWorkbook(path: string): Promise<boolean> {
  const { openZip } = await import("../../engines/files/containers/zip-archive.js");
  const { workbookKind } = await import("../../engines/files/workbooks/open-workbook.js");
  const archive = await openZip(path, NAME);
  try {
    return (await workbookKind(archive)) !== undefined;
  } finally {
    archive.close();
  }
}

/** The temporary folder of the file is left out of messages. */
function withoutFolder(error: unknown, folder: string): unknown {
  if (!(error instanceof QuintileError)) return error;
  const { message, hint } = error.words;
  return new QuintileError(error.code, message.replaceAll(folder, ""), {
    hint: hint?.replaceAll(folder, ""),
    tries: error.tries,
    cause: error,
  });
}
