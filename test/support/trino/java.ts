import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** A Java that can run here. */
export interface Java {
  /** The folder that has `bin/java`. */
  readonly home: string;
  /** The major version, such as 25. */
  readonly version: number;
}

/** The folders in which systems keep one folder for each Java; macOS has the home deeper inside. */
const COLLECTIONS = [
  { folder: "/usr/lib/jvm", home: "" },
  { folder: "/opt/java", home: "" },
  { folder: "/Library/Java/JavaVirtualMachines", home: "Contents/Home" },
  { folder: "/opt/homebrew/opt", home: "libexec/openjdk.jdk/Contents/Home" },
  { folder: "/usr/local/opt", home: "libexec/openjdk.jdk/Contents/Home" },
];

/**
 * The Java to run Trino with; undefined where there is none. What `TRINO_JAVA_HOME` names is the only candidate where it
 * is set; otherwise the newest wins of `JAVA_HOME`, the one on `PATH` and those where the system keeps them.
 */
export function findJava(environment: NodeJS.ProcessEnv): Java | undefined {
  const chosen = environment["TRINO_JAVA_HOME"];
  const homes = chosen ? [chosen] : [environment["JAVA_HOME"], homeOnPath(environment["PATH"]), ...collectedHomes()];
  const found = homes.flatMap((home) => {
    const version = home ? versionOf(home) : undefined;
    return home && version !== undefined ? [{ home, version }] : [];
  });
  return found.reduce<Java | undefined>(
    (newest, each) => (newest === undefined || each.version > newest.version ? each : newest),
    undefined,
  );
}

function homeOnPath(path = ""): string | undefined {
  const program = path.split(":").find((folder) => existsSync(join(folder, "java")));
  return program === undefined ? undefined : dirname(dirname(realpathSync(join(program, "java"))));
}

function collectedHomes(): string[] {
  return COLLECTIONS.flatMap(({ folder, home }) =>
    existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, home)) : [],
  );
}

/** What the file `release` says; where there is none, what the program says; undefined where that cannot run. */
function versionOf(home: string): number | undefined {
  const program = join(home, "bin", "java");
  if (!existsSync(program)) return undefined;
  const release = join(home, "release");
  const said = existsSync(release) ? readFileSync(release, "utf8") : settingsOf(program);
  // Java 8 calls itself 1.8.
  const version = /^\s*(?:JAVA_VERSION|java\.version)\s*=\s*"?(?:1\.)?(\d+)/m.exec(said)?.[1];
  return version === undefined ? undefined : Number(version);
}

function settingsOf(program: string): string {
  try {
    const words = ["-c", '"$0" -XshowSettings:properties -version 2>&1', program];
    return execFileSync("/bin/sh", words, { encoding: "utf8" });
  } catch {
    return "";
  }
}
