import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, release, totalmem, type } from "node:os";

const require = createRequire(import.meta.url);

/** @param {string} name */
const versionOf = (name) => /** @type {{ version: string }} */ (require(name)).version;

/** The system's own name, if it gives one ("Ubuntu 24.04 LTS"). */
function systemName() {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  } catch {
    return undefined;
  }
}

/** One line on where and with what a measurement was made. @param {string[]} others */
export function describeMachine(others) {
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores, ${memory} GiB`,
    [systemName(), `${type()} ${release()}`].filter(Boolean).join(", "),
    `Node ${process.versions.node}`,
    `quintile ${versionOf("../package.json")}`,
    `@duckdb/node-api ${versionOf("@duckdb/node-api/package.json")}`,
    ...others,
  ].join(" · ");
}
