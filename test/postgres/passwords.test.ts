import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quintile } from "../cli/command.js";
import type { Server } from "../support/postgres/server.js";
import { servers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { openShop, type Shop } from "./shop.js";

/** A part of every password here; it needs no escaping, so that it looks the same wherever it turns up. */
const SECRET = "S3CR3T";
const PASSWORD = `a:${SECRET}@/#?%`;

describe.skipIf(servers.length === 0)("no password is told by", () => {
  const server = servers[0] as Server;
  const { folder } = temporaryFolder();
  let shop: Shop;
  let url: string;
  beforeAll(async () => {
    shop = await openShop(server);
    const { name } = await shop.role();
    await shop.sql(`ALTER ROLE ${name} PASSWORD '${PASSWORD}'; GRANT USAGE, CREATE ON SCHEMA public TO ${name};
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${name}`);
    url = server.url(shop.name, name, PASSWORD);
  });
  afterAll(async () => await shop.drop());

  /** Everything that a command says and writes. Its folder is its own. */
  async function everythingOf(words: readonly string[], env: Readonly<Record<string, string>> = {}, config?: string) {
    const cwd = join(folder, String(readdirSync(folder).length));
    mkdirSync(cwd);
    if (config !== undefined) writeFileSync(join(cwd, "quintile.yaml"), config);
    const { code, out, err } = await quintile(words, { cwd, env });
    const files = readdirSync(cwd, { recursive: true, encoding: "utf8" })
      .map((name) => join(cwd, name))
      .filter((name) => statSync(name).isFile() && !(config !== undefined && name.endsWith("quintile.yaml")));
    const written = files.map((name) => `${name}\n${readFileSync(name, "latin1")}`);
    return { code, text: [out, err, ...written].join("\n") };
  }

  test("a run, its files and what it publishes", async () => {
    writeFileSync(join(folder, "sales.csv"), "customer_id,sale_date,revenue\n1,2024-01-01,5\n2,2024-02-01,6\n");
    const runs: [string[], Record<string, string>?, string?][] = [
      [["run", url]],
      [["run", url, "--json"]],
      [["run", url, "--to", "customers.csv", "--rejects", "rejects.csv", "--store", "store.duckdb"]],
      [["run", join("..", "sales.csv"), "--store", url, "--replace"]],
      [["run", url.replace(/:[^:@]*@/, "@"), "--replace"], { PGPASSWORD: PASSWORD }],
      [["run", `${url.replace(/:[^:@]*@/, "@")}?password=${encodeURIComponent(PASSWORD)}`]],
      [["run"], {}, `source: ${JSON.stringify(url)}\nstore: ${JSON.stringify(url)}\n`],
      [["init", url]],
      [["runs", "--store", url]],
      [["runs", "--store", url, "--json"]],
      [["explain", "1", "--store", url, "--json"]],
      [["export", "--store", url, "--to", "customers.parquet"]],
    ];
    for (const run of runs) {
      const { code, text } = await everythingOf(...run);
      expect(code, text).toBe(0);
      expect(text).not.toContain(SECRET);
    }
    const [row] = await shop.sql("SELECT string_agg(rfm_runs::text, '') AS runs, count(*) FROM rfm_runs");
    expect(row?.["count"]).toBe("6");
    expect(row?.["runs"]).not.toContain(SECRET);
    expect(row?.["runs"]).toContain(shop.name);
  });

  test("errors", async () => {
    const wrong = `postgres://nobody:${SECRET}@127.0.0.1:${server.port}/shop`;
    const failing: [string[], number, Record<string, string>?, string?][] = [
      [["run", wrong], 1],
      [["run", wrong, "--json"], 1],
      [["run", "sales.csv", "--store", wrong], 1],
      [["run", `postgres://nobody:${SECRET}@127.0.0.1:1/shop`], 1],
      [["run", `postgres://nobody:${SECRET}@no-such-host.invalid/shop`], 1],
      [["run", `postgres://nobody:${SECRET}@:-1/shop`], 2],
      [["run", `postgres://nobody:a/${SECRET}@localhost/shop`], 2],
      [["run", `postgres://nobody:a%${SECRET}@localhost/shop`], 2],
      [["run", `postgres://nobody:a?b=${SECRET}@localhost/shop`], 2],
      [["run", `postgres:nobody:${SECRET}@localhost/shop`], 2],
      [["run", url, "--table", "no_such"], 1],
      [["run", url, "--where", "1 / 0 > 1"], 1],
      [["run", url, "--to", url], 2],
      [["run", url, "--config", url], 1],
      [["run", url, url], 2],
      [["run", url, "--model", url], 1],
      [["run", url, "--threads", url], 2],
      [["run", `${url}x`], 1],
      [["run", `mysql://nobody:${SECRET}@localhost/shop`], 1],
      [[url], 2],
      [[`${wrong.replace(`:${SECRET}`, "")}?password=${SECRET}&x=1`], 2],
      [["explain", url, "--store", url], 1],
      [["export", "--store", url, "--segment", "no such", "--to", "x.csv"], 1],
      [["init", wrong], 1],
      [["init", url, "--to", "/no/such/folder/quintile.yaml"], 1],
      [["run", url, "--table", "no_such"], 1, { PGPASSWORD: SECRET, PGOPTIONS: "-c no_such=1" }],
      [["run"], 1, {}, `source: ${url}\nno-such: ${url}\n`],
      [["run"], 1, {}, `source: ${wrong}\n`],
    ];
    const told: string[] = [];
    for (const [words, expected, ...rest] of failing) {
      const { code, text } = await everythingOf(words, ...rest);
      if (code !== expected || text.includes(SECRET)) told.push(`${code} ${expected} ${words.join(" ")}\n${text}`);
    }
    expect(told.join("\n\n")).toBe("");
  });
});
