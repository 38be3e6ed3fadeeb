import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runOperation } from "../../src/operations/run/operation.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const SALES = "customer_id,sale_date,revenue\na,2024-03-01,5.00\nb,2024-03-02,n/a\n";

describe("a run that is told to write over a file it needs", () => {
  const { path } = temporaryFolder();

  function options(name: string): { source: string; store: string; maxRejects: string } {
    const source = path(`${name}.csv`);
    writeFileSync(source, SALES);
    return { source, store: path(`${name}.duckdb`), maxRejects: "1" };
  }

  test("refuses to take the place of its source, and leaves it as it is", async () => {
    const given = options("source");
    await expect(runOperation.run({ ...given, to: [given.source] })).rejects.toMatchObject({
      code: "USAGE",
      message: `to ${given.source} would write over a file that is read as the source.`,
    });
    await expect(runOperation.run({ ...given, rejects: given.source })).rejects.toMatchObject({ code: "USAGE" });
    expect(readFileSync(given.source, "utf8")).toBe(SALES);
  });

  test("sees through another name of the same file", async () => {
    const given = options("linked");
    const link = path("another-name.csv");
    symlinkSync(given.source, link);
    await expect(runOperation.run({ ...given, to: [link] })).rejects.toMatchObject({ code: "USAGE" });
    expect(readFileSync(given.source, "utf8")).toBe(SALES);
  });

  test("refuses one file for two results", async () => {
    const given = options("twice");
    const file = path("twice-out.csv");
    await expect(runOperation.run({ ...given, to: [file], rejects: file })).rejects.toMatchObject({
      message: `rejects ${file} would write over a file that is already written by this run.`,
    });
  });

  test("writes beside it as before", async () => {
    const given = options("beside");
    const file = path("beside-out.csv");
    expect((await runOperation.run({ ...given, to: [file] })).files).toEqual([file]);
  });
});
