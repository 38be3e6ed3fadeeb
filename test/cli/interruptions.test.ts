import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { ENDLESS } from "../support/endless.js";
import { isThorough } from "../support/thoroughness.js";
import { type Outcome, quintile, shell } from "./command.js";

const SMALL = "customer_id,sale_date,revenue\na,2024-01-01,5\nb,2024-02-01,6\n";
const BUSY =
  "Run again when that is done, wait longer with --lock-timeout, or close the program that has the file open, or name another --store.";
const FULL =
  "DISK_FULL: The disk is full; nothing was published.\nFree some space, or point --store, --to or the TMPDIR variable at a larger disk.\n";

const temporaryFull = (folder = temporary): string =>
  `DISK_FULL: The disk of the folder for temporary files, ${folder}, is full; nothing was published.\nFree some space there, or point the TMPDIR variable at a folder on a larger disk.\n`;

let root = "";
let big = "";
let firstRun = "";
let cwd = "";
let temporary = "";

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "interruptions-"));
  chmodSync(root, 0o755);
  big = join(root, "big.csv");
  await queryDuckdb(
    ":memory:",
    `COPY (SELECT (range * 7919) % 20000 AS customer_id, DATE '2022-01-01' + CAST(range % 900 AS INT) AS sale_date,
      ((range * 31) % 10000) / 100 AS revenue FROM range(200000)) TO '${big}'`,
  );
  writeFileSync(join(root, "small.csv"), SMALL);
  firstRun = join(root, "first-run.duckdb");
  await quintile(["run", "small.csv", "--store", firstRun, "--quiet"], { cwd: root });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(() => {
  cwd = mkdtempSync(join(root, "case-"));
  temporary = join(cwd, "temporary");
  mkdirSync(temporary);
  writeFileSync(join(cwd, "small.csv"), SMALL);
});

/** What a command needs in its environment to send itself a signal as soon as its progress says something. */
function raising(signal: NodeJS.Signals, at: RegExp): Record<string, string> {
  const hook = new URL("raise-signal.js", import.meta.url).href;
  return { NODE_OPTIONS: `--import=${hook}`, RAISED_SIGNAL: signal, RAISED_AT: at.source };
}

/** Runs a command that gets a signal as soon as its progress says something. */
function interrupted(words: readonly string[], signal: NodeJS.Signals, at: RegExp, input?: null): Promise<Outcome> {
  const env = { TMPDIR: temporary, ...raising(signal, at) };
  return quintile(words, { cwd, env, ...(input === null ? { input } : {}) });
}

async function published(store = "quintile.duckdb"): Promise<unknown> {
  const [row] = await queryDuckdb(
    join(cwd, store),
    "SELECT (SELECT count(*) FROM customer_rfm) AS customers, (SELECT max(run) FROM rfm_runs) AS run",
  );
  return row;
}

const left = (): string[] => readdirSync(cwd, { recursive: true }).map(String).toSorted();

describe.each([
  ["SIGINT", /^Columns:/m, ["--where", ENDLESS]],
  ["SIGINT", /^score$/m, []],
  ["SIGTERM", /^sales:/m, ["--where", ENDLESS]],
  ["SIGHUP", /^score$/m, []],
] as const)("%s once progress says %s", (signal, at, words) => {
  test("stops the engine, publishes nothing and exits with 130", async () => {
    const { code, out, err } = await interrupted(
      ["run", big, "--to", "out.csv", "--rejects", "rejects.csv", ...words],
      signal,
      at,
    );
    expect({ code, out }).toEqual({ code: 130, out: "" });
    expect(err).toMatch(/\nCANCELLED: The run was cancelled; nothing was published\.\n$/);
    expect(left().filter((name) => name !== "rejects.csv")).toEqual(["small.csv", "temporary"]);
  });

  test("leaves what was published before", async () => {
    copyFileSync(firstRun, join(cwd, "quintile.duckdb"));
    expect((await interrupted(["run", big], signal, at)).code).toBe(130);
    expect(await published()).toEqual({ customers: "2", run: 1 });
    expect(left()).toEqual(["quintile.duckdb", "small.csv", "temporary"]);
  });
});

test("SIGINT while standard input is awaited stops at once", async () => {
  const { code, err } = await interrupted(["run", "-"], "SIGINT", /^open$/m, null);
  expect({ code, err }).toEqual({ code: 130, err: "open\nCANCELLED: The run was cancelled; nothing was published.\n" });
  expect(left()).toEqual(["small.csv", "temporary"]);
});

