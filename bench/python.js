import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DATA_FOLDER } from "./data.js";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));
const VENV = join(DATA_FOLDER, "venv");
const PYTHON = join(VENV, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const STAMP = join(VENV, "requirements.txt");

const pinned = readFileSync(REQUIREMENTS, "utf8");

const isReady = () => existsSync(PYTHON) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === pinned;

/** @param {string} advice @param {string | null} stderr */
function skip(advice, stderr) {
  process.stderr.write(`\n!!! The Python peers are SKIPPED. ${advice}\n${stderr ?? ""}\n`);
  return null;
}

/**
 * The interpreter of a virtual environment with the pinned packages, made on the first run; null, loudly, if it
 * cannot be made.
 * @returns {string | null}
 */
export function makePython() {
  if (isReady()) return PYTHON;
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(DATA_FOLDER, { recursive: true });
  process.stderr.write("making the Python environment …\n");
  const venv = spawnSync("python3", ["-m", "venv", VENV], { encoding: "utf8" });
  if (venv.status !== 0) {
    return skip("Install Python 3.11 or newer with venv (Debian: apt install python3-venv).", venv.stderr);
  }
  const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
  const pip = spawnSync(PYTHON, args, { encoding: "utf8" });
  if (pip.status !== 0) return skip("pip could not install bench/requirements.txt:", pip.stderr);
  writeFileSync(STAMP, pinned);
  return PYTHON;
}

/** @param {string | null} python */
export function pythonVersions(python) {
  if (python === null) return [];
  const version = spawnSync(python, ["--version"], { encoding: "utf8" }).stdout.trim();
  return [
    version,
    ...pinned
      .trim()
      .split("\n")
      .map((line) => line.replace("==", " ")),
  ];
}
