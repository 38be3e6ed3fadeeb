import { expect, test } from "vitest";
import { existingDatabase, newDatabase } from "../support/postgres/database.js";
import { caughtUp, startReplica } from "../support/postgres/replica.js";
import { startServer } from "../support/postgres/server.js";
import { describeServers } from "../support/postgres/servers.js";

describeServers((server) => {
  test("the server answers, in the version of its name", async () => {
    const database = await newDatabase(server);
    const [row] = await database.sql("SELECT current_setting('server_version_num')::int / 10000 AS version");
    expect(row).toEqual({ version: String(server.version) });
    expect(server.name).toContain(`PostgreSQL ${server.version} `);
    await database.drop();
  });

  test("a database orders text by language by default, and by bytes when asked", async () => {
    const order = "SELECT string_agg(word, ' ' ORDER BY word) AS words FROM unnest($1::text[]) AS word";
    const words = ["Zebra", "ähre", "apfel", "Birne"];
    const local = await newDatabase(server);
    expect(await local.sql(order, [words])).toEqual([{ words: "ähre apfel Birne Zebra" }]);
    const bytes = await newDatabase(server, { name: `Bytes "of" ${process.pid}/%`, collation: "C" });
    expect(await bytes.sql(order, [words])).toEqual([{ words: "Birne Zebra apfel ähre" }]);
    await Promise.all([local.drop(), bytes.drop()]);
  });

  test("a replica sees committed rows and is read only", async () => {
    const database = await newDatabase(server);
    await database.sql("CREATE TABLE sale (id int); INSERT INTO sale VALUES (1)");
    const replica = await startReplica(server);
    try {
      await database.sql("INSERT INTO sale VALUES (2)");
      await caughtUp(server, replica);
      const copy = existingDatabase(replica, database.name);
      expect(await copy.sql("SELECT pg_is_in_recovery()::text AS replica, count(*) FROM sale")).toEqual([
        { replica: "true", count: "2" },
      ]);
      await expect(copy.sql("INSERT INTO sale VALUES (3)")).rejects.toMatchObject({ code: "25006" });
    } finally {
      await replica.remove();
      await database.drop();
    }
  });

  test("a server of one's own crashes and comes back with what was committed", async () => {
    const own = await startServer(server, {
      settings: { work_mem: "5MB" },
      hba: ["host all all 127.0.0.1/32 trust"],
    });
    try {
      const { sql } = await newDatabase(own);
      await sql("CREATE TABLE sale AS SELECT current_setting('work_mem') AS memory");
      expect(await sql("SELECT auth_method FROM pg_hba_file_rules")).toEqual([{ auth_method: "trust" }]);
      await own.stop("immediate");
      await expect(sql("SELECT 1")).rejects.toThrow("ECONNREFUSED");
      await own.start();
      expect(await sql("SELECT * FROM sale")).toEqual([{ memory: "5MB" }]);
    } finally {
      await own.remove();
    }
  });
});
