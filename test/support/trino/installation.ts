import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { removeAbandoned } from "../../../src/engines/files/abandoned.js";
import { loadArchive } from "./archive.js";
import { cacheFolder } from "./cache-folder.js";
import { findJava, type Java } from "./java.js";
import { ProvisionError } from "./provision-error.js";
import { BEST_JAVA, OLDEST_JAVA, releasesFor } from "./releases.js";

/** A server that can be started, and the Java for it. */
export interface Installation {
  /** Such as "476". */
  readonly version: string;
  /** The unpacked server: `lib` and some of its `plugin`s. */
  readonly folder: string;
  readonly java: Java;
}

/** Each plugin costs time at every start. PostgreSQL has columns of types that only `geospatial` knows. */
const PLUGINS = ["blackhole", "geospatial", "hive", "iceberg", "memory", "postgresql", "tpch"];

/**
 * The best server that this machine's Java can run: from the cache, or else loaded into it. Throws a
 * {@link ProvisionError} where there is no Java for any, and where none can be loaded.
 */
export async function provideServer(environment: NodeJS.ProcessEnv = process.env): Promise<Installation> {
  const java = findJava(environment);
  const releases = java === undefined ? [] : releasesFor(java.version);
  if (java === undefined || releases.length === 0) throw new ProvisionError(noJava(java));
  const cache = cacheFolder(environment);
  const problems: string[] = [];
  for (const { version } of releases) {
    const folder = join(cache, version);
    try {
      if (!existsSync(folder)) await install(version, java, folder, environment);
      return { version, folder, java };
    } catch (error) {
      if (!(error instanceof ProvisionError)) throw error;
      problems.push(`${version}: ${error.message}`);
    }
  }
  throw new ProvisionError(
    `Trino cannot be loaded (${problems.join("; ")}). Install Maven, or unpack a trino-server archive as ${join(cache, releases[0]?.version ?? "")}.`,
  );
}

function noJava(found: Java | undefined): string {
  const newest = found === undefined ? "no Java is found" : `the newest Java found is ${found.version}`;
  return `Trino needs Java ${OLDEST_JAVA}, better ${BEST_JAVA} or later; ${newest}. Install one, or name its folder in TRINO_JAVA_HOME.`;
}

/** A folder has its name only once it is complete. Who is second to complete it takes what is there. */
async function install(version: string, java: Java, folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const cache = join(folder, "..");
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache, /^loading-(\d+)-\w{6}$/);
  const loading = mkdtempSync(join(cache, `loading-${process.pid}-`));
  try {
    const archive = await loadArchive({ version, java: java.home, folder: join(loading, "maven"), environment });
    await unpack(archive, loading);
    const unpacked = join(loading, `trino-server-${version}`);
    keepOnly(unpacked, ["lib", "plugin", "NOTICE", "README.txt"]);
    keepOnly(join(unpacked, "plugin"), PLUGINS);
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(loading, { recursive: true, force: true });
  }
}

/** All of it: files of one plugin are hard links to those of others. */
async function unpack(archive: string, folder: string): Promise<void> {
  try {
    await promisify(execFile)("tar", ["-xzf", archive, "-C", folder]);
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new ProvisionError(`cannot unpack it: ${said.split("\n")[0]}`);
  }
}

function keepOnly(folder: string, names: readonly string[]): void {
  for (const name of readdirSync(folder)) {
    if (!names.includes(name)) rmSync(join(folder, name), { recursive: true });
  }
}
