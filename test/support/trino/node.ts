import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type GuardedProcess, startGuarded } from "../postgres/guarded-process.js";
import type { Installation } from "./installation.js";
import { javaWords } from "./java-words.js";
import { type NodePlace, nodeSettings } from "./node-settings.js";

/** A server of a cluster. */
export interface TrinoNode {
  /** Its name in the cluster; another one after each start. */
  readonly id: string;
  /** The process id. */
  readonly pid: number;
  /** Whether its process has ended. */
  readonly hasEnded: boolean;
  /** The last lines that it logged. */
  readonly log: string;
  /** Sends a signal that ends it, "KILL" by default or "TERM", and waits for the end. */
  kill(signal?: "KILL" | "TERM"): Promise<void>;
}

export interface NodeOptions extends NodePlace {
  readonly installation: Installation;
  /** A folder of its own. It is removed where the tests' process is killed. */
  readonly folder: string;
  /** Settings of catalogs by their names. */
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Such as "1G". */
  readonly heap: string;
}

const LOG_LINES = 30;

/** Leaves the process id in a file, and asks for the open files that Trino wants: systems may grant few by default. */
const LAUNCH = `ulimit -n 8192 2>/dev/null || ulimit -n "$(ulimit -H -n)"; echo $$ >pid; exec "$@"`;

/** Starts a server's process; it takes a while longer until it is part of its cluster. */
export async function startNode(options: NodeOptions): Promise<TrinoNode> {
  const { installation, folder, catalogs, heap, role } = options;
  const [etc, log, pidFile] = ["etc", "log", "pid"].map((name) => join(folder, name)) as [string, string, string];
  mkdirSync(join(etc, "catalog"), { recursive: true });
  writeProperties(join(etc, "config.properties"), nodeSettings(options));
  writeProperties(join(etc, "log.properties"), { "": "WARN" });
  for (const [name, settings] of Object.entries(catalogs)) {
    writeProperties(join(etc, "catalog", `${name}.properties`), settings);
  }
  writeFileSync(pidFile, "");
  const id = `${role}-${randomUUID()}`;
  const words = javaWords(installation, etc, id, heap);
  const guarded = startGuarded(["/bin/sh", "-c", LAUNCH, "launch", ...words], folder, log, GUARD);
  const pid = await readPid(pidFile, guarded);
  return {
    id,
    pid,
    get hasEnded() {
      return guarded.hasEnded;
    },
    get log() {
      return readFileSync(log, "utf8").trimEnd().split("\n").slice(-LOG_LINES).join("\n");
    },
    kill: async (signal = "KILL") => await guarded.end(signal),
  };
}

/** Java takes QUIT for a question. The server runs as whoever runs the tests, whose files it reads. */
const GUARD = { account: {}, lastSignal: "KILL" };

async function readPid(file: string, guarded: GuardedProcess): Promise<number> {
  for (;;) {
    const pid = Number(readFileSync(file, "utf8"));
    if (pid > 0 || guarded.hasEnded) return pid;
    await setTimeout(2);
  }
}

function writeProperties(file: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${escaped(value)}\n`);
  writeFileSync(file, lines.join(""));
}

/** Java reads such files as Latin-1, in which everything else is a number. */
function escaped(value: string): string {
  return value
    .replaceAll("\\", "\\\\")
    .replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
