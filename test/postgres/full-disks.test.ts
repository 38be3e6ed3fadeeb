import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { shell } from "../cli/command.js";
import { handOver } from "../support/postgres/account.js";
import { describeServers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { openShop, type Role, type Shop } from "./shop.js";

/** 50,000 customers: more than fits into the least memory, or on a small disk. */
const MANY_SALES = `CREATE VIEW many_sales AS
  SELECT n AS customer_id, DATE '2024-01-01' + n % 300 AS sale_date, n % 977 AS revenue FROM generate_series(1, 50000) AS n`;

const SERVER_FULL = {
  code: "DISK_FULL",
  message: "The disk of the database server is full; nothing was published.",
  hint: "Free some space there, or give sorting and grouping more memory with memory.",
};

describeServers((server) => {
  const { folder } = temporaryFolder();
  let shop: Shop;
  let role: Role;
  beforeAll(async () => {
    shop = await openShop(server);
    role = await shop.role();
    await shop.sql(
      `${MANY_SALES}; CREATE SCHEMA tight AUTHORIZATION ${role.name}; GRANT SELECT ON many_sales, fact_sales TO ${role.name}`,
    );
  });
  afterAll(async () => await shop.drop());

  const runTight = (options: object = {}) =>
    shop.run({ source: role.url, table: "many_sales", schema: "tight", ...options });

  beforeEach(async () => {
    await shop.sql("DROP TABLE IF EXISTS tight.customer_rfm");
    await runTight({ table: "fact_sales" });
  });

  /** What the role had published of the few sales stays, byte by byte. */
  async function expectFailure(run: () => Promise<unknown>, failure: object): Promise<void> {
    const before = await shop.untouched("tight");
    await expect(run()).rejects.toMatchObject(failure);
    await shop.quiet();
    expect(await shop.untouched("tight")).toEqual(before);
  }

  test("a limit for temporary files ends the run; with the memory that the message asks for, it goes through", async () => {
    await shop.sql(`ALTER ROLE ${role.name} SET temp_file_limit = '1MB'`);
    await expectFailure(() => runTight({ memory: "64kB" }), {
      code: "DISK_FULL",
      message:
        "The work needs more temporary disk space than the server allows (temp_file_limit); nothing was published.",
      hint: "Give it more memory with memory (for example memory 1GB), or ask for a higher temp_file_limit.",
    });
    expect(await runTight({ memory: "1GB" })).toMatchObject({ customers: 50_000 });
    await shop.sql(`ALTER ROLE ${role.name} RESET temp_file_limit`);
  });

  describe("a small disk", () => {
    const tablespace = `small_${process.pid}_${server.version}`;
    let disk: string | undefined;
    beforeAll(async () => {
      disk = mountSmallDisk();
      if (disk === undefined) process.stderr.write("*** SKIPPED: only root may mount a small disk.\n");
      else {
        await shop.sql(`CREATE TABLESPACE ${tablespace} LOCATION '${disk}'`);
        await shop.sql(`GRANT CREATE ON TABLESPACE ${tablespace} TO ${role.name}`);
      }
    });
    beforeEach(({ skip }) => skip(disk === undefined, "only root may mount a small disk"));
    afterAll(async () => {
      if (disk === undefined) return;
      await shop.sql("DROP TABLE tight.customer_rfm");
      await shop.sql(`DROP TABLESPACE ${tablespace}`);
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    });

    test("for temporary files", async () => {
      await shop.sql(`ALTER ROLE ${role.name} SET temp_tablespaces = ${tablespace}`);
      await expectFailure(() => runTight({ memory: "64kB" }), SERVER_FULL);
      expect(await runTight({ memory: "1GB" })).toMatchObject({ customers: 50_000 });
      await shop.sql(`ALTER ROLE ${role.name} RESET temp_tablespaces`);
    });

    test("for working tables", async () => {
      await shop.sql(`ALTER ROLE ${role.name} SET default_tablespace = ${tablespace}`);
      await expectFailure(() => runTight(), SERVER_FULL);
      await shop.sql(`ALTER ROLE ${role.name} RESET default_tablespace`);
    });

    test("for the published table itself, which is half changed when it is full", async () => {
      await shop.sql(`ALTER TABLE tight.customer_rfm SET TABLESPACE ${tablespace}`);
      await expectFailure(() => runTight(), SERVER_FULL);
      await shop.sql("ALTER TABLE tight.customer_rfm SET TABLESPACE pg_default");
      await shop.change();
      await runTight({ table: "fact_sales" });
      await shop.run();
      expect(await shop.published("tight")).toEqual(await shop.published());
    });
  });

  test("a full disk of this machine, for --to or for a store in a file, ends the run at once", async () => {
    await shop.run();
    const before = await shop.untouched();
    for (const place of ["--to customers.csv", "--store shop.duckdb"]) {
      const line = `ulimit -f 300; quintile run "${shop.url}" --table many_sales ${place} --quiet`;
      expect(await shell(line, { cwd: folder, env: { TMPDIR: folder } })).toEqual({
        code: 1,
        out: "",
        err: `DISK_FULL: The disk of the folder for temporary files, ${folder}, is full; nothing was published.\nFree some space there, or point the TMPDIR variable at a folder on a larger disk.\n`,
      });
      await shop.quiet();
      expect(await shop.untouched()).toEqual(before);
      expect(readdirSync(folder)).toEqual([]);
    }
  });
});

/** A disk of its own for the server's account; undefined where none may be mounted. */
function mountSmallDisk(): string | undefined {
  const disk = mkdtempSync(join(tmpdir(), "small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", disk], { stdio: "ignore" });
  } catch {
    rmSync(disk, { recursive: true });
    return undefined;
  }
  chmodSync(disk, 0o700);
  handOver(disk);
  return disk;
}
