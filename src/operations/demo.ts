import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { QuintileError } from "../errors.js";
import { defineOperation } from "./operation.js";
import { makeShop } from "./demo/shop.js";
import { runOperation } from "./run.js";
import type { RunResult } from "./run/result.js";

/** What the demo made. */
export interface DemoResult {
  readonly folder: string;
  readonly files: readonly string[];
  readonly result: RunResult;
}

/** Makes a demo shop and scores it. */
export const demoOperation = defineOperation({
  name: "demo",
  summary: "Make a demo shop, score it and show its segments",
  description:
    "Writes the star schema of a made-up shop (fact_sales, dim_customers, dim_products; the same every time) to a folder, and scores it.",
  inputs: {
    folder: { type: "text", placeholder: "FOLDER", default: "demo", description: "Where the shop is written" },
  },
  configured: [],
  run: async ({ folder = "demo" }, context = {}): Promise<DemoResult> => {
    const shop = makeShop();
    const store = join(folder, "quintile.duckdb");
    try {
      mkdirSync(folder, { recursive: true });
      for (const leftover of [store, `${store}.wal`]) rmSync(leftover, { force: true });
    } catch (cause) {
      throw new QuintileError("NOT_WRITABLE", `${folder} cannot be written.`, { hint: "Name another --folder.", cause });
    }
    const files: string[] = [];
    for (const [table, lines] of Object.entries(shop) as [string, Iterable<string>][]) {
      const file = join(folder, `${table}.csv`);
      await pipeline(Readable.from(inChunks(lines)), createWriteStream(file), { signal: context.signal ?? neverAborted() });
      files.push(file);
    }
    const result = await runOperation.run({ source: join(folder, "fact_sales.csv"), store }, context);
    return { folder, files, result };
  },
});

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

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
