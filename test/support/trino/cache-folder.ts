import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where unpacked servers are kept: `QUINTILE_TRINO_CACHE`, by default in the platform's folder for caches. */
export function cacheFolder(environment: NodeJS.ProcessEnv): string {
  const chosen = environment["QUINTILE_TRINO_CACHE"];
  return chosen ? resolve(chosen) : join(platformCache(environment), "quintile", "trino");
}

function platformCache(environment: NodeJS.ProcessEnv): string {
  if (environment["XDG_CACHE_HOME"]) return environment["XDG_CACHE_HOME"];
  const home = environment["HOME"] || homedir();
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}
