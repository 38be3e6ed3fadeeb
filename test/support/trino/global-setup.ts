import type { TestProject } from "vitest/node";
import { type Cluster, type ClusterFacts, factsOf, startCluster } from "./cluster.js";
import { ProvisionError } from "./provision-error.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Undefined in a run without a cluster. */
    trinoCluster: ClusterFacts | undefined;
  }
}

/**
 * Starts one cluster for all tests; `QUINTILE_TRINO_CLUSTER` may hold the facts (JSON) of one that runs already. Where there
 * is no Trino to start, says so in one line and ends the run as failed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env["QUINTILE_TRINO_CLUSTER"];
  if (running !== undefined) {
    project.provide("trinoCluster", JSON.parse(running) as ClusterFacts);
    return () => Promise.resolve();
  }
  const cluster = await startOrEnd();
  project.provide("trinoCluster", factsOf(cluster));
  return async () => await cluster.stop();
}

async function startOrEnd(): Promise<Cluster> {
  try {
    return await startCluster();
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error;
    process.stderr.write(`*** ${error.message}\n`);
    process.exit(1);
  }
}
