import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { isThorough } from "../thoroughness.js";
import { findBinaries } from "./binaries.js";
import { newProgramFolder } from "./folder.js";
import { type OwnServer, type ServerFacts, startServer } from "./server.js";

declare module "vitest" {
  interface ProvidedContext {
    postgresServers: readonly ServerFacts[];
  }
}

/** Starts one server of each PostgreSQL that is found here, or of the first only, for all tests; what cannot start is said. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = newProgramFolder();
  const found = findBinaries(folder).slice(0, isThorough ? undefined : 1);
  const attempts = await Promise.allSettled(found.map(async (binaries) => await startServer(binaries)));
  const servers: OwnServer[] = [];
  for (const attempt of attempts) {
    if (attempt.status === "fulfilled") servers.push(attempt.value);
    else warn(attempt.reason);
  }
  if (servers.length === 0) warn("There is no PostgreSQL server to test with: such tests are SKIPPED.");
  project.provide("postgresServers", servers.map(plain));
  return async () => {
    await Promise.all(servers.map(async (server) => await server.remove()));
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Only data passes to the processes of the tests. */
function plain(server: OwnServer): ServerFacts {
  return JSON.parse(JSON.stringify(server)) as ServerFacts;
}

function warn(problem: unknown): void {
  process.stderr.write(`\n*** ${problem instanceof Error ? problem.message : String(problem)}\n\n`);
}
