import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ProvisionError } from "./provision-error.js";

const PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";
const MEGABYTES = 800;
const REPORT_MILLISECONDS = 5000;

export interface Request {
  /** Such as "476". */
  readonly version: string;
  /** The home of a Java for Maven, where neither `JAVA_HOME` nor `PATH` has one. */
  readonly java: string;
  /** An empty folder for all that Maven loads. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Loads the archive of a server with Maven, from where Maven is set up to load, and returns its path. Says on standard
 * error how far it is. Throws a {@link ProvisionError} where there is no Maven, and where Maven cannot get it.
 */
export async function loadArchive({ version, java, folder, environment }: Request): Promise<string> {
  say(`loading Trino ${version} with Maven, once: about ${MEGABYTES} MB`);
  const target = join(folder, "io", "trino", "trino-server", version);
  const words = ["-B", "-q", `-Dmaven.repo.local=${folder}`, "-Dtransitive=false"];
  const command = [...words, `${PLUGIN}:get`, `-Dartifact=io.trino:trino-server:${version}:tar.gz`];
  const report = setInterval(() => say(`${megabytesIn(target)} MB`), REPORT_MILLISECONDS);
  try {
    await run("mvn", command, { JAVA_HOME: java, ...environment });
  } finally {
    clearInterval(report);
  }
  return join(target, `trino-server-${version}.tar.gz`);
}

async function run(program: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, words, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (text: Buffer) => (said += text.toString()));
  const stop = (): void => {
    child.kill();
  };
  process.once("exit", stop);
  const problem = await new Promise<string | undefined>((resolve) => {
    child.once("error", () => resolve("there is no Maven (mvn) on the PATH"));
    child.once("close", (code) => resolve(code === 0 ? undefined : firstComplaint(said)));
  });
  process.off("exit", stop);
  if (problem !== undefined) throw new ProvisionError(problem);
}

/** Maven repeats itself over many lines; the first says it all. */
function firstComplaint(said: string): string {
  const lines = said.split("\n").map((line) => line.trim());
  const complaint = lines.find((line) => line.startsWith("[ERROR]")) ?? lines.find((line) => line !== "") ?? "";
  return `Maven says: ${complaint.replace("[ERROR] ", "") || "nothing"}`;
}

function megabytesIn(folder: string): number {
  try {
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1e6);
  } catch {
    return 0;
  }
}

function say(progress: string): void {
  process.stderr.write(`Trino for the tests: ${progress}\n`);
}
