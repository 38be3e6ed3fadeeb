import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { read as readBook, type WorkSheet } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { exportOperation } from "../../src/operations/export/operation.js";
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

describe("a workbook of the result", () => {
  const { path } = temporaryFolder();

  test("has typed cells, a header that stays in view, and reads back as the same customers", async () => {
    const source = path("sales.csv");
    writeFileSync(
      source,
      "customer_id,sale_date,revenue\n007,2024-03-01,5.00\nb,2024-03-02,1234.5\n=1+1,2024-03-02,n/a\n",
    );
    const [to, rejects, store] = [path("customers.xlsx"), path("rejects.xlsx"), path("book.duckdb")];
    await runOperation.run({ source, store, maxRejects: "1", to: [to], rejects });
    const cells = sheetOf(to);
    expect(["A1", "A2", "B2", "D2", "A3", "D3"].map((at) => [cells[at].t, cells[at].v])).toEqual([
      ["s", "customer_id"],
      ["s", "007"],
      ["n", 2],
      ["n", 5],
      ["s", "b"],
      ["n", 1234.5],
    ]);
    const left = sheetOf(rejects);
    expect(["C2", "D2", "F2"].map((at) => [left[at].t, left[at].v, left[at].f])).toEqual([
      ["s", "bad_revenue", undefined],
      ["s", "=1+1", undefined],
      ["s", "n/a", undefined],
    ]);
    const exported = path("champions.xlsx");
    await exportOperation.run({ store, to: exported });
    expect(sheetOf(exported)["!ref"]).toBe("A1:H3");
  });

  test("cannot be written where there is no folder, and nothing is published", async () => {
    const source = path("sales.csv");
    writeFileSync(source, SALES);
    const options = { source, store: path("none.duckdb"), maxRejects: "1", to: [path("nowhere/customers.xlsx")] };
    await expect(runOperation.run(options)).rejects.toMatchObject({ code: "NOT_WRITABLE" });
    expect(existsSync(path("none.duckdb"))).toBe(false);
  });
});

/** The one sheet of a workbook. */
function sheetOf(file: string): WorkSheet {
  const { Sheets, SheetNames } = readBook(readFileSync(file));
  return Sheets[SheetNames[0] ?? ""] ?? {};
}
