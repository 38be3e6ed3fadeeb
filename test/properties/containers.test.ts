import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test, vi } from "vitest";
import { scoreSales as scoreSlowly } from "../oracle/score-sales.js";
import { QuintileError } from "../../src/errors.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { isThorough } from "../support/thoroughness.js";
import { SharedEngine } from "./shared-engine.js";
import "./seed.js";
import { writtenTables } from "./written-tables.js";

vi.setConfig({ testTimeout: 1_800_000 });

/** Tables; each is split into ten files at the average, each of them written in a way of its own. */
const TABLES = isThorough ? 500 : 30;

const { path } = temporaryFolder();
const engine = new SharedEngine();
afterAll(() => engine.close());

test("a table gives the same customers however its files are written and packed, and each row counts once", async () => {
  let cases = 0;
  const refused: string[] = [];
  await fc.assert(
    fc.asyncProperty(writtenTables, async ({ rows, encoding, write }) => {
      cases += 1;
      const folder = path(`case-${cases}`);
      mkdirSync(folder);
      await write(folder);
      const expected = scoreSlowly(rows, { refunds: "amount-only" });
      try {
        const { customers, rejected, accounted, rows: read, notes } = await engine.score(join(folder, "*"), encoding);
        if (notes.some((note) => note.includes("may as well be"))) return; // told, and any of the encodings may be right
        expect(customers).toEqual(expected?.customers);
        expect(rejected).toEqual(expected?.rejected);
        expect([read, accounted]).toEqual([rows.length, rows.length]);
      } catch (error) {
        if (!(error instanceof QuintileError) || error.code === "INTERNAL") throw error;
        if (error.code !== "NO_CUSTOMERS" || expected !== undefined) refused.push(error.code);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
    { numRuns: TABLES },
  );
  expect(refused.length, refused.join()).toBeLessThan(TABLES / 50);
});
