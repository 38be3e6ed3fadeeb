import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { KeptStore } from "../../src/engines/engine.js";
import { icpOperation } from "../../src/operations/icp/operation.js";
import type { Progress } from "../../src/operations/operation.js";
import { reportOperation } from "../../src/operations/report/operation.js";
import { keepStore } from "../../src/operations/store/keep-store.js";
import { renderCsv } from "../support/csv.js";
import { type SalesTable, salesTable } from "../support/sales-table.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { byName, mainEngines } from "./engines.js";
import { score } from "./score.js";

const { path } = temporaryFolder();

/** Sales of some customers, one purchase each. */
const shopOf = (customers: number): SalesTable =>
  salesTable(Array.from({ length: customers }, (_, n) => [`c${n}`, `2024-0${1 + (n % 9)}-11`, String(10 + n)]));

const ATTRIBUTES = renderCsv([
  ["customer_id", "industry"],
  ...Array.from({ length: 60 }, (_, n) => [`c${n}`, n % 2 === 0 ? "Software" : "Trade"]),
]);

/** Told when attributes are about to be read. */
function atAttributes(tell: () => void): Progress {
  return { stage: (stage) => stage === "attributes" && tell(), advance: () => {}, note: () => {} } as Progress;
}

describe.each(byName(mainEngines))("A run that is published while a store is read, %s", (_name, engine) => {
  test("does not mix with the run before it in patterns", async () => {
    const { store } = await score(engine, path, shopOf(40));
    const pipe = path("attributes.csv");
    execFileSync("mkfifo", [pipe]);
    let published: Promise<unknown> | undefined;
    const result = await icpOperation.run(
      { store, attributes: pipe },
      {
        progress: atAttributes(() => {
          // What reads the pipe waits until all is written to it, and that is after the run.
          published ??= score(engine, path, shopOf(60), { store }).then(() => writeFile(pipe, ATTRIBUTES));
        }),
      },
    );
    await published;
    expect({ run: result.run, customers: result.customers }).toEqual({ run: 2, customers: 60 });
  });

  test("does not mix with the run before it in a report", async () => {
    const { store } = await score(engine, path, shopOf(40));
    const attributes = path("attributes.csv");
    await writeFile(attributes, ATTRIBUTES);
    await icpOperation.run({ store, attributes });
    const kept = await keepStore(store, undefined);
    const page = async (on: KeptStore): Promise<string> => {
      const to = path("report.html");
      await reportOperation.run({ to }, { store: on });
      return readFileSync(to, "utf8");
    };
    const before = await page(kept);
    const disturbed: KeptStore = {
      duringRun: (run) => kept.duringRun(run),
      close: () => kept.close(),
      read: async (work, kind) => {
        const read = await kept.read(work, kind);
        await kept.duringRun(() => score(engine, path, shopOf(60), { store }));
        return read;
      },
    };
    expect(await page(disturbed)).toBe(before);
    expect(await page(kept)).toContain("run 2");
    await kept.close();
  });
});
