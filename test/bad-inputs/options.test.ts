import { beforeEach, describe, expect, test } from "vitest";
import { freshFolders, HEADER, refusalOf, write } from "./refusal.js";

freshFolders();
beforeEach(() => {
  write("sales.csv", `${HEADER}a,2024-01-01,5\nb,2024-02-01,6\n`);
});

describe("options that are nonsense", () => {
  test("--as-of", async () => {
    expect(await refusalOf("sales.csv", { asOf: "tomorrow" })).toMatchInlineSnapshot(`
      "USAGE: --as-of tomorrow is not a date.
      Write it as ISO 8601: 2024-12-31, or 2024-12-31T18:00:00Z.
      exit 2"
    `);
    expect(await refusalOf("sales.csv", { asOf: "2024-02-30" })).toMatch(
      /^USAGE: --as-of 2024-02-30 is not a date\.\n/,
    );
  });

  test("--since", async () => {
    expect(await refusalOf("sales.csv", { since: "2024-13-01" })).toMatchInlineSnapshot(`
      "USAGE: --since 2024-13-01 is not a date.
      Write it as ISO 8601: 2024-12-31, or 2024-12-31T18:00:00Z.
      exit 2"
    `);
  });

  test("--memory", async () => {
    expect(await refusalOf("sales.csv", { memory: "lots" })).toMatchInlineSnapshot(`
      "USAGE: --memory lots is not a size.
      Write a number with a unit: 2GB, 512MB, 1.5GiB.
      exit 2"
    `);
    expect(await refusalOf("sales.csv", { memory: "-1GB" })).toMatch(/^USAGE: --memory -1GB is not a size\.\n/);
    expect(await refusalOf("sales.csv", { memory: "2" })).toMatch(/^USAGE: --memory 2 is not a size\.\n/);
  });

  test("--memory that nothing fits into", async () => {
    expect(await refusalOf("sales.csv", { memory: "1KB" })).toMatchInlineSnapshot(`
      "OUT_OF_MEMORY: The work does not fit into the memory limit.
      Raise it with --memory (for example --memory 4GB), or use fewer --threads.
      exit 1"
    `);
  });

  test("--threads", async () => {
    expect(await refusalOf("sales.csv", { threads: "0" })).toMatchInlineSnapshot(`
      "USAGE: --threads must be a whole number of at least 1; it is "0".

      exit 2"
    `);
    expect(await refusalOf("sales.csv", { threads: "1.5" })).toMatch(
      /^USAGE: --threads must be a whole number of at least 1; it is "1\.5"\./,
    );
  });

  test("--refunds", async () => {
    expect(await refusalOf("sales.csv", { refunds: "maybe" })).toMatchInlineSnapshot(`
      "USAGE: --refunds must be "net", "amount-only" or "ignore"; it is "maybe".

      exit 2"
    `);
  });

  test("--ties", async () => {
    expect(await refusalOf("sales.csv", { ties: "recency=last" })).toMatchInlineSnapshot(`
      "USAGE: --ties recency=last is not a tie rule.
      Use share, first, or one dimension: recency=first, frequency=first, monetary=first.
      exit 2"
    `);
  });

  test("--decimal", async () => {
    expect(await refusalOf("sales.csv", { decimal: ";" })).toMatchInlineSnapshot(`
      "USAGE: --decimal must be "." or ","; it is ";".

      exit 2"
    `);
  });

  test("--date-format", async () => {
    expect(await refusalOf("sales.csv", { dateFormat: "dd/mm/yyyy" })).toMatchInlineSnapshot(`
      "USAGE: --date-format dd/mm/yyyy is not a date format.
      It needs a year, a month and a day. Use codes such as %Y (2024), %y (24), %m, %d, %b (Jan), %H, %M, %S, %I, %p, %z: '%d/%m/%Y %H:%M'. Numbers are 'seconds since 1970-01-01', or 'days since' a day.
      exit 2"
    `);
  });

  test("--max-rejects", async () => {
    expect(await refusalOf("nowhere.csv", { maxRejects: "some" })).toMatchInlineSnapshot(`
      "USAGE: --max-rejects some is neither a number of rows nor a share.
      Write 100 for a hundred rows, or 5% (or 0.05) for a share.
      exit 2"
    `);
    expect(await refusalOf("sales.csv", { maxRejects: "110%" })).toMatch(/^USAGE: --max-rejects 110% is neither/);
  });

  test("--cutpoints", async () => {
    expect(await refusalOf("sales.csv", { cutpoints: "best" })).toMatchInlineSnapshot(`
      "USAGE: --cutpoints best is not a run.
      Give a run's number, or latest; quintile runs lists them.
      exit 2"
    `);
    expect(await refusalOf("sales.csv", { cutpoints: "3" })).toMatchInlineSnapshot(`
      "NO_SUCH_RUN: quintile.duckdb has no run 3.
      Score some sales first: quintile run SOURCE.
      exit 1"
    `);
    expect(await refusalOf("sales.csv", { cutpoints: "latest", scoring: "saas" })).toMatchInlineSnapshot(`
      "USAGE: --cutpoints brings its own scoring and shares ties.
      Leave out --scoring and --ties, or leave out --cutpoints.
      exit 2"
    `);
  });

  test("--scoring and --model without such a name", async () => {
    expect(await refusalOf("sales.csv", { scoring: "sass" })).toMatchInlineSnapshot(`
      "NO_SUCH_SCORING: There is no scoring sass: it is neither a known name nor a file.
      Did you mean saas? Known names: quintiles, general, b2b-service, saas, manufacturing.
      exit 1"
    `);
    expect(await refusalOf("sales.csv", { model: "twelve-segment" })).toMatchInlineSnapshot(`
      "NO_SUCH_MODEL: There is no model twelve-segment: it is neither a known name nor a file.
      Did you mean five-segment? Known names: five-segment, eleven-segment.
      exit 1"
    `);
  });

  test("--to and --rejects without a format", async () => {
    expect(await refusalOf("sales.csv", { to: ["out.xls"] })).toMatchInlineSnapshot(`
      "USAGE: out.xls does not say in which format to write.
      Use a name that ends in .csv, .tsv, .xlsx, .parquet, .json or .jsonl (.csv.gz is packed).
      exit 2"
    `);
    expect(await refusalOf("sales.csv", { rejects: "rejects" })).toMatch(
      /^USAGE: rejects does not say in which format to write\.\n/,
    );
  });

  test("--to in a folder that is not there, and --to a folder", async () => {
    expect(await refusalOf("sales.csv", { to: ["nowhere/out.csv"] })).toMatchInlineSnapshot(`
      "NOT_WRITABLE: nowhere/out.csv cannot be written.
      Check that its folder exists and that you may write there.
      exit 1"
    `);
    write("out.csv/inner.txt", "");
    expect(await refusalOf("sales.csv", { to: ["out.csv"] })).toMatch(/^NOT_WRITABLE: out\.csv cannot be written\.\n/);
  });

  test("an option that does not exist", async () => {
    expect(await refusalOf("sales.csv", { revenu: "x" })).toMatchInlineSnapshot(`
      "USAGE: There is no option --revenu.
      Did you mean --revenue?
      exit 2"
    `);
  });

  test("an option without a value", async () => {
    expect(await refusalOf("sales.csv", { store: "" })).toMatchInlineSnapshot(`
      "USAGE: --store must be a text; it is "".

      exit 2"
    `);
  });

  test("no source at all", async () => {
    expect(await refusalOf(undefined as unknown as string)).toMatchInlineSnapshot(`
      "USAGE: SOURCE is missing.
      Sales: CSV, TSV, JSON lines, Parquet or a workbook (a file, a 'pattern*', .gz, .zip), a .duckdb file, a postgres:// or trino:// address, or - for standard input.
      exit 2"
    `);
  });
});
