import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../free-port.js";
import { newDataFolder } from "../postgres/folder.js";
import { catalogSettings, type PostgresCatalog } from "./catalogs.js";
import { provideServer } from "./installation.js";
import { MEMORY, type NodePlace, type Purpose } from "./node-settings.js";
import { type RestartableNode, startRestartable } from "./restartable-node.js";

export interface ClusterOptions {
  /** How many servers do the work. Default: 2. */
  readonly workers?: number;
  /** Default: "tests". */
  readonly purpose?: Purpose;
  /** The heap of each server, at least "768M". Default: what the purpose asks for. */
  readonly heap?: string;
  /** Where everything is kept, which then stays. Default: a folder of its own that is gone with the cluster. */
  readonly folder?: string;
  /** A database to show as the catalog `postgres`. Default: none. */
  readonly postgres?: PostgresCatalog;
}

/** A server that does the work of queries. */
export interface Worker {
  /** The id of its process, which changes with a restart. */
  readonly pid: number;
  /** Ends it, and waits for the end. Default: "KILL". The coordinator takes a few seconds to notice. */
  kill(signal?: "KILL" | "TERM"): Promise<void>;
  /** Starts it again once it was killed, and waits until the coordinator gives it work. */
  restart(): Promise<void>;
}

/** What there is to know about a running cluster; plain, so that it passes from process to process. */
export interface ClusterFacts {
  /** Where clients connect, such as "http://127.0.0.1:8080". */
  readonly url: string;
  readonly port: number;
  /** Such as "476". */
  readonly version: string;
  /** The folder of all files of tables. */
  readonly lake: string;
}

/** A running cluster: a coordinator, which does no work of queries, and its workers. */
export interface Cluster extends ClusterFacts {
  readonly workers: readonly Worker[];
  /** Ends all servers and removes their files. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster on free ports of this machine, which nobody else can reach, and waits until all workers take part.
 * It ends with this process, however this process ends. Throws a `ProvisionError` where there is no Trino to start, and
 * an error with the end of the log where a server does not start.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const installation = await provideServer();
  const folder = options.folder ?? newDataFolder("trino");
  const lake = join(folder, "lake");
  mkdirSync(lake, { recursive: true });
  const catalogs = catalogSettings({ ...options, version: installation.version, lake });
  const purpose = options.purpose ?? "tests";
  const heap = options.heap ?? MEMORY[purpose].heap;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const nodes: RestartableNode[] = [];
  const add = async (role: NodePlace["role"], ownPort: number): Promise<void> => {
    const settings = {
      role,
      port: ownPort,
      coordinatorPort: port,
      purpose,
      folder: join(folder, `${role}-${ownPort}`),
    };
    nodes.push(await startRestartable({ ...settings, installation, catalogs, heap }, url));
  };
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map(async (node) => await node.kill()));
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await add("coordinator", port);
    for (let count = 0; count < (options.workers ?? 2); count += 1) await add("worker", await freePort());
    await Promise.all(nodes.map(async (node) => await node.untilActive()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, version: installation.version, lake, workers: nodes.slice(1), stop };
}

/** The facts of a cluster without what cannot pass from process to process. */
export function factsOf({ url, port, version, lake }: Cluster): ClusterFacts {
  return { url, port, version, lake };
}
