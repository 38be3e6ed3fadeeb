import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/quintile.js", import.meta.url));

/** What a command left behind. */
export interface Outcome {
  /** The exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandOptions {
  readonly cwd: string;
  /** What standard input holds; null keeps it open and silent. */
  readonly input?: string | Uint8Array | null;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the id of the process. */
  readonly onStart?: (pid: number) => void;
  /** Called with what standard error says so far, and the id of the process. */
  readonly onError?: (said: string, pid: number) => void;
  /** The user to run as, where the tests run as root. */
  readonly uid?: number;
}

/** Runs the real binary. */
export function quintile(words: readonly string[], options: CommandOptions): Promise<Outcome> {
  return command(process.execPath, [BIN, ...words], options);
}

/** A line for a shell, in which `quintile` is the real binary. */
export function shell(line: string, options: CommandOptions): Promise<Outcome> {
  return command("bash", ["-c", `quintile() { "${process.execPath}" "${BIN}" "$@"; }\n${line}`], options);
}

function command(
  program: string,
  words: readonly string[],
  { cwd, input, env = {}, onStart, onError, uid }: CommandOptions,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd,
      env: { ...process.env, ...env },
      ...(uid === undefined ? {} : { uid }),
    });
    onStart?.(child.pid as number);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
      onError?.(err, child.pid as number);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => {}); // a command that does not read its input closes it
    if (input !== null) child.stdin.end(input);
  });
}
