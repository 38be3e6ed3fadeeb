import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const QUINTILE = fileURLToPath(new URL("../../bin/quintile.js", import.meta.url));

/** Runs Node in a folder and returns what it printed; throws with its errors when it fails. */
export async function runNode(script: string, words: readonly string[], folder = ROOT): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], { cwd: folder });
  return stdout;
}

/** Runs a command line that starts with `quintile` or `node bin/quintile.js`. */
export async function runCommandLine(line: string, folder: string): Promise<string> {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  const start = words[0] === "node" ? 2 : 1;
  return runNode(QUINTILE, words.slice(start), folder);
}
