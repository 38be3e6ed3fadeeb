import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";
import { account, type Account } from "./account.js";

/** A program that ends with this process, however this process ends. */
export interface GuardedProcess {
  readonly hasEnded: boolean;
  /** Sends a signal, such as "INT", and waits for the end. Only once. */
  end(signal: string): Promise<void>;
}

export interface GuardOptions {
  /** Whom the program runs as. Default: the tests' {@link account}. */
  readonly account?: Account;
  /** The signal that ends the program when our process is gone. Default: "QUIT". */
  readonly lastSignal?: string;
}

/**
 * Waits for the name of a signal on standard input. Where that closes instead, our process is gone: then the program is
 * ended, and its folder removed.
 */
const GUARD = `
last_signal=$1; shift
exec 3<&0
"$@" 3<&- </dev/null & program=$!
{
  if read -r signal <&3; then kill -s "$signal" "$program"; exit; fi
  kill -s "$last_signal" "$program"
  exit 9
} & guard=$!
wait "$program"
kill "$guard" 2>/dev/null
wait "$guard"
if [ $? -eq 9 ]; then cd / && rm -rf "$OLDPWD"; fi`;

/** Starts a program in a folder of its own; what it prints is added to a file. */
export function startGuarded(
  command: readonly string[],
  folder: string,
  log: string,
  options: GuardOptions = {},
): GuardedProcess {
  const output = openSync(log, "a");
  const child = spawn("/bin/sh", ["-c", GUARD, "guard", options.lastSignal ?? "QUIT", ...command], {
    ...(options.account ?? account),
    cwd: folder,
    env: programEnvironment,
    // Out of the terminal's group: Ctrl-C is for the tests, which then end the program.
    detached: true,
    stdio: ["pipe", output, output],
  });
  closeSync(output);
  const input = child.stdin as Socket;
  input.on("error", () => {});
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      hasEnded = true;
      resolve();
    };
    child.once("exit", end).once("error", end);
  });
  child.unref();
  input.unref();
  return {
    get hasEnded() {
      return hasEnded;
    },
    end: (signal) => {
      if (hasEnded) return ended;
      child.ref();
      input.end(`${signal}\n`);
      return ended;
    },
  };
}

/** Nothing of ours reaches the programs: no `PGPORT`, no language. */
export const programEnvironment = { PATH: process.env["PATH"], LC_ALL: "C" };
