import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * @typedef {object} Run
 * @property {number} seconds wall time, from spawn to exit
 * @property {number | null} cpuSeconds user and system time; null where GNU time is missing
 * @property {number | null} peakMiB largest resident memory; null where the system does not tell
 */

const GNU_TIME = "/usr/bin/time";
const REPORT = join(tmpdir(), `quintile-bench-${process.pid}.txt`);
const POLL_MS = 5;

const hasGnuTime = spawnSync(GNU_TIME, ["--version"], { encoding: "utf8" }).stdout?.includes("GNU") ?? false;

/** How the figures of memory come about, for the report. */
export const memorySource = hasGnuTime
  ? "the kernel's maximum resident set size (GNU time)"
  : `VmHWM, read every ${POLL_MS} ms (GNU time is not installed)`;

/** @param {number | undefined} pid */
function readHighWaterMark(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/**
 * GNU time stands between on purpose: a child that Node spawns begins in Node's address space, and the kernel
 * counts Node's memory as the child's own peak.
 * @param {string[]} command
 */
const wrap = (command) => (hasGnuTime ? [GNU_TIME, "-f", "%M %U %S", "-o", REPORT, ...command] : command);

/**
 * Runs a command to its end. Throws, with the end of what it wrote to stderr, if it fails.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {Promise<Run>}
 */
export function measure(command, environment = process.env) {
  const [program = "", ...args] = wrap(command);
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { env: environment, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    let polledKiB = 0;
    const poll = hasGnuTime
      ? undefined
      : setInterval(() => {
          polledKiB = Math.max(polledKiB, readHighWaterMark(child.pid));
        }, POLL_MS);
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr = (stderr + text).slice(-2000)));
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = (performance.now() - start) / 1000;
      clearInterval(poll);
      if (code !== 0) return reject(new Error(`${command.join(" ")}\nended with ${code}:\n${stderr}`));
      if (!hasGnuTime) return resolve({ seconds, cpuSeconds: null, peakMiB: polledKiB / 1024 || null });
      const [peakKiB = 0, user = 0, system = 0] = readFileSync(REPORT, "utf8").trim().split(" ").map(Number);
      rmSync(REPORT, { force: true });
      return resolve({ seconds, cpuSeconds: user + system, peakMiB: peakKiB / 1024 });
    });
  });
}
