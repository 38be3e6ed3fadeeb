import type { demoInputs } from "./operation.js";
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cancelled, inputName, QuintileError } from "../../errors.js";
import type { ValuesOf } from "../inputs/input.js";
import type { Context } from "../operation.js";
import { makeShop } from "./shop.js";
import { monthsBefore } from "../movement/earlier-moments.js";
import { runOperation } from "../run/operation.js";
import type { DemoResult } from "../../results/demo.js";

/** So narrow a top group that the traits planted in the shop are primary. */
const BEST = { top: ["Champions"], minTotal: 14 } as const;

/** Makes a demo shop, scores it, finds what sets its best customers apart, and writes a report. */
export async function makeDemo({ folder }: ValuesOf<typeof demoInputs>, context: Context): Promise<DemoResult> {
  const store = join(folder, "quintile.duckdb");
  let files: readonly string[];
  try {
    requireDemoFolder(folder);
    mkdirSync(folder, { recursive: true });
    for (const leftover of [store, `${store}.wal`]) rmSync(leftover, { force: true });
    files = await writeShop(folder, context.signal);
  } catch (cause) {
    throw explain(cause, folder, context.signal);
  }
  const result = await runOperation.run({ source: join(folder, "fact_sales.csv"), store }, context);
  const { icpOperation } = await import("../icp/operation.js");
  await icpOperation.run({ store, attributes: join(folder, "dim_customers.csv"), ...BEST }, context);
  const { movementOperation } = await import("../movement/operation.js");
  const movement = await movementOperation.run({ store, from: monthsBefore(result.snapshot, 12) }, context);
  const { reportOperation } = await import("../report/operation.js");
  const { file: report } = await reportOperation.run(
    { store, to: join(folder, "report.html"), title: "Demo shop" },
    context,
  );
  return { folder, files, result, movement, report };
}

/** The demo writes over its own files, and over no others: a folder with other files in it must have been made by the demo. */
function requireDemoFolder(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  const products = join(folder, "dim_products.csv");
  const own = [...makeShop().dim_products].map((line) => `${line}\n`).join("");
  if (existsSync(products) && readFileSync(products, "utf8") === own) return;
  throw new QuintileError("NOT_WRITABLE", `${folder} holds other files already.`, {
    hint: `Name a new folder with ${inputName("folder")}.`,
  });
}

async function writeShop(folder: string, signal: AbortSignal | undefined): Promise<string[]> {
  const files: string[] = [];
  for (const [table, lines] of Object.entries(makeShop()) as [string, Iterable<string>][]) {
    const file = join(folder, `${table}.csv`);
    await pipeline(Readable.from(inChunks(lines)), createWriteStream(file), {
      signal: signal ?? new AbortController().signal,
    });
    files.push(file);
  }
  return files;
}

function explain(cause: unknown, folder: string, signal: AbortSignal | undefined): QuintileError {
  if (cause instanceof QuintileError) return cause;
  if (signal?.aborted === true) return cancelled(signal);
  if (["ENOSPC", "EFBIG", "EDQUOT"].includes((cause as NodeJS.ErrnoException).code ?? "")) {
    return new QuintileError("DISK_FULL", "The disk is full; nothing was published.", {
      hint: `Free some space, or name another ${inputName("folder")}.`,
      cause,
    });
  }
  return new QuintileError("NOT_WRITABLE", `${folder} cannot be written.`, {
    hint: `Name another ${inputName("folder")}.`,
    cause,
  });
}

/** Lines in chunks of some size, since a write per line is slow. */
function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = "";
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length > 1 << 16) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
