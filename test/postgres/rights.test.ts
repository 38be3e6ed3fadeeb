import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { QuintileError } from "../../src/errors.js";
import { describeServers } from "../support/postgres/servers.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { listener, openShop, type Role, type Shop } from "./shop.js";
import { type Fate, openProxy } from "./statement-proxy.js";

const LOCKED_UP = `CREATE SCHEMA shop; CREATE SCHEMA result;
  CREATE TABLE shop.sold AS SELECT *, 'of nobody''s concern' AS note FROM fact_sales;
  REVOKE ALL ON SCHEMA public FROM PUBLIC`;

/** What is refused, and the statement that the hint asks for. */
async function refusal(run: Promise<unknown>): Promise<{ message: string; asked: string }> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof QuintileError)) throw new Error(`Not refused, but: ${String(error)}`);
  expect(error.code).toBe("NOT_ALLOWED");
  return { message: error.message, asked: /(?:GRANT|ALTER) [^;]*;/.exec(error.hint ?? "")?.[0] ?? "" };
}

describeServers((server) => {
  const { path } = temporaryFolder();
  let shop: Shop;
  let role: Role;
  let sql: Shop["sql"];

  beforeEach(async () => {
    shop = await openShop(server);
    ({ sql } = shop);
    role = await shop.role();
    await sql(
      `REVOKE ALL ON DATABASE "${shop.name}" FROM PUBLIC; GRANT CONNECT ON DATABASE "${shop.name}" TO ${role.name}`,
    );
    await sql(LOCKED_UP);
  });
  afterEach(async () => await shop.drop());

  const runAs = (options: object = {}) =>
    shop.run({ source: role.url, table: "shop.sold", schema: "result", ...options });

  /** Runs, does what the hint asks for as the superuser, and runs again, until nothing is missing. Gives back the statements. */
  async function askOnesWay(options: object = {}): Promise<string[]> {
    const statements: string[] = [];
    for (;;) {
      const outcome = await runAs(options).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) return statements;
      const { asked } = await refusal(Promise.reject(outcome));
      expect(statements).not.toContain(asked);
      statements.push(asked);
      await sql(asked);
    }
  }

  const granted = (...rights: string[]) => rights.map((right) => `GRANT ${right} TO "${role.name}";`);

  test("a role that may connect finds its way by the statements of the hints, and no more is needed", async () => {
    expect(await askOnesWay()).toEqual(
      granted(
        'USAGE ON SCHEMA "shop"',
        'SELECT ON "shop"."sold"',
        'USAGE ON SCHEMA "result"',
        'CREATE ON SCHEMA "result"',
      ),
    );
    await shop.run();
    expect(await shop.published("result")).toEqual(await shop.published());
    const [temporary] = await sql("SELECT has_database_privilege($1, current_database(), 'TEMP') AS allowed", [
      role.name,
    ]);
    expect(temporary).toEqual({ allowed: "f" });
    await sql("UPDATE shop.sold SET revenue = revenue + 1 WHERE customer_id < 9");
    expect(await runAs()).toMatchObject({ run: 2 });
    await shop.quiet();
  });

  describe("with tables that somebody else has published", () => {
    beforeEach(async () => {
      await sql(`GRANT USAGE ON SCHEMA shop TO ${role.name}; GRANT SELECT ON shop.sold TO ${role.name};
        GRANT USAGE, CREATE ON SCHEMA result TO ${role.name}`);
      await shop.run({ table: "shop.sold", schema: "result" });
      await sql("UPDATE shop.sold SET revenue = revenue + 1 WHERE customer_id < 9");
    });

    const NEEDED = [
      'SELECT, INSERT, UPDATE, DELETE ON "result"."customer_rfm"',
      'SELECT, INSERT, UPDATE, DELETE ON "result"."rfm_segments"',
      'SELECT, INSERT ON "result"."rfm_runs"',
    ];

    test("the rights to change them are asked for, table by table", async () => {
      const before = await shop.untouched("result");
      expect(await refusal(runAs())).toMatchObject({ message: "Your role may not change result.customer_rfm." });
      expect(await shop.untouched("result")).toEqual(before);
      expect(await askOnesWay()).toEqual(granted(...NEEDED));
      await shop.run({ table: "shop.sold" });
      expect(await shop.published("result")).toEqual(await shop.published("shop"));
    });

    test("each right that was taken away is missed, and had again by the statement of the hint", async () => {
      await askOnesWay();
      for (const need of NEEDED) {
        const [rights = "", table = ""] = need.split(" ON ");
        for (const right of rights.split(", ")) {
          await sql(`REVOKE ${right} ON ${table} FROM ${role.name}`);
          const before = await shop.untouched("result");
          const { asked } = await refusal(runAs());
          expect(asked).toBe(granted(need)[0]);
          expect(await shop.untouched("result")).toEqual(before);
          await sql(asked);
          await runAs();
        }
      }
      await shop.quiet();
    });

    test("rights that are taken away in the middle of a run end it", async () => {
      await askOnesWay();
      for (const [moment, what] of [
        [/^CREATE UNLOGGED/, "SELECT ON shop.sold"],
        [/^CREATE UNLOGGED TABLE .*customer_rfm/s, "CREATE ON SCHEMA result"],
        [/^UPDATE/, "UPDATE ON result.customer_rfm"],
        [/^INSERT INTO .*rfm_runs/s, "INSERT ON result.rfm_runs"],
      ] as const) {
        let isTaken = false;
        const proxy = await openProxy(server, async (statement): Promise<Fate> => {
          if (!isTaken && moment.test(statement)) {
            isTaken = true;
            await sql(`REVOKE ${what} FROM ${role.name}`);
          }
          return "pass";
        });
        const before = await shop.untouched("result");
        const source = proxy.url(shop.name, role);
        const { message } = await refusal(runAs({ source }));
        expect(message, what).toMatch(/^The server refused: permission denied for (table|schema) \w+\.$/);
        await proxy.close();
        await shop.quiet();
        expect(await shop.untouched("result")).toEqual(before);
        await sql(`GRANT ${what} TO ${role.name}`);
        await runAs();
      }
    });

    test("only their owner may replace them", async () => {
      const before = await shop.untouched("result");
      const { message, asked } = await refusal(runAs({ replace: true }));
      expect({ message, asked }).toEqual({
        message: `result.customer_rfm belongs to the role ${server.user}, and only its owner may replace it.`,
        asked: `ALTER TABLE "result"."customer_rfm" OWNER TO "${role.name}";`,
      });
      expect(await shop.untouched("result")).toEqual(before);
      await sql(asked);
      expect(await askOnesWay({ replace: true })).toEqual(granted(...NEEDED.slice(1)));
    });
  });

  test("the columns that a run needs are enough of a table", async () => {
    await sql(`GRANT USAGE ON SCHEMA shop TO ${role.name}; GRANT SELECT (customer_id, sale_date, revenue) ON shop.sold TO ${role.name};
      GRANT USAGE, CREATE ON SCHEMA result TO ${role.name}; INSERT INTO shop.sold VALUES (1, 'infinity', 5, 'secret')`);
    const rejects = path("rejects.csv");
    const { notes, progress } = listener();
    await shop.run({ source: role.url, table: "shop.sold", schema: "result", rejects }, { progress });
    expect(notes).toContain("Your role may not read these columns of shop.sold: note.");
    await shop.run();
    expect(await shop.published("result")).toEqual(await shop.published());
    expect(readFileSync(rejects, "utf8")).toBe("reason,customer_id,sale_date,revenue\nbad_date,1,infinity,5\n");
    await expect(runAs({ order: "note" })).rejects.toMatchObject({ code: "UNKNOWN_COLUMN" });
    expect(await refusal(runAs({ where: "note <> ''" }))).toMatchObject({
      message: "The server refused: permission denied for table sold.",
    });
    const store = path("elsewhere.duckdb");
    expect(await runAs({ store, schema: undefined })).toMatchObject({ customers: 50 });
  });

  test("row-level security of the sales leaves out what the role may not see, and this is said", async () => {
    await sql(`GRANT USAGE ON SCHEMA shop TO ${role.name}; GRANT SELECT ON shop.sold TO ${role.name};
      GRANT USAGE, CREATE ON SCHEMA result TO ${role.name}; ALTER TABLE shop.sold ENABLE ROW LEVEL SECURITY;
      CREATE POLICY few ON shop.sold USING (customer_id < 10)`);
    const { notes, progress } = listener();
    const result = await shop.run({ source: role.url, table: "shop.sold", schema: "result" }, { progress });
    expect(result).toMatchObject({ customers: 10 });
    expect(notes).toContain("shop.sold has row-level security: only the rows that your role may see are scored.");
    expect(await sql("SELECT count(*), max(customer_id) FROM result.customer_rfm")).toEqual([
      { count: "10", max: "9" },
    ]);
  });
});
