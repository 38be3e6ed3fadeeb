import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/temporary-folder.js";
import { provideServer } from "../support/trino/installation.js";
import { findJava } from "../support/trino/java.js";
import { releasesFor } from "../support/trino/releases.js";

const temporary = temporaryFolder();

/** A Java that says its version, and runs nothing. */
function fakeJava(version: string): string {
  const home = temporary.path("java");
  writeProgram(join(home, "bin", "java"), "exit 1");
  writeFileSync(join(home, "release"), `IMPLEMENTOR="Nobody"\nJAVA_VERSION="${version}"\n`);
  return home;
}

function writeProgram(path: string, script: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** A folder of programs with no Maven but the given one. */
function programs(maven?: string): string {
  const folder = temporary.path("programs");
  mkdirSync(folder);
  for (const name of ["sh", "tar", "gzip", "mkdir", "dirname", "ln", "rm"]) {
    const found = execFileSync("/bin/sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    symlinkSync(found, join(folder, name));
  }
  if (maven !== undefined) writeProgram(join(folder, "mvn"), maven);
  return folder;
}

/** Puts an archive of a server where Maven would, and has that of no other version; writes down what it was asked for. */
function mavenWith(version: string, notes: string): string {
  return `
for word; do case "$word" in
  -Dmaven.repo.local=*) repository=\${word#*=};;
  -Dartifact=*) artifact=\${word#*=};;
esac; done
echo "$artifact" >>"${notes}"
if [ "$artifact" != io.trino:trino-server:${version}:tar.gz ]; then
  echo "[ERROR] Could not find artifact $artifact"; echo "[ERROR] and a lot more"; exit 1
fi
at="$repository/io/trino/trino-server/${version}"
server="$repository/made/trino-server-${version}"
mkdir -p "$at" "$server/bin" "$server/lib" "$server/plugin/delta-lake" "$server/plugin/iceberg" "$server/plugin/hive"
echo shared >"$server/plugin/delta-lake/shared.jar"
ln "$server/plugin/delta-lake/shared.jar" "$server/plugin/iceberg/shared.jar"
tar -czf "$at/trino-server-${version}.tar.gz" -C "$repository/made" trino-server-${version}`;
}

interface Machine {
  readonly java: string;
  readonly maven?: string;
}

function environmentOf({ java, maven }: Machine): NodeJS.ProcessEnv & { QUINTILE_TRINO_CACHE: string } {
  return { TRINO_JAVA_HOME: java, QUINTILE_TRINO_CACHE: temporary.path("cache"), PATH: programs(maven) };
}

describe("the Java", () => {
  test.each([
    ["25.0.3", 25],
    ["17.0.15", 17],
    ["1.8.0_402", 8],
    ["24-ea", 24],
  ])("of release %s is %i", (release, version) => {
    const home = fakeJava(release);
    expect(findJava({ TRINO_JAVA_HOME: home })).toEqual({ home, version });
  });

  test("is the newest of those on this machine", () => {
    const [old, newest] = [fakeJava("9.0.1"), fakeJava("999.0.1")];
    expect(findJava({ JAVA_HOME: newest, PATH: join(old, "bin") })?.version).toBe(999);
    expect(findJava({ JAVA_HOME: old, PATH: `/nowhere:${join(newest, "bin")}` })?.version).toBe(999);
  });

  test("is the chosen one, though others are newer", () => {
    expect(findJava({ TRINO_JAVA_HOME: fakeJava("17.0.15"), JAVA_HOME: fakeJava("999.0.1") })?.version).toBe(17);
  });

  test("says its version itself where no file does", () => {
    const home = temporary.path("java");
    writeProgram(join(home, "bin", "java"), 'echo "    java.vendor = Nobody"; echo "    java.version = 21.0.4"');
    expect(findJava({ TRINO_JAVA_HOME: home })?.version).toBe(21);
  });
});

test.each([
  [25, ["476", "435"]],
  [24, ["476", "435"]],
  [23, ["435"]],
  [17, ["435"]],
  [11, []],
])("Java %i runs %j", (java, versions) => {
  expect(releasesFor(java).map(({ version }) => version)).toEqual(versions);
});

describe("a server", () => {
  test("is loaded once, and only what tests need of it is kept", async () => {
    const notes = temporary.path("notes");
    const environment = environmentOf({ java: fakeJava("25.0.3"), maven: mavenWith("476", notes) });
    const cache = environment.QUINTILE_TRINO_CACHE;
    const server = await provideServer(environment);
    expect(server).toMatchObject({ version: "476", folder: join(cache, "476"), java: { version: 25 } });
    expect(readdirSync(cache)).toEqual(["476"]);
    expect(readdirSync(server.folder)).toEqual(["lib", "plugin"]);
    expect(readdirSync(join(server.folder, "plugin"))).toEqual(["hive", "iceberg"]);
    expect(readFileSync(join(server.folder, "plugin", "iceberg", "shared.jar"), "utf8")).toBe("shared\n");
    expect(await provideServer({ ...environment, PATH: "/nowhere" })).toEqual(server);
    expect(readFileSync(notes, "utf8")).toBe("io.trino:trino-server:476:tar.gz\n");
  });

  test("is the next best where the best cannot be loaded", async () => {
    const notes = temporary.path("notes");
    const environment = environmentOf({ java: fakeJava("25.0.3"), maven: mavenWith("435", notes) });
    expect((await provideServer(environment)).version).toBe("435");
    expect(readFileSync(notes, "utf8")).toBe("io.trino:trino-server:476:tar.gz\nio.trino:trino-server:435:tar.gz\n");
    expect(readdirSync(environment.QUINTILE_TRINO_CACHE)).toEqual(["435"]);
  });

  test("is whole for two who load it at once", async () => {
    const environment = environmentOf({ java: fakeJava("25.0.3"), maven: mavenWith("476", temporary.path("notes")) });
    const [one, other] = await Promise.all([provideServer(environment), provideServer(environment)]);
    expect(one).toEqual(other);
    expect(readdirSync(environment.QUINTILE_TRINO_CACHE)).toEqual(["476"]);
    expect(readdirSync(one.folder)).toEqual(["lib", "plugin"]);
  });

  test("is not there after an archive that is no archive, and nothing is left of it", async () => {
    const broken = `${mavenWith("435", "/dev/null")}\necho broken >"$at/trino-server-435.tar.gz"`;
    const environment = environmentOf({ java: fakeJava("17.0.15"), maven: broken });
    await expect(provideServer(environment)).rejects.toThrow(/^Trino cannot be loaded \(435: cannot unpack it: /);
    expect(readdirSync(environment.QUINTILE_TRINO_CACHE)).toEqual([]);
  });

  test("replaces what a killed process left half loaded, and leaves alone what a living one loads", async () => {
    const environment = environmentOf({ java: fakeJava("25.0.3"), maven: mavenWith("476", "/dev/null") });
    const [abandoned, living] = [`loading-${2 ** 30}-abcdef`, `loading-${process.pid}-abcdef`];
    for (const name of [abandoned, living])
      mkdirSync(join(environment.QUINTILE_TRINO_CACHE, name), { recursive: true });
    await provideServer(environment);
    expect(readdirSync(environment.QUINTILE_TRINO_CACHE)).toEqual(["476", living]);
  });
});

describe("without Trino, the tests on a cluster fail in one line", () => {
  const root = fileURLToPath(new URL("../../", import.meta.url));

  function failure(machine: Machine): { readonly code: unknown; readonly lines: string[]; readonly cache: string } {
    const environment = environmentOf(machine);
    const command = [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "--config", "vitest.trino.config.ts"];
    try {
      execFileSync(process.execPath, command, { cwd: root, env: environment, stdio: "pipe" });
    } catch (error) {
      const { status, stderr } = error as { status: unknown; stderr: Buffer };
      const lines = stderr.toString().trim().split("\n");
      return { code: status, lines, cache: environment.QUINTILE_TRINO_CACHE };
    }
    throw new Error("The tests passed.");
  }

  test("where there is no Java", () => {
    const { code, lines, cache } = failure({ java: "/nowhere" });
    expect(code).toBe(1);
    expect(lines).toEqual([
      "*** Trino needs Java 17, better 24 or later; no Java is found. Install one, or name its folder in TRINO_JAVA_HOME.",
    ]);
    expect(existsSync(cache)).toBe(false);
  });

  test("where Java is too old", () => {
    expect(failure({ java: fakeJava("11.0.2") }).lines).toEqual([
      "*** Trino needs Java 17, better 24 or later; the newest Java found is 11. Install one, or name its folder in TRINO_JAVA_HOME.",
    ]);
  });

  test("where there is no Maven", () => {
    const { code, lines, cache } = failure({ java: fakeJava("17.0.15") });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      `*** Trino cannot be loaded (435: there is no Maven (mvn) on the PATH). Install Maven, or unpack a trino-server archive as ${join(cache, "435")}.`,
    );
  });

  test("where Maven has no archive", () => {
    const { code, lines, cache } = failure({ java: fakeJava("17.0.15"), maven: mavenWith("none", "/dev/null") });
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe(
      `*** Trino cannot be loaded (435: Maven says: Could not find artifact io.trino:trino-server:435:tar.gz). Install Maven, or unpack a trino-server archive as ${join(cache, "435")}.`,
    );
  });
});
