import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { queryDuckdb } from "../support/duckdb.js";
import { ENDLESS } from "../support/endless.js";
import { type Outcome, quintile } from "./command.js";

let cwd = "";
let temporary = "";

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), "serve-"));
  temporary = join(cwd, "temporary");
  mkdirSync(temporary);
  writeFileSync(join(cwd, "small.csv"), "customer_id,sale_date,revenue\na,2024-01-01,1\nb,2024-02-01,2\n");
  await quintile(["run", "small.csv", "--quiet"], { cwd });
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** Serves, does something with the address, and ends the command with a signal. */
function served(
  words: readonly string[],
  signal: "SIGINT" | "SIGTERM",
  work: (url: string) => Promise<void>,
  env: Record<string, string> = {},
): Promise<Outcome> {
  let worked: Promise<void> | undefined;
  return quintile(["serve", "--port", "0", ...words], {
    cwd,
    env: { TMPDIR: temporary, ...env },
    onError: (said, pid) => {
      const url = /Quintile is at (\S+) /.exec(said)?.[1];
      if (url !== undefined) worked ??= work(url).finally(() => process.kill(pid, signal));
    },
  }).then(async (outcome) => {
    await worked;
    return outcome;
  });
}

describe.each(["SIGINT", "SIGTERM"] as const)("%s ends a server", (signal) => {
  test("that has answered, and leaves nothing behind", async () => {
    const { code, out, err } = await served([], signal, async (url) => {
      const overview = (await (await fetch(`${url}api/v1/overview`)).json()) as { run: { customers: number } };
      expect(overview.run.customers).toBe(2);
    });
    expect({ code, out, err: err.replace(/:\d+/, ":PORT") }).toEqual({
      code: 0,
      out: "",
      err: "Quintile is at http://127.0.0.1:PORT/ (Ctrl-C stops it)\n",
    });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("in the middle of a run, of which nothing is published", async () => {
    const outcome = await served(["--source", "small.csv", "--where", ENDLESS], signal, async (url) => {
      const headers = { "content-type": "application/json" };
      const started = await fetch(`${url}api/v1/runs`, { method: "POST", headers, body: "{}" });
      expect(started.status).toBe(202);
      await fetch(`${url}api/v1/runs/current/events`);
    });
    expect(outcome.code).toBe(0);
    expect(await queryDuckdb(join(cwd, "quintile.duckdb"), "SELECT max(run)::VARCHAR AS run FROM rfm_runs")).toEqual([
      { run: "1" },
    ]);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

test("a configuration sets the source, the currency and the settings of runs", async () => {
  writeFileSync(join(cwd, "quintile.yaml"), "source: small.csv\ncurrency: EUR\nmodel: eleven-segment\nthreads: 1\n");
  await served([], "SIGINT", async (url) => {
    const headers = { "content-type": "application/json" };
    await fetch(`${url}api/v1/runs`, { method: "POST", headers, body: '{"since": "2024-01-15"}' });
    await (await fetch(`${url}api/v1/runs/current/events`)).text();
    expect(await (await fetch(`${url}api/v1/overview`)).json()).toMatchObject({
      currency: "EUR",
      run: { run: 2, customers: 1, model: "eleven-segment" },
    });
  });
});

test("a store that is not there yet is said, and one that is something else ends the command", async () => {
  const { code, err } = await served(["--store", "later.duckdb"], "SIGINT", () => Promise.resolve());
  expect([code, err.split("\n")[0]]).toEqual([0, "There is no store at later.duckdb."]);
  expect(await quintile(["serve", "--store", "small.csv"], { cwd, env: { TMPDIR: temporary } })).toEqual({
    code: 1,
    out: "",
    err: "BAD_FILE: small.csv is not a store: it exists, but it is no DuckDB database.\nName another file with --store; this one was left as it is.\n",
  });
  expect(readdirSync(temporary)).toEqual([]);
});

test("the token may come from a variable, and is not printed", async () => {
  const token = "0123456789abcdef";
  const { err } = await served(
    [],
    "SIGINT",
    async (url) => {
      expect((await fetch(`${url}api/v1/overview`)).status).toBe(401);
      const headers = { authorization: `Bearer ${token}` };
      expect((await fetch(`${url}api/v1/overview`, { headers })).status).toBe(200);
    },
    { QUINTILE_TOKEN: token },
  );
  expect(err).not.toContain(token);
});

test.each([
  [
    ["--host", "0.0.0.0"],
    "USAGE: Others can reach 0.0.0.0, so --token is needed.\nChoose one that cannot be guessed, such as the output of: openssl rand -hex 16. Or leave --host out, for this machine only.\n",
  ],
  [["--port", "70000"], 'USAGE: --port must be a whole number from 0 to 65535; it is "70000".\n'],
  [["--token", "short"], "USAGE: The token is shorter than 16 characters.\nopenssl rand -hex 16 makes one.\n"],
])("%j is wrong usage", async (words, err) => {
  expect(await quintile(["serve", ...words], { cwd })).toEqual({ code: 2, out: "", err });
});
