import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { handOver } from "./account.js";
import { configure, openServer, type OwnServer, runProgram, type Server } from "./server.js";

/**
 * Starts a hot standby that follows a server on this machine, which goes on meanwhile. Rows arrive there a moment after
 * they are committed; {@link caughtUp} waits for them.
 */
export async function startReplica(primary: Server): Promise<OwnServer> {
  return await openServer({ ...primary, name: `replica of ${primary.name}` }, async (dataFolder) => {
    await copyRunning(primary, dataFolder);
    configure(dataFolder, { primary_conninfo: primary.url() });
    writeOwned(join(dataFolder, "standby.signal"), "");
  });
}

/** Waits until a replica has everything that its primary has now. */
export async function caughtUp(primary: Server, replica: Server): Promise<void> {
  const position = await answer(primary, "SELECT pg_current_wal_lsn()");
  while ((await answer(replica, `SELECT pg_last_wal_replay_lsn() >= '${String(position)}'`)) !== true) {
    await setTimeout(5);
  }
}

/** The first value of the first row. */
async function answer(server: Server, statement: string): Promise<unknown> {
  const client = new Client(server.url());
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** Copies the data of a running server, between the two calls that make such a copy sound. */
async function copyRunning({ version, dataFolder: from, url }: Server, to: string): Promise<void> {
  const [begin, end] =
    version < 15
      ? ["pg_start_backup('replica', true, false)", "pg_stop_backup(false, false)"]
      : ["pg_backup_start('replica', true)", "pg_backup_stop(false)"];
  const client = new Client(url());
  await client.connect();
  try {
    await client.query(`SELECT ${begin}`);
    await copyFolder(from, to);
    const { rows } = await client.query<{ labelfile: string }>(`SELECT labelfile FROM ${end}`);
    writeOwned(join(to, "backup_label"), rows[0]?.labelfile ?? "");
  } finally {
    await client.end();
  }
  rmSync(join(to, "postmaster.pid"));
  for (const folder of ["pg_wal", "pg_replslot"]) emptyFolder(join(to, folder));
}

/** Files that a running server removes meanwhile are not missed. */
async function copyFolder(from: string, to: string): Promise<void> {
  try {
    await runProgram("cp", ["-pR", from, to], dirname(to));
  } catch (error) {
    const complaints = String((error as { stderr?: unknown }).stderr)
      .trim()
      .split("\n");
    if (!complaints.every((complaint) => complaint.includes("No such file"))) throw error;
  }
}

function emptyFolder(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
}

function writeOwned(file: string, text: string): void {
  writeFileSync(file, text);
  handOver(file);
}