describe.each([[/^Columns:/m], [/^score$/m], [/^publish$/m]])("SIGKILL once progress says %s", (at) => {
  test("leaves the last table readable, and the next run works and cleans up", async () => {
    copyFileSync(firstRun, join(cwd, "quintile.duckdb"));
    expect((await interrupted(["run", big, "--to", "out.csv"], "SIGKILL", at)).code).toBe(null);
    expect(await published()).toEqual({ customers: "2", run: 1 });
    expect(readdirSync(temporary)).toHaveLength(1);

    const next = await quintile(["run", "small.csv", "--to", "out.csv", "--quiet"], {
      cwd,
      env: { TMPDIR: temporary },
    });
    expect(next).toEqual({ code: 0, out: "", err: "" });
    expect(await published()).toEqual({ customers: "2", run: 2 });
    expect(left()).toEqual(["out.csv", "quintile.duckdb", "small.csv", "temporary"]);
  });
});

test("of two runs on one store at once, the second is told to wait and the first is not disturbed", async () => {
  let second: Promise<Outcome> | undefined;
  const first = await quintile(["run", big], {
    cwd,
    env: raising("SIGSTOP", /^sales:/), // it stands still for as long as the second one waits
    onError: (said, pid) => {
      if (second !== undefined || !said.includes("sales:")) return;
      second = quintile(["run", "small.csv", "--quiet", "--lock-timeout", "1"], { cwd }).finally(() =>
        process.kill(pid, "SIGCONT"),
      );
    },
  });
  expect(first.code).toBe(0);
  const { code, err } = await (second as Promise<Outcome>);
  expect(code).toBe(5);
  expect(err.replace(/PID \d+/, "PID 1")).toBe(
    `STORE_BUSY: quintile.duckdb is in use by another process (PID 1).\n${BUSY}\n`,
  );
  expect(await published()).toEqual({ customers: "20000", run: 1 });
});

