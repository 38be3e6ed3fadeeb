import { setTimeout } from "node:timers/promises";
import { inputName, QuintileError } from "../../../errors.js";
import { literal, type Sql, sql } from "../../../sql/fragment.js";
import type { PostgresSession } from "../connection/session.js";

/** The first half of the advisory lock's key: "Quin". The second is the schema's number, so that runs elsewhere go on. */
const RUN_LOCK = 0x5175696e;
const RETRY_EVERY = 250; // milliseconds

/**
 * Takes the lock that one run at a time holds on the tables of a schema, until its session ends; the server lets go of
 * it when a client is killed. Waits for another run, and tells who it is. Raises `STORE_BUSY`.
 */
export async function lockRuns(
  session: PostgresSession,
  schema: string,
  seconds: number,
  note: ((message: string) => void) | undefined,
): Promise<void> {
  const patience = Date.now() + seconds * 1000;
  let told = false;
  for (;;) {
    const [row] = await session.query(sql`SELECT pg_try_advisory_lock(${literal(RUN_LOCK)}, ${key(schema)}) AS locked`);
    if (row?.["locked"] === true) return;
    const holder = await holderOf(session, schema);
    if (Date.now() >= patience) {
      throw new QuintileError("STORE_BUSY", `Another run publishes to the schema ${schema}: ${holder}.`, {
        hint: `Run again when it is done, or wait longer with ${inputName("lockTimeout")}.`,
      });
    }
    if (!told) note?.(`Waiting for another run that publishes to the schema ${schema}: ${holder}.`);
    told = true;
    await setTimeout(RETRY_EVERY);
  }
}

/** Object numbers have no sign, and keys of locks have one. */
function key(schema: string): Sql {
  return sql`(SELECT (oid::bigint - 2147483648)::integer FROM pg_namespace WHERE nspname = ${schema})`;
}

async function holderOf(session: PostgresSession, schema: string): Promise<string> {
  const [row] = await session.query(
    sql`SELECT pid::text AS pid, usename AS role, application_name AS program, host(client_addr) AS client, to_char(backend_start, 'YYYY-MM-DD HH24:MI:SS') AS since
      FROM pg_locks LEFT JOIN pg_stat_activity USING (pid)
      WHERE locktype = 'advisory' AND granted AND classid::bigint = ${literal(RUN_LOCK)} AND pg_locks.objsubid = 2
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (objid::bigint + 2147483648) % 4294967296 = (SELECT oid::bigint FROM pg_namespace WHERE nspname = ${schema})`,
  );
  if (row === undefined) return "it has just ended";
  const { pid, role, program, client, since } = row;
  const details = [
    role === null ? "" : `role ${role}`,
    program === null || program === "" ? "" : String(program),
    client === null ? "" : `from ${client}`,
    since === null ? "" : `since ${since} UTC`,
  ];
  return `process ${pid} of the server (${details.filter((detail) => detail !== "").join(", ")})`;
}
