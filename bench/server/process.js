import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { QUINTILE } from "../contenders.js";

/**
 * @typedef {object} ServerProcess
 * @property {string} url
 * @property {() => number} peakMiB largest resident memory so far; NaN where the system does not tell
 * @property {() => Promise<void>} stop
 */

/**
 * The real command on a store, on a free port; resolves once it says that it listens.
 * @param {string} store @returns {Promise<ServerProcess>}
 */
export async function startServer(store) {
  const [program = "", ...args] = QUINTILE;
  const child = spawn(program, [...args, "serve", "--store", store, "--port", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  for await (const text of child.stderr.setEncoding("utf8")) {
    said += text;
    const url = /Quintile is at (\S+) /.exec(said)?.[1];
    if (url === undefined) continue;
    return {
      url,
      peakMiB: () => peakOf(child.pid),
      stop: async () => {
        child.kill("SIGINT");
        if (child.exitCode === null) await once(child, "exit");
      },
    };
  }
  throw new Error(`The server did not start:\n${said}`);
}

/** @param {number | undefined} pid */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return NaN;
  }
}
