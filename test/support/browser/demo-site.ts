import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { quintile } from "../../cli/command.js";

const BIN = fileURLToPath(new URL("../../../bin/quintile.js", import.meta.url));

/** The demo shop, scored, and servers of it. */
export interface DemoSite {
  /** Holds the shop in `demo`, and whatever a test writes. */
  readonly folder: string;
  /** Sales and store of the demo. */
  readonly sales: string;
  readonly store: string;
  /** Where the demo store is served, with its sales to be run again. */
  readonly origin: string;
  /** Starts another real server in the folder, which stops with the tests of the file. Gives its origin. */
  serve(...options: string[]): Promise<string>;
  /** Runs the command in the folder and wants it to succeed. Gives what it said. */
  quintile(...words: string[]): Promise<string>;
}

/** Copies the demo shop for the tests of one file and serves it. The returned object is filled before the first test. */
export function demoSite(): DemoSite {
  const folder = mkdtempSync(join(tmpdir(), "dashboard-"));
  const servers: ChildProcess[] = [];
  const site = {
    folder,
    sales: join(folder, "demo", "fact_sales.csv"),
    store: join(folder, "demo", "quintile.duckdb"),
    origin: "",
    serve: (...options: string[]) => serve(folder, options, servers),
    quintile: async (...words: string[]) => {
      const { code, out, err } = await quintile(words, { cwd: folder });
      expect(code, err).toBe(0);
      return out;
    },
  };
  beforeAll(async () => {
    cpSync(inject("demo"), folder, { recursive: true });
    site.origin = await site.serve("--store", site.store, "--source", site.sales);
  });
  afterAll(async () => {
    await Promise.all(servers.map(stop));
    rmSync(folder, { recursive: true, force: true });
  });
  return site;
}

function serve(folder: string, options: readonly string[], servers: ChildProcess[]): Promise<string> {
  const server = spawn(process.execPath, [BIN, "serve", "--port", "0", ...options], { cwd: folder });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", () => reject(new Error(`The server ended. ${said}`)));
  });
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.on("exit", () => resolve());
    server.kill("SIGTERM");
  });
}
