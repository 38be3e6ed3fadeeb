import { escapeIdentifier, escapeLiteral, Pool } from "pg";
import type { PlainRow } from "../duckdb.js";
import type { Server } from "./server.js";

/** A database of one test. */
export interface Database {
  readonly name: string;
  /** A connection string, as the superuser. */
  readonly url: string;
  /** Runs statements, or one with parameters; returns rows with every value as text, moments in UTC. No session lasts. */
  sql(text: string, parameters?: readonly unknown[]): Promise<PlainRow[]>;
  /** Ends all sessions and removes it. */
  drop(): Promise<void>;
}

export interface DatabaseOptions {
  /** Default: a name that no other test has. */
  readonly name?: string;
  /** "C", or an ICU locale such as "de" (from PostgreSQL 15 on). Default: the server's. */
  readonly collation?: string;
}

let made = 0;

/** Makes an empty database. It is gone with its server, at the latest. */
export async function newDatabase(server: Server, options: DatabaseOptions = {}): Promise<Database> {
  made += 1;
  const name = options.name ?? `test_${process.pid}_${made}`;
  await onServer(server, `CREATE DATABASE ${escapeIdentifier(name)}${collate(server, options.collation)}`);
  return existingDatabase(server, name);
}

/** A database that is there already, such as one that a replica follows. */
export function existingDatabase(server: Server, name: string): Database {
  const pool = openPool(server, name);
  return {
    name,
    url: server.url(name),
    sql: async (text, parameters) => await rowsOf(pool, text, parameters),
    drop: async () => {
      await pool.end();
      await onServer(server, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    },
  };
}

function collate({ version }: Server, collation: string | undefined): string {
  if (collation === undefined) return "";
  if (collation !== "C") return ` TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE ${escapeLiteral(collation)}`;
  return ` TEMPLATE template0 LOCALE 'C'${version < 15 ? "" : " LOCALE_PROVIDER libc"}`;
}

async function onServer(server: Server, statement: string): Promise<void> {
  const pool = openPool(server, "postgres");
  await pool.query(statement);
  await pool.end();
}

/** Connections close soon after they were used, so that nobody has to close them. */
function openPool({ host, port, user, password }: Server, database: string): Pool {
  const pool = new Pool({
    host,
    port,
    user,
    password,
    database,
    options: "-c timezone=UTC",
    max: 4,
    idleTimeoutMillis: 500,
    allowExitOnIdle: true,
    types: { getTypeParser: () => String },
  });
  // A server that a test stops ends idle connections; the next query makes a new one.
  pool.on("error", () => {});
  return pool;
}

async function rowsOf(pool: Pool, text: string, parameters?: readonly unknown[]): Promise<PlainRow[]> {
  const result: unknown = await pool.query<PlainRow>(text, parameters?.slice());
  const last = (Array.isArray(result) ? result.at(-1) : result) as { readonly rows: PlainRow[] };
  return last.rows;
}
