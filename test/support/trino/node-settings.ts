/** Where the nodes of one cluster are, and who may work. */
export interface NodePlace {
  readonly role: "coordinator" | "worker";
  /** The node's own port on 127.0.0.1. */
  readonly port: number;
  /** The coordinator's port on 127.0.0.1. */
  readonly coordinatorPort: number;
  readonly purpose: Purpose;
}

/** What a cluster is for: many small statements, or a few large ones whose cost is measured. */
export type Purpose = "tests" | "measuring";

/** Megabytes that the queries on one node may use together, and the whole heap that this asks for. */
export const MEMORY: Readonly<Record<Purpose, { readonly queries: number; readonly heap: string }>> = {
  tests: { queries: 500, heap: "1G" },
  measuring: { queries: 2500, heap: "4G" },
};

/** The text of a node's `config.properties`: reachable from this machine only, and tuned for many small queries. */
export function nodeSettings({ role, port, coordinatorPort, purpose }: NodePlace): Readonly<Record<string, string>> {
  const { queries } = MEMORY[purpose];
  return {
    coordinator: String(role === "coordinator"),
    "node.environment": "test",
    "node.bind-ip": "127.0.0.1",
    "node.internal-address": "127.0.0.1",
    "node.external-address": "127.0.0.1",
    "http-server.http.port": String(port),
    "discovery.uri": `http://127.0.0.1:${coordinatorPort}`,
    "http-server.log.enabled": "false",
    "query.max-memory": `${queries * 2}MB`,
    "query.max-memory-per-node": `${queries}MB`,
    "memory.heap-headroom-per-node": "150MB",
    // One thread stands for a processor of its own, so that twice the workers can do twice the work.
    "task.concurrency": purpose === "tests" ? "2" : "1",
    "task.max-worker-threads": purpose === "tests" ? "4" : "1",
    "task.min-writer-count": "1",
    "task.max-writer-count": "1",
    "query.min-hash-partition-count": "1",
    "query.min-hash-partition-count-for-write": "1",
    "query.max-hash-partition-count": "2",
    "experimental.concurrent-startup": "true",
    ...(role === "coordinator" ? COORDINATOR : {}),
    ...(role === "coordinator" && purpose === "tests" ? FORGETFUL : {}),
  };
}

/** Queries of finished tests are forgotten soon. */
const FORGETFUL = { "query.min-expire-age": "5s", "query.max-history": "20" };

/**
 * A worker counts at once when it comes, and does not lose its place by
 * answering late a few times while everything is new to it; a query waits a moment for one to come back.
 */
const COORDINATOR = {
  "node-scheduler.include-coordinator": "false",
  "failure-detector.warmup-interval": "0s",
  "failure-detector.threshold": "0.3",
  "query-manager.required-workers": "1",
  "query-manager.required-workers-max-wait": "10s",
  "query.remote-task.max-error-duration": "20s",
};
