import { execFile } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../free-port.js";
import { account, handOver } from "./account.js";
import type { Binaries } from "./binaries.js";
import { newDataFolder } from "./folder.js";
import { type GuardedProcess, programEnvironment, startGuarded } from "./guarded-process.js";

/** What there is to know about a running server; plain, so that it passes from process to process. */
export interface ServerFacts extends Binaries {
  readonly host: string;
  readonly port: number;
  /** A superuser, and the password. */
  readonly user: string;
  readonly password: string;
  readonly dataFolder: string;
  /** What the server has logged so far. */
  readonly logFile: string;
  /** Where its Unix socket is; undefined where the path would be too long for one. */
  readonly socketFolder: string | undefined;
}

/** A running server that tests connect to. */
export interface Server extends ServerFacts {
  /** A connection string. By default to the database `postgres`, as the superuser. */
  url(database?: string, user?: string, password?: string): string;
}

/** A server that a test started and may stop. */
export interface OwnServer extends Server {
  /** `fast` (the default) ends sessions and writes everything down; `immediate` is a crash. */
  stop(mode?: keyof typeof SIGNALS): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export interface ServerOptions {
  /** Settings on top of {@link SETTINGS}, by name. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The lines of `pg_hba.conf`. Default: passwords (SCRAM) for everyone and for replication, from this machine. */
  readonly hba?: readonly string[];
}

const SIGNALS = { fast: "INT", immediate: "QUIT" } as const;

/** A quick server, whose commits outlive a crash but no power cut, in a time zone in which mistakes show. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: "off",
  full_page_writes: "off",
  wal_level: "logical",
  wal_keep_size: "64MB",
  max_wal_size: "256MB",
  max_connections: "60",
  max_locks_per_transaction: "512", // two processes of tests make and drop hundreds of tables at a time
  shared_buffers: "64MB",
  timezone: "America/St_Johns",
};

/** Not C, wherever the build knows ICU. */
const LOCALES = [["--locale-provider=icu", "--icu-locale=en-US"], []];

const START_SECONDS = 30;
const LONGEST_SOCKET_PATH = 103;

/** Makes a server with a fresh folder of data, and starts it on a free port. */
export async function startServer(binaries: Binaries, options: ServerOptions = {}): Promise<OwnServer> {
  return await openServer(binaries, async (dataFolder) => {
    await initialize(binaries, dataFolder);
    configure(dataFolder, { ...SETTINGS, ...options.settings });
    if (options.hba !== undefined) writeFileSync(join(dataFolder, "pg_hba.conf"), `${options.hba.join("\n")}\n`);
  });
}

/** Starts a server on a folder of data that `prepare` makes. */
export async function openServer(
  { name, version, bin }: Binaries,
  prepare: (dataFolder: string) => Promise<void>,
): Promise<OwnServer> {
  const folder = newDataFolder();
  handOver(folder);
  const facts = {
    name,
    version,
    bin,
    host: "127.0.0.1",
    port: await freePort(),
    user: "quintile_test",
    password: PASSWORD,
    dataFolder: join(folder, "data"),
    logFile: join(folder, "log"),
    socketFolder: join(folder, ".s.PGSQL.65535").length > LONGEST_SOCKET_PATH ? undefined : folder,
  };
  let running: GuardedProcess | undefined;
  const server: OwnServer = {
    ...withUrl(facts),
    start: async () => {
      if (running === undefined || running.hasEnded) running = await startProcess(facts);
    },
    stop: async (mode = "fast") => await running?.end(SIGNALS[mode]),
    remove: async () => {
      await running?.end(SIGNALS.immediate);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await prepare(facts.dataFolder);
    await server.start();
  } catch (error) {
    await server.remove();
    throw error;
  }
  return server;
}

/** Facts from another process as a server to connect to. */
export function withUrl(facts: ServerFacts): Server {
  const { host, port } = facts;
  return {
    ...facts,
    url: (database = "postgres", user = facts.user, password = facts.password) =>
      `postgresql://${[user, password].map(encodeURIComponent).join(":")}@${host}:${port}/${encodeURIComponent(database)}`,
  };
}

/** Adds settings to those of a folder of data. */
export function configure(dataFolder: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`);
  appendFileSync(join(dataFolder, "postgresql.conf"), lines.join(""));
}

/** Runs a program under the tests' account. Throws with what it said. */
export async function runProgram(program: string, words: readonly string[], folder: string): Promise<void> {
  await promisify(execFile)(program, words, { ...account, cwd: folder, env: programEnvironment });
}

const PASSWORD = "only for tests: ä/@%";

async function initialize({ bin }: Binaries, dataFolder: string): Promise<void> {
  const folder = dirname(dataFolder);
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, PASSWORD);
  const words = [
    `--pgdata=${dataFolder}`,
    "--username=quintile_test",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    `--locale=${process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8"}`,
    "--no-sync",
  ];
  let failure: unknown;
  for (const locale of LOCALES) {
    try {
      await runProgram(join(bin, "initdb"), [...words, ...locale], folder);
      return;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function startProcess(facts: ServerFacts): Promise<GuardedProcess> {
  const { bin, dataFolder, host, port, logFile, socketFolder } = facts;
  const status = join(dataFolder, "postmaster.pid");
  rmSync(status, { force: true });
  const settings = [`listen_addresses=${host}`, `port=${port}`, `unix_socket_directories=${socketFolder ?? ""}`];
  const command = [join(bin, "postgres"), "-D", dataFolder, ...settings.flatMap((setting) => ["-c", setting])];
  const started = startGuarded(command, dirname(dataFolder), logFile);
  const deadline = Date.now() + START_SECONDS * 1000;
  while (!isReady(status)) {
    if (started.hasEnded || Date.now() > deadline) {
      await started.end(SIGNALS.immediate);
      throw new Error(`${facts.name} did not start:\n${readFileSync(logFile, "utf8")}`);
    }
    await setTimeout(10);
  }
  return started;
}

/** The server writes its state into the eighth line of its file; "ready" is when it lets clients in. */
function isReady(status: string): boolean {
  try {
    return readFileSync(status, "utf8").split("\n")[7]?.trim() === "ready";
  } catch {
    return false;
  }
}
