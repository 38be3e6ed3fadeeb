import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Client } from "pg";
import { DATA_FOLDER } from "../data.js";

/** @typedef {import("./binaries.js").Postgres} Postgres */

/**
 * @typedef {object} Server
 * @property {(database: string) => string} url an address without the password
 * @property {NodeJS.ProcessEnv} environment for clients: it holds the password, and no other setting of PostgreSQL
 * @property {(database: string) => Promise<Client>} connect as the superuser
 * @property {(database: string, ...statements: string[]) => Promise<Record<string, unknown>[]>} query rows of the last one
 * @property {() => Promise<void>} stop
 */

const USER = "bench";
const HOST = "127.0.0.1";
const START_SECONDS = 60;

/** The server gets nothing of ours, such as a language or `PGPORT`. */
const SERVER_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: "C" };

/**
 * Runs a program until standard input closes, and then ends it with SIGINT, which is PostgreSQL's fast shutdown. The
 * input closes when the benchmark says so, and also when the benchmark is gone, however that came about.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- </dev/null & program=$!
{ read -r line <&3; kill -s INT "$program"; } & guard=$!
wait "$program"
kill "$guard" 2>/dev/null`;

/** Where the data of one major version is kept from run to run. @param {Postgres} postgres */
function dataFolder({ version, account: { uid, gid } }) {
  const folder = join(DATA_FOLDER, "postgres", String(parseInt(version)));
  mkdirSync(folder, { recursive: true });
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/**
 * Makes an empty cluster, unless it is there: the settings are what `initdb` writes.
 * @param {Postgres} postgres
 * @param {string} folder
 */
function initialize({ bin, account }, folder) {
  const cluster = join(folder, "cluster");
  if (existsSync(cluster)) return;
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = [`--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const options = { ...account, cwd: folder, env: SERVER_ENVIRONMENT };
  execFileSync(join(bin, "initdb"), [`--pgdata=${unfinished}`, ...locale, ...access], { ...options, stdio: "pipe" });
  renameSync(unfinished, cluster);
}

/** A port that nobody listens on. @returns {Promise<number>} */
function findPort() {
  return new Promise((resolve, reject) => {
    const listener = createServer();
    listener.on("error", reject).listen(0, HOST, () => {
      const address = listener.address();
      listener.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** @param {string} log */
const lastWords = (log) => readFileSync(log, "utf8").slice(-2000);

/**
 * Starts a server with PostgreSQL's own settings, on a free port of this machine. Its data is kept when it stops, and
 * it stops, at the latest, when this process ends.
 * @param {Postgres} postgres
 * @returns {Promise<Server>}
 */
export async function startServer(postgres) {
  const folder = dataFolder(postgres);
  initialize(postgres, folder);
  const password = readFileSync(join(folder, "password"), "utf8");
  const port = await findPort();
  const log = join(folder, "log");
  const output = openSync(log, "w");
  const settings = [`listen_addresses=${HOST}`, `port=${port}`, "unix_socket_directories="];
  const command = [join(postgres.bin, "postgres"), "-D", join(folder, "cluster")];
  const words = [...command, ...settings.flatMap((setting) => ["-c", setting])];
  const guarded = spawn("/bin/sh", ["-c", GUARD, "guard", ...words], {
    ...postgres.account,
    cwd: folder,
    env: SERVER_ENVIRONMENT,
    detached: true, // out of the terminal's group: Ctrl-C is for us, and the guard then stops the server in good order
    stdio: ["pipe", output, output],
  });
  closeSync(output);
  let hasEnded = false;
  const ended = new Promise((resolve) => {
    guarded.once("close", resolve).once("error", resolve);
  }).then(() => (hasEnded = true));
  guarded.stdin?.on("error", () => {});

  /** @type {Server["connect"]} */
  const connect = async (database) => {
    const client = new Client({ host: HOST, port, user: USER, password, database });
    await client.connect();
    return client;
  };
  const stop = async () => {
    guarded.stdin?.end();
    await ended;
  };
  const deadline = performance.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      await (await connect("postgres")).end();
      break;
    } catch (error) {
      if (hasEnded) throw new Error(`PostgreSQL did not start:\n${lastWords(log)}`, { cause: error });
      if (performance.now() > deadline) {
        await stop();
        throw new Error(`PostgreSQL did not get ready in ${START_SECONDS} s:\n${lastWords(log)}`, { cause: error });
      }
      await setTimeout(50);
    }
  }

  const foreign = Object.entries(process.env).filter(([name]) => !name.startsWith("PG"));
  return {
    url: (database) => `postgresql://${USER}@${HOST}:${port}/${database}`,
    environment: { ...Object.fromEntries(foreign), PGPASSWORD: password },
    connect,
    query: async (database, ...statements) => {
      const client = await connect(database);
      try {
        /** @type {Record<string, unknown>[]} */
        let rows = [];
        for (const statement of statements) ({ rows } = await client.query(statement));
        return rows;
      } finally {
        await client.end();
      }
    },
    stop,
  };
}