describe("a full disk", () => {
  test("for --to publishes nothing", async () => {
    expect(await quintile(["run", "small.csv", "--to", "/dev/full", "--quiet"], { cwd })).toEqual({
      code: 1,
      out: "",
      err: FULL,
    });
    expect(left()).toEqual(["small.csv", "temporary"]);
  });

  test("for the store leaves none behind", async () => {
    expect(await shell(`ulimit -f 300; quintile run "${big}" --quiet`, { cwd })).toEqual({
      code: 1,
      out: "",
      err: FULL,
    });
    expect(left()).toEqual(["small.csv", "temporary"]);
  });

  test("for the store leaves the one that was there", async () => {
    copyFileSync(firstRun, join(cwd, "quintile.duckdb"));
    expect(await shell(`ulimit -f 300; quintile run "${big}" --quiet`, { cwd })).toEqual({
      code: 1,
      out: "",
      err: FULL,
    });
    expect(await published()).toEqual({ customers: "2", run: 1 });
  });

  test("for standard input", async () => {
    expect(
      await shell(`ulimit -f 300; quintile run - --quiet < "${big}"`, { cwd, env: { TMPDIR: temporary } }),
    ).toEqual({ code: 1, out: "", err: temporaryFull() });
    expect(left()).toEqual(["small.csv", "temporary"]);
  });

  test("for a packed file says nothing of its bytes", async () => {
    writeFileSync(join(cwd, "big.csv.gz"), gzipSync(readFileSync(big), { level: 1 }));
    expect(await shell(`ulimit -f 300; quintile run big.csv.gz --quiet`, { cwd, env: { TMPDIR: temporary } })).toEqual({
      code: 1,
      out: "",
      err: temporaryFull(),
    });
    expect(left()).toEqual(["big.csv.gz", "small.csv", "temporary"]);
  });

  test("for a pipe", async () => {
    expect(
      await shell(`ulimit -f 300; quintile run <(cat "${big}") --quiet`, { cwd, env: { TMPDIR: temporary } }),
    ).toEqual({ code: 1, out: "", err: temporaryFull() });
  });

  test("that holds nothing more at all", async ({ skip }) => {
    const disk = join(cwd, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k,nr_inodes=5", "none", disk], { stdio: "ignore" });
    } catch {
      skip("only root may mount a small disk");
    }
    try {
      for (const line of [`quintile run - --quiet < "${big}"`, `quintile run <(cat "${big}") --quiet`]) {
        const { code, err } = await shell(line, { cwd, env: { TMPDIR: disk } });
        expect({ code, err }).toEqual({ code: 1, err: temporaryFull(disk) });
        expect(readdirSync(disk)).toEqual([]);
      }
      writeFileSync(join(disk, "filler"), "x".repeat(1000));
      writeFileSync(join(disk, "another"), "x");
      writeFileSync(join(disk, "third"), "x");
      expect(
        (await shell(`touch "${disk}/fourth"; quintile run small.csv --quiet`, { cwd, env: { TMPDIR: disk } })).err,
      ).toBe(temporaryFull(disk));
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  test("behind standard output is no silent success", async () => {
    const { code, err } = await shell("quintile run small.csv --quiet --json > /dev/full", { cwd });
    expect({ code, err }).toEqual({
      code: 1,
      err: '{"error":{"code":"NOT_WRITABLE","message":"Standard output cannot be written.","hint":"Is the disk full?"}}\n',
    });
  });
});

describe("somebody who may not write", () => {
  // Root may write everywhere, so where the tests run as root the command runs as nobody.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};

  beforeEach(() => {
    chmodSync(cwd, 0o777);
    chmodSync(temporary, 0o777);
    mkdirSync(join(cwd, "locked"));
    chmodSync(join(cwd, "locked"), 0o555);
  });

  test.each([
    [
      ["run", "small.csv", "--store", "locked/x.duckdb"],
      "NOT_WRITABLE: locked/x.duckdb cannot be opened.\nCheck that its folder exists and that you may write there, or name another --store.\n",
    ],
    [
      ["run", "small.csv", "--to", "locked/x.csv"],
      "NOT_WRITABLE: locked/x.csv cannot be written.\nCheck that its folder exists and that you may write there.\n",
    ],
    [
      ["run", "small.csv", "--rejects", "locked/x.csv"],
      "NOT_WRITABLE: locked/x.csv cannot be written.\nCheck that its folder exists and that you may write there.\n",
    ],
    [
      ["init", "small.csv", "--to", "locked/quintile.yaml"],
      "NOT_WRITABLE: locked/quintile.yaml cannot be written.\nCheck that its folder exists and that you may write there.\n",
    ],
    [["demo", "--folder", "locked/demo"], "NOT_WRITABLE: locked/demo cannot be written.\nName another --folder.\n"],
  ])("%j", async (words, err) => {
    expect(await quintile([...words, "--quiet"], { cwd, env: { TMPDIR: temporary }, ...nobody })).toEqual({
      code: 1,
      out: "",
      err,
    });
    expect(left()).toEqual(["locked", "small.csv", "temporary"]);
  });

  test("or not read", async () => {
    chmodSync(join(cwd, "small.csv"), 0o000);
    const outcome = await quintile(["run", "small.csv", "--quiet"], { cwd, env: { TMPDIR: temporary }, ...nobody });
    expect(outcome).toEqual({
      code: 1,
      out: "",
      err: "NO_SUCH_FILE: small.csv cannot be read.\nCheck its permissions.\n",
    });
  });

  test.each(isThorough ? [20, 22, 24, 26, 28, 30] : [22, 26, 30])(
    "or opens no more than %i files: it runs, or says so, and does not hang",
    async (limit) => {
      const latin = "customer_id,sale_date,revenue\nZo\u00EB,2024-01-01,5\n";
      writeFileSync(join(cwd, "latin.csv"), Buffer.from(latin, "latin1"));
      const line = `ulimit -n ${limit}; quintile run latin.csv --store "${join(temporary, "few.duckdb")}" --quiet`;
      const { code, err } = await shell(line, { cwd, env: { TMPDIR: temporary } });
      // Below some limit Node.js itself does not start.
      expect([code, err]).toEqual([expect.any(Number), expect.stringMatching(/^$|^NOT_ALLOWED: |EMFILE/)]);
      rmSync(join(cwd, "latin.csv"));
    },
  );

  test("or has no folder for temporary files", async () => {
    const outcome = await quintile(["run", "small.csv", "--quiet"], { cwd, env: { TMPDIR: "/nowhere" } });
    expect(outcome).toEqual({
      code: 1,
      out: "",
      err: "NOT_WRITABLE: The folder for temporary files, /nowhere, cannot be written.\nPoint the TMPDIR variable at a folder that exists and that you may write to.\n",
    });
    expect(readFileSync(join(cwd, "small.csv"), "utf8")).toBe(SMALL);
  });
});
