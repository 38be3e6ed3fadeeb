import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.js";
import { version } from "../../src/version.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { quintile, shell } from "./command.js";

const { folder } = temporaryFolder();
const here = { cwd: folder };

describe("help", () => {
  test("of the program lists every command", async () => {
    const { code, out, err } = await quintile(["--help"], here);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const command of ["run", "init", "overview", "report", "explain", "export", "segments", "runs", "sql", "demo"])
      expect(out).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(out).toContain("segments check FILE");
  });

  test("of run lists every flag that scripts outside rely on", async () => {
    const { code, out } = await quintile(["run", "--help"], here);
    expect(code).toBe(0);
    const flags = `--table --customer --date --revenue --order --where --as-of --since --refunds --ties --scoring --cutpoints --model --store
      --to --rejects --strict --max-rejects --date-format --decimal --memory --threads --config --json --quiet`;
    for (const flag of flags.split(/\s+/)) expect(out).toMatch(new RegExp(`^  ${flag}( |$)`, "m"));
    expect(out.replaceAll(/\s+/g, " ")).toContain("--refunds <net|amount-only|ignore>");
    for (const name of [
      "quintiles",
      "general",
      "b2b-service",
      "saas",
      "manufacturing",
      "five-segment",
      "eleven-segment",
    ])
      expect(out).toContain(name);
  });

  test("comes by the word help, too", async () => {
    expect((await quintile(["help", "explain"], here)).out).toMatch(
      /^Usage: quintile explain \[options\] \[CUSTOMER\]\n/,
    );
  });

  test("comes, as a failure, where no command is given", async () => {
    const { code, out, err } = await quintile([], here);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^Usage: quintile /);
  });

  test("of segments knows its check", async () => {
    expect((await quintile(["segments", "--help"], here)).out).toMatch(/^ {2}check .*\[FILE\]/m);
    expect((await quintile(["segments", "check", "--help"], here)).out).toMatch(/--scoring .*\n[^]*--store /);
  });
});

describe("wrong usage exits with 2 and says what is wrong", () => {
  test.each([
    [["rnu"], "USAGE: Unknown command 'rnu'.\nDid you mean run?\n"],
    [
      ["run"],
      "USAGE: SOURCE is missing.\nSales: CSV, TSV, JSON lines, Parquet or a workbook (a file, a 'pattern*', .gz, .zip), a .duckdb file, a postgres:// or trino:// address, or - for standard input.\n",
    ],
    [["run", "x.csv", "--revnue", "x"], "USAGE: Unknown option '--revnue'.\nDid you mean --revenue?\n"],
    [
      ["run", "x.csv", "--to"],
      "USAGE: Option '--to <FILE>' argument missing.\nquintile --help lists the commands, quintile COMMAND --help the options of one.\n",
    ],
    [
      ["run", "a.csv", "b.csv"],
      "USAGE: Too many arguments for 'run'. Expected 1 argument but got 2.\nquintile --help lists the commands, quintile COMMAND --help the options of one.\n",
    ],
    [
      ["export"],
      "USAGE: --to is missing.\nFile to write: .csv, .tsv, .xlsx, .parquet, .json or .jsonl; - for standard output, as CSV.\n",
    ],
    [
      ["run", "x.csv", "--to", "-", "--json"],
      "USAGE: Only one of --json, --to - and --rejects - can have standard output.\nWrite the others to files.\n",
    ],
  ])("%j", async (words, err) => {
    const expected = words.includes("--json")
      ? `${JSON.stringify({ error: { code: "USAGE", message: err.split("\n")[0]?.slice(7), hint: err.split("\n")[1] } })}\n`
      : err;
    expect(await quintile(words, here)).toEqual({ code: 2, out: "", err: expected });
  });

  test("as an object with --json, of the parser's too", async () => {
    const { code, err } = await quintile(["run", "--json", "--nope"], here);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toEqual({
      error: { code: "USAGE", message: "Unknown option '--nope'.", hint: expect.any(String) as string },
    });
  });
});

test("--json and --quiet are heard by a command within a command", async () => {
  const { out } = await quintile(["segments", "check", "five-segment", "--json"], here);
  expect(JSON.parse(out)).toMatchObject({ model: "five-segment", fallbackCells: expect.any(Array) as unknown });
  expect(await quintile(["segments", "check", "five-segment", "--quiet"], here)).toMatchObject({ code: 0, out: "" });
});

test("a build server's pipe gets no colour", async () => {
  const { out, err } = await quintile(["segments"], { ...here, env: { CI: "true" } });
  expect(`${out}${err}`).toContain("five-segment");
  expect(`${out}${err}`).not.toContain("\u001B[");
});

describe("a failure", () => {
  test("exits with 1: code and message on one line, what to do on the next", async () => {
    expect(await quintile(["run", "nope.csv", "--quiet"], here)).toEqual({
      code: 1,
      out: "",
      err: "NO_SUCH_FILE: There is no file nope.csv.\nCheck the path; it is read relative to the current folder. Quote patterns, so that the shell leaves them alone.\n",
    });
  });

  test("is one object with --json", async () => {
    const { code, out, err } = await quintile(["run", "nope.csv", "--quiet", "--json"], here);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(JSON.parse(err)).toEqual({
      error: {
        code: "NO_SUCH_FILE",
        message: "There is no file nope.csv.",
        hint: expect.stringContaining("Check the path") as string,
      },
    });
  });

  test("that nobody foresaw is readable, and shows no stack", async () => {
    const bug = `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module"; const { mkdtempSync } = fs;
      fs.mkdtempSync = (prefix) => { setImmediate(() => { throw new TypeError("x is not a function"); }); return mkdtempSync(prefix); };
      syncBuiltinESMExports();`;
    writeFileSync(join(folder, "bug.mjs"), bug);
    const env = { NODE_OPTIONS: `--import=${pathToFileURL(join(folder, "bug.mjs")).href}`, TMPDIR: folder };
    expect(await quintile(["run", "-", "--quiet"], { ...here, env })).toEqual({
      code: 1,
      out: "",
      err: "INTERNAL: Something failed that should not: x is not a function\nPlease report this with the command you ran.\n",
    });
  });
});

test("the version is that of the package", async () => {
  const { version: packaged } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(version).toBe(packaged);
  expect(await quintile(["--version"], here)).toEqual({ code: 0, out: `${packaged}\n`, err: "" });
});

test("the commands are listed in the order in which people meet them", () => {
  expect(COMMANDS.map(({ name }) => name)).toEqual([
    "run",
    "inspect",
    "init",
    "overview",
    "report",
    "explain",
    "customers",
    "export",
    "movement",
    "icp",
    "icp show",
    "qualify",
    "segments",
    "segments check",
    "models",
    "relabel",
    "runs",
    "sql",
    "demo",
    "serve",
    "mcp",
  ]);
});

test.each([
  ["the reference of the commands is what they declare", "write-reference.js"],
  ["the page on reading has the tables of the code", "write-reading.js"],
  ["the schemas of answers are those of their types", "write-answer-schemas.js"],
  ["the page of exports is what is known of them", "write-exports.js"],
  ["the glossary is what the code declares", "write-glossary.js"],
])("%s", async (_, name) => {
  const script = new URL(`../../scripts/${name}`, import.meta.url).pathname;
  expect(await shell(`"${process.execPath}" "${script}" --check`, here)).toEqual({ code: 0, out: "", err: "" });
});
