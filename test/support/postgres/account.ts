import { chownSync, readFileSync } from "node:fs";

/** Whom a process runs as; empty is whoever runs the tests. Fits the options of `spawn`. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const UNPRIVILEGED = /^(postgres|nobody):[^:]*:([1-9]\d*):(\d+):/gm;

/** PostgreSQL refuses to run as root. There, it runs as the machine's `postgres` or else `nobody`. */
export const account: Account = process.getuid?.() === 0 ? unprivilegedAccount() : {};

function unprivilegedAccount(): Account {
  const found = [...readFileSync("/etc/passwd", "utf8").matchAll(UNPRIVILEGED)];
  const [, , uid, gid] = found.find(([, name]) => name === "postgres") ?? found[0] ?? [];
  return uid === undefined ? {} : { uid: Number(uid), gid: Number(gid) };
}

/** Makes a file or a folder, without what is in it, belong to that account. */
export function handOver(path: string): void {
  if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
}
