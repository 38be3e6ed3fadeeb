import { homedir } from "node:os";
import { join } from "node:path";

/** The files of a person where libpq looks for them, whether they are there or not. */
export interface UserFiles {
  readonly passwords: string;
  readonly services: string;
  readonly rootCert: string;
  readonly cert: string;
  readonly key: string;
}

/** Files of the home folder (`HOME`); on Windows, of `APPDATA`. */
export function userFiles(env: NodeJS.ProcessEnv): UserFiles {
  const home = env["HOME"] ?? homedir();
  const isWindows = process.platform === "win32";
  const folder = isWindows ? join(env["APPDATA"] ?? home, "postgresql") : join(home, ".postgresql");
  return {
    passwords: isWindows ? join(folder, "pgpass.conf") : join(home, ".pgpass"),
    services: join(isWindows ? folder : home, ".pg_service.conf"),
    rootCert: join(folder, "root.crt"),
    cert: join(folder, "postgresql.crt"),
    key: join(folder, "postgresql.key"),
  };
}
