import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { QuintileError } from "../../errors.js";
import type { Context } from "../operation.js";
import { qualifyOperation } from "./operation.js";
import type { QualifyResult } from "../../results/qualify.js";

/** Prospects that came as text, and what became of them. */
export interface QualifiedText {
  readonly result: QualifyResult;
  /** The prospects as they came, with their tiers, as CSV; only where asked for. */
  readonly csv: string | undefined;
}

/**
 * Qualifies prospects that are the text of a CSV file, with the tiers of the store of the context. Raises what `qualify`
 * does; messages know the text as prospects.csv.
 */
export async function qualifyText(text: string, isCsvWanted: boolean, context: Context): Promise<QualifiedText> {
  const folder = mkdtempSync(join(tmpdir(), "quintile-prospects-"));
  try {
    const [prospects, to] = [join(folder, "prospects.csv"), join(folder, "qualified.csv")];
    await writeFile(prospects, text);
    const result = await qualifyOperation.run({ prospects, to: isCsvWanted ? to : undefined }, context);
    return { result: { ...result, file: null }, csv: isCsvWanted ? await readFile(to, "utf8") : undefined };
  } catch (error) {
    throw withoutFolder(error, folder + sep);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The temporary folder of the text is left out of messages. */
function withoutFolder(error: unknown, folder: string): unknown {
  if (!(error instanceof QuintileError)) return error;
  const { message, hint } = error.words;
  return new QuintileError(error.code, message.replaceAll(folder, ""), {
    hint: hint?.replaceAll(folder, ""),
    cause: error,
  });
}
