import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/quintile.js", import.meta.url));

/** What a command left on its screen. */
export interface Screen {
  readonly code: number | null;
  readonly screen: string;
}

/**
 * Runs the real binary on a terminal of its own.
 *
 * @param options.keys what to type, each once a text has appeared on the screen.
 */
export function onTerminal(
  words: readonly string[],
  { cwd, keys = [] }: { cwd: string; keys?: readonly (readonly [after: string, press: string])[] },
): Promise<Screen> {
  const line = [process.execPath, BIN, ...words].map((word) => `'${word}'`).join(" ");
  const child = spawn("script", ["-qefc", line, "/dev/null"], { cwd, env: { ...process.env, NO_COLOR: "1" } });
  const waiting = [...keys];
  let screen = "";
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString();
    const [next] = waiting;
    if (next !== undefined && screen.includes(next[0])) {
      waiting.shift();
      child.stdin.write(next[1]);
    }
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve({ code, screen }));
  });
}
